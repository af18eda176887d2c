//! The conformance suite on SQLite.

use std::time::Duration;

use codevlive_store::{
    conformance::{Temporary, temporary_with},
    sqlite::SqliteOptions,
};

codevlive_store::conformance!(codevlive_store::conformance::temporary());

/// What is appended is moved to the database as often as can be.
fn moving_at_once() -> Temporary {
    temporary_with(&SqliteOptions {
        move_every: Duration::from_millis(1),
        ..SqliteOptions::default()
    })
}

mod moving_at_once {
    codevlive_store::conformance!(crate::moving_at_once());
}
