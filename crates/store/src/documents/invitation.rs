//! Invitations to rooms, by e-mail.

use codevlive_domain::{
    id::{PersonId, RoomId},
    room::person::Role,
    time::Millis,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::account::email_key;
use crate::{
    document::{Document, IndexEntry},
    outbox::{self, OutboxEntry, WithOutbox},
};

/// Somebody was asked to come into a room. Who signs in with that address, verified, enters without knocking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// The UID of its event in calendars, too.
    pub id: Uuid,
    /// To which room.
    pub room: RoomId,
    /// As it was given, trimmed.
    pub email: String,
    /// What they are called, if that was given.
    pub name: Option<String>,
    /// As what they come; never host.
    pub role: Role,
    /// When and for how long, as they were told last.
    pub told: Told,
    /// Counts what was sent of it before (RFC 5545, 3.8.7.4): 0 for the first.
    pub sequence: u32,
    /// What became of it.
    pub status: Status,
    /// Who invites: in calendars it stays the same for all that is sent of it, until they delete their account. None
    /// if they did, and the room has nobody else to look after it.
    pub organizer: Option<Organizer>,
    /// When it was made.
    pub created_at: Millis,
    /// When it was made, or the role changed: it lets in again whoever was put out before.
    pub renewed_at: Millis,
    /// Who came by it.
    pub accepted_by: Option<PersonId>,
    /// Jobs it asks for.
    #[serde(default)]
    pub outbox: Vec<OutboxEntry>,
}

/// What an invited person was told last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The room's title.
    pub title: String,
    /// The room's time then: another one of the room is theirs, too.
    pub room_at: Option<Millis>,
    /// When it begins for them; none if no time was set.
    pub starts_at: Option<Millis>,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// In which time zone times are shown first: an IANA name.
    pub time_zone: String,
}

/// Who invites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organizer {
    /// Their account.
    pub person: PersonId,
    /// Their name when they invited.
    pub name: String,
    /// Their address when they invited; empty if it was not verified.
    pub email: String,
}

/// What became of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nobody came by it yet.
    Pending,
    /// They came.
    Accepted,
    /// It was taken back, or the interview does not take place.
    Cancelled,
}

/// The field by which the one pending invitation of an address to a room is found.
pub const PENDING_PLACE: &str = "place";

/// The field by which the invitations to an address are found; its value is its [`email_key`].
pub const EMAIL: &str = "email";
/// The field by which those are found that a person made.
pub const ORGANIZER: &str = "organizer";
/// The field by which those are found by which a person came.
pub const ACCEPTED_BY: &str = "accepted_by";

/// The value of [`PENDING_PLACE`].
pub fn place(room: RoomId, email: &str) -> String {
    format!("{room}:{}", email_key(email))
}

impl Document for Invitation {
    const COLLECTION: &'static str = "invitations";

    fn id(&self) -> String {
        self.id.to_string()
    }

    fn index(&self) -> Vec<IndexEntry> {
        let entry = |field, value, unique| IndexEntry {
            field,
            value,
            unique,
        };
        let pending = (self.status == Status::Pending)
            .then(|| entry(PENDING_PLACE, place(self.room, &self.email), true));
        let organizer = self.organizer.as_ref();
        let organizer = organizer.map(|it| entry(ORGANIZER, it.person.to_string(), false));
        let accepted_by = self.accepted_by;
        let accepted_by = accepted_by.map(|it| entry(ACCEPTED_BY, it.to_string(), false));
        [
            entry("room", self.room.to_string(), false),
            entry(EMAIL, email_key(&self.email), false),
        ]
        .into_iter()
        .chain(organizer)
        .chain(accepted_by)
        .chain(pending)
        .chain(outbox::pending(&self.outbox))
        .collect()
    }
}

impl WithOutbox for Invitation {
    fn outbox(&mut self) -> &mut Vec<OutboxEntry> {
        &mut self.outbox
    }
}
