//! One portable backup format for every engine, so it is also the way from one engine to another.
//!
//! A backup is text: one JSON object a line. First the format, then all documents, then all logs, room by
//! room, and at last how many there were and the SHA-256 of all lines before. Checkpoints are not in it:
//! they are a reading of the logs. Nor are the documents' versions, which begin again at 1.

mod format;
mod restore;
mod verify;
mod write;

use codevlive_domain::{id::RoomId, room::entry::Seq};
use serde::{Deserialize, Serialize};

pub use restore::restore;
pub use write::backup;

use crate::{Unavailable, document::WriteError, log::AppendError};

/// What was written or read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The store has documents that this program does not know.
    #[error("the store has a collection {0}: use the program that made it")]
    UnknownCollection(String),
    /// An entry of the store was changed after it was written.
    #[error("entry {seq} of room {room} was changed: its hash does not follow from the one before")]
    Changed {
        /// Of which room.
        room: RoomId,
        /// Which.
        seq: Seq,
    },
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
    /// Someone else writes to the store that is being filled.
    #[error("the store is in use: {0}")]
    InUse(String),
}

impl From<WriteError> for BackupError {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Unavailable(error) => error.into(),
            other => Self::InUse(other.to_string()),
        }
    }
}

impl From<AppendError> for BackupError {
    fn from(error: AppendError) -> Self {
        match error {
            AppendError::Unavailable(error) => error.into(),
            AppendError::Conflict => Self::InUse(error.to_string()),
        }
    }
}
