//! The jobs there are.

use codevlive_domain::{id::RoomId, time::Millis};
use codevlive_store::outbox::OutboxEntry;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::mail::letter::Letter;

/// A job, as it stands in an outbox and in the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    /// Send a mail.
    Mail(Box<Letter>),
    /// Tell those invited to a room what has changed: [`crate::tell_invited`].
    TellInvited {
        /// Which.
        room: RoomId,
    },
}

impl Job {
    /// The queue it waits in.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Mail(_) => "mail",
            Self::TellInvited { .. } => "tell_invited",
        }
    }

    /// The entry of an outbox that asks for it.
    pub fn asked_for(&self, id: Uuid, run_at: Millis) -> OutboxEntry {
        OutboxEntry {
            id,
            job: serde_json::to_value(self).expect("jobs have string keys only"),
            run_at,
        }
    }
}
