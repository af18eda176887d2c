//! Why a command or an edit was refused.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The stable code of a refusal, as it stands in an ack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RefusalCode {
    /// The role does not allow it.
    Forbidden,
    /// Only people inside may do that.
    NotInside,
    /// Someone was faster; the detail says who.
    AlreadyDecided,
    /// Nobody of that id is known to the room.
    UnknownPerson,
    /// The room has ended.
    RoomEnded,
    /// The pad is locked, or frozen for a focus time.
    Locked,
    /// The update depends on updates the server lacks.
    OutOfSync,
    /// A field is missing, malformed or out of range.
    Invalid,
    /// Larger than the contract allows.
    TooLarge,
    /// Too many in too short a time.
    RateLimited,
    /// A dependency is away or busy; the same may be sent again.
    TryLater,
    /// Not part of this server (yet).
    NotAvailable,
}

/// A refused command or edit: nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code:?}: {detail}")]
pub struct Refusal {
    /// For programs.
    pub code: RefusalCode,
    /// For people: what is the matter, in one sentence.
    pub detail: String,
}

impl Refusal {
    /// A refusal with a sentence for people.
    pub fn new(code: RefusalCode, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
        }
    }
}
