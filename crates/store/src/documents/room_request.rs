//! Requests for a new room that carried an `Idempotency-Key`, and what came of them.

use codevlive_domain::{
    id::{PersonId, RoomId},
    time::Millis,
};
use serde::{Deserialize, Serialize};

use crate::document::{Document, IndexEntry};

/// A request for a new room. Kept before the room is made, so that a repetition, also of a request that
/// was cut off half-way, leads to the same room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomRequest {
    /// Made of the person and their key.
    pub id: String,
    /// Who asked.
    pub person: PersonId,
    /// SHA-256 of the body, hexadecimal: the key is good for this request alone.
    pub body: String,
    /// The room that it leads to.
    pub room: RoomId,
    /// What was answered, JSON; none while the room is being made.
    pub answer: Option<String>,
    /// When it may be forgotten.
    pub expires_at: Millis,
}

impl Document for RoomRequest {
    const COLLECTION: &'static str = "room_requests";

    fn id(&self) -> String {
        self.id.clone()
    }

    fn index(&self) -> Vec<IndexEntry> {
        vec![IndexEntry {
            field: "person",
            value: self.person.to_string(),
            unique: false,
        }]
    }
}
