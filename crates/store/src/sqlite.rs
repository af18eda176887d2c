//! SQLite: the embedded engine.

use std::path::Path;

use crate::Store;

/// How the engine is run; the defaults are right for a server.
#[derive(Clone, Debug)]
pub struct SqliteOptions {
    /// Connections that read, so how many reads run at once.
    pub readers: usize,
}

impl Default for SqliteOptions {
    fn default() -> Self {
        Self { readers: 4 }
    }
}

/// Why the store could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process serves this folder.
    #[error("another process is using {0}")]
    InUse(String),
    /// The SQLite library has a known way to corrupt a WAL.
    #[error("SQLite {found} is too old; {needed} or newer is needed")]
    UnsafeLibrary {
        /// What this binary is linked with.
        found: String,
        /// The oldest one that is safe.
        needed: &'static str,
    },
    /// A newer version of the program wrote this database.
    #[error("the database has format {found}, this program knows {known}: use a newer program")]
    TooNew {
        /// The database's format.
        found: u32,
        /// The newest this program knows.
        known: u32,
    },
    /// A file or folder could not be used.
    #[error("{path}: {error}")]
    Io {
        /// Which.
        path: String,
        /// Why.
        error: std::io::Error,
    },
    /// SQLite could not open or migrate the database.
    #[error("database: {0}")]
    Sqlite(#[from] rusqlite::Error),
}

/// The embedded engine: one SQLite database in a folder.
#[derive(Debug)]
pub struct SqliteStore;

impl SqliteStore {
    /// Opens the store in `folder` (DATA_DIR) for this process alone, making or migrating it if need be.
    /// Dropping the last clone closes it: that waits until all that was appended is synced.
    pub fn open(folder: &Path, options: SqliteOptions) -> Result<Store, OpenError> {
        let _ = options;
        Err(OpenError::InUse(folder.display().to_string()))
    }

    /// A snapshot of the store in `folder` that only reads, whether or not a server is using it. All
    /// reads see the moment of this call. Meant for backups: the WAL grows while it is held.
    pub fn snapshot(folder: &Path) -> Result<Store, OpenError> {
        Err(OpenError::InUse(folder.display().to_string()))
    }
}
