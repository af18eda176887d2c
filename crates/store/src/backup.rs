//! One portable backup format for every engine.

use std::io::{Read, Seek, Write};

use crate::{Store, Unavailable};

/// What was written or read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Documents of all collections.
    pub documents: u64,
    /// Rooms with a log.
    pub rooms: u64,
    /// Entries of all logs.
    pub entries: u64,
}

/// Why a backup or a restore did not finish.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file could not be read or written.
    #[error("backup file: {0}")]
    Io(#[from] std::io::Error),
    /// See [`Unavailable`].
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
    /// The file is not a whole, unchanged backup that this program can read.
    #[error("line {line}: {reason}")]
    Damaged {
        /// From 1.
        line: u64,
        /// What is wrong.
        reason: String,
    },
    /// There is something in the store already.
    #[error("the store is not empty")]
    NotEmpty,
}

/// Writes all documents and logs to `out`.
pub async fn backup(store: &Store, out: impl Write + Send) -> Result<Counts, BackupError> {
    let _ = (store, out);
    Err(Unavailable("not yet".into()).into())
}

/// Fills an empty store from a backup; nothing is written before the whole file was verified.
pub async fn restore(store: &Store, input: impl Read + Seek + Send) -> Result<Counts, BackupError> {
    let _ = (store, input);
    Err(Unavailable("not yet".into()).into())
}
