//! What an engine owes, as tests any engine runs; and a store for tests.

use tempfile::TempDir;

use crate::{
    Store,
    sqlite::{SqliteOptions, SqliteStore},
};

/// An SQLite store in a folder that goes when this is dropped.
pub struct Temporary {
    /// The store.
    pub store: Store,
    /// Where it is.
    pub folder: TempDir,
}

/// A new, empty store for a test.
///
/// # Panics
/// If the folder can't be made.
pub fn temporary() -> Temporary {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let store = SqliteStore::open(folder.path(), &SqliteOptions::default())
        .expect("a store opens in an empty folder");
    Temporary { store, folder }
}
