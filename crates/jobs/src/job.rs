//! The jobs there are.

use codevlive_domain::{
    id::{PersonId, RoomId},
    time::Millis,
};
use codevlive_queue::job::Priority;
use codevlive_store::outbox::OutboxEntry;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    mail::letter::{Letter, Mail},
    outbox::Origin,
};

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
            Self::TellInvited { .. } => "tell_invited",
            Self::EraseAccount { .. } => "erase_account",
        }
    }

    /// Which goes first.
    pub fn priority(&self) -> Priority {
        match self {
            Self::Mail(letter) => match letter.mail {
                // Someone sits and waits for it.
                Mail::VerifyAddress { .. } | Mail::ResetPassword { .. } | Mail::Knock { .. } => {
                    Priority::High
                }
                _ => Priority::Normal,
            },
            Self::TellInvited { .. } | Self::EraseAccount { .. } => Priority::Normal,
        }
    }

    /// What an administrator sees of it: enough to tell jobs apart.
    pub fn summary(&self) -> String {
        match self {
            Self::Mail(letter) => format!("{} to {}", letter.mail.name(), letter.to.email),
            Self::TellInvited { room } => format!("changes of room {room}"),
            Self::EraseAccount { person } => format!("account {person}"),
        }
    }

    /// The entry of an outbox that asks for it.
    ///
    /// # Panics
    /// Never: jobs have string keys only.
    pub fn asked_for(&self, id: Uuid, run_at: Millis) -> OutboxEntry {
        OutboxEntry {
            id,
            job: serde_json::to_value(self).expect("jobs have string keys only"),
            run_at,
        }
    }
}

/// A job with the document that asks for it: what stands in the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// Whose outbox it stands in.
    pub origin: Origin,
    /// What to do.
    pub job: Job,
}

impl Envelope {
    /// Puts it together.
    pub const fn new(origin: Origin, job: Job) -> Self {
        Self { origin, job }
    }

    /// As the queue keeps it.
    ///
    /// # Panics
    /// Never: jobs have string keys only.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("jobs have string keys only")
    }

    /// What the queue kept; none if this version does not know the job.
    pub fn of_json(payload: &str) -> Option<Self> {
        serde_json::from_str(payload).ok()
    }
}
