//! The jobs there are.

use codevlive_domain::{id::PersonId, time::Millis};
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
    /// Erase what is left of an account that its owner deleted.
    EraseAccount {
        /// Whose.
        person: PersonId,
    },
}

impl Job {
    /// The queue it waits in.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Mail(_) => "mail",
            Self::EraseAccount { .. } => "erase_account",
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
