//! Who people are in a room.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::PersonId;

/// What a person may do in a room; see `decide` for the rules themselves.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the interview; all that an interviewer may, and roles, start, end, reopen, removal.
    Host,
    /// Admits, chooses problems, opens and locks pads, keeps private notes.
    Interviewer,
    /// Edits unlocked pads, chats; their browser's signals are on the log.
    Candidate,
    /// Watches, visibly.
    Observer,
}

impl Role {
    /// Hosts and interviewers: those who may see knocks, notes, hints and interviewers' chat.
    pub const fn interviews(self) -> bool {
        matches!(self, Self::Host | Self::Interviewer)
    }
}

/// Where a person stands towards a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Has not asked to join.
    Outside,
    /// Knocked, and waits for a decision.
    Waiting,
    /// Was admitted (or is host): may come and go.
    Inside,
    /// Their knock was rejected.
    Rejected,
    /// Was removed; must knock again.
    Removed,
}

/// Who did something: a person, or the room itself (the end of a focus time, a starter text).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Actor {
    /// A person, by id; the name is looked up when shown.
    Person(PersonId),
    /// The room task itself.
    System,
}

impl Actor {
    /// The person, if it was one.
    pub const fn person(self) -> Option<PersonId> {
        match self {
            Self::Person(id) => Some(id),
            Self::System => None,
        }
    }
}

/// Somebody who holds a valid token, as they are known before the room's log is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The account's or the guest's id.
    pub id: PersonId,
    /// The name they gave, 1 to 80 characters.
    pub name: String,
}
