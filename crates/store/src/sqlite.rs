//! SQLite: the embedded engine.
//!
//! # What is promised when
//! What is appended to a room's log goes to the [`journal`] first: files to which records are added. From
//! then on it is *visible*: any reader finds it, and it survives the death of the process, since the operating
//! system has it. A thread ([`syncer`]) calls `fdatasync` on the file, once for all that was appended so far;
//! from then on it is *durable*, which is when `Durable`s resolve. Twice a second another thread moves what the
//! journal holds to the database, and removes the file once it is durable there.
//!
//! Documents, and what is moved, are written to the database by one thread ([`writer`]): it takes every write
//! that waits, and commits them together to the WAL with `synchronous=NORMAL`, which calls no `fsync`;
//! another [`syncer`] does. Before each commit the journal is synced, so that after a power cut no document is ahead
//! of what was appended before it.
//!
//! # Why that holds when the WAL is checkpointed
//! A commit that waits for its `fdatasync` may be moved out of the WAL before that runs. It is safe all the
//! same: with `synchronous=NORMAL` a checkpoint syncs the WAL before it copies pages, and syncs the database
//! file after the last page, before the WAL may be overwritten; so whatever is overwritten in the WAL is
//! durable in the database file. Recovery reads the WAL up to the last commit whose running checksum
//! holds, so after a power cut there is a prefix of all commits, and it reaches the last sync at least.
//!
//! # When a sync fails
//! Linux reports a failed write-back once, and then calls the lost pages clean. So after the first failed
//! sync, whoever's it was, nothing is called durable again by this process, and all writes are refused
//! ([`condition`]). At the next start everything found is checkpointed into the database file, which writes
//! and syncs it anew, before the store opens.

mod checkpointer;
mod condition;
mod documents;
mod engine;
mod erasure;
mod journal;
mod log;
mod migrations;
mod open;
mod pace;
mod readers;
mod syncer;
mod writer;

use std::{path::Path, time::Duration};

use crate::{Store, Unavailable};

/// How the engine is run; the defaults are right for a server.
#[derive(Clone, Debug)]
pub struct SqliteOptions {
    /// Connections that read, so how many reads run at once.
    pub readers: usize,
    /// The length of the WAL, in pages of 4 KiB, at which its pages are moved to the database file.
    pub checkpoint_pages: u32,
    /// How long what was appended stays in the journal before it is moved to the database.
    pub move_every: Duration,
    /// How long a sync waits after the one before while many wait for one: nobody waits for a sync to see
    /// what others type, and each costs as much as many commits.
    pub sync_every: Duration,
}

impl Default for SqliteOptions {
    fn default() -> Self {
        Self {
            readers: 4,
            checkpoint_pages: 4_000,
            move_every: Duration::from_millis(500),
            sync_every: Duration::from_millis(10),
        }
    }
}

/// Why the store could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process serves this folder.
    #[error("another process is using {0}")]
    InUse(String),
    /// The SQLite library has a known way to corrupt a WAL.
    #[error("SQLite {found} is too old; 3.51.3 or newer is needed")]
    UnsafeLibrary {
        /// What this binary is linked with.
        found: String,
    },
    /// A newer version of the program wrote this database.
    #[error("the database has format {found}, this program knows {known}: use a newer program")]
    TooNew {
        /// The database's format.
        found: u32,
        /// The newest this program knows.
        known: u32,
    },
    /// An older version of the program wrote this database, and it is only to be read.
    #[error("the database has format {found}, this program's is {known}: start the server once")]
    NotMigrated {
        /// The database's format.
        found: u32,
        /// The one this program reads.
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

impl OpenError {
    /// What an error of that file or folder is.
    fn io(path: &Path) -> impl Fn(std::io::Error) -> Self {
        let path = path.display().to_string();
        move |error| Self::Io {
            path: path.clone(),
            error,
        }
    }
}

/// The embedded engine: one SQLite database in a folder.
#[derive(Debug)]
pub struct SqliteStore;

impl SqliteStore {
    /// Opens the store in `folder` (`DATA_DIR`) for this process alone, making or migrating it if need be.
    /// Whatever is found in it is durable when this returns. Dropping the last clone closes it: that blocks
    /// until all that was appended is synced.
    pub fn open(folder: &Path, options: &SqliteOptions) -> Result<Store, OpenError> {
        open::serve(folder, options)
    }

    /// Whether there is a store in `folder`.
    pub fn exists(folder: &Path) -> bool {
        open::database(folder).exists()
    }

    /// A snapshot of the store in `folder` that only reads, whether or not a server is using it. All
    /// reads see the moment of this call. Meant for backups: the WAL grows while it is held.
    pub fn snapshot(folder: &Path) -> Result<Store, OpenError> {
        open::snapshot(folder)
    }
}

impl From<rusqlite::Error> for Unavailable {
    fn from(error: rusqlite::Error) -> Self {
        Self(format!("sqlite: {error}"))
    }
}
