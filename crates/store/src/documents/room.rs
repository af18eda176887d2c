//! Rooms as they are listed: a reading of their logs, and what is planned for them.

use codevlive_domain::{
    id::{PersonId, RoomId},
    room::{event::RoomKind, person::Role, state::RoomStatus},
    time::Millis,
};
use serde::{Deserialize, Serialize};

use crate::{
    document::{Document, IndexEntry},
    outbox::{self, OutboxEntry, WithOutbox},
};

/// What the dashboard knows of a room. Title, status and members follow the room's log, which is the truth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomSummary {
    /// Which.
    pub id: RoomId,
    /// 1 to 200 characters.
    pub title: String,
    /// Interview or practice.
    pub kind: RoomKind,
    /// Scheduled, live or ended.
    pub status: RoomStatus,
    /// Everyone who is in it, connected or not, with the role they have now.
    pub members: Vec<Member>,
    /// Of whom the log knows too: they knocked, were put out, or said what they consent to.
    #[serde(default)]
    pub others: Vec<PersonId>,
    /// When it was made.
    pub created_at: Millis,
    /// When it is to take place.
    pub scheduled_at: Option<Millis>,
    /// When it first went live.
    pub started_at: Option<Millis>,
    /// When it ended.
    pub ended_at: Option<Millis>,
    /// Problems of the bank prepared for it.
    pub problem_ids: Vec<String>,
    /// Days until its recording is deleted.
    pub retention_days: u32,
    /// The seq of the log this summary was read at; an older reading never replaces a newer one.
    pub seq: u64,
    /// It is being removed: whoever is invited hears that it does not take place.
    #[serde(default)]
    pub called_off: bool,
    /// When somebody's knock, unheard by all who interview, was written of to the hosts last.
    #[serde(default)]
    pub knock_told_at: Option<Millis>,
    /// Jobs it asks for.
    #[serde(default)]
    pub outbox: Vec<OutboxEntry>,
}

/// Someone who takes part in a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// As what.
    pub role: Role,
}

impl Document for RoomSummary {
    const COLLECTION: &'static str = "rooms";

    fn id(&self) -> String {
        self.id.to_string()
    }

    fn index(&self) -> Vec<IndexEntry> {
        let of = |field, person: PersonId| IndexEntry {
            field,
            value: person.to_string(),
            unique: false,
        };
        let members = self.members.iter().map(|it| of("member", it.person));
        let others = self.others.iter().map(|other| of("other", *other));
        let pending = outbox::pending(&self.outbox);
        members.chain(others).chain(pending).collect()
    }
}

impl WithOutbox for RoomSummary {
    fn outbox(&mut self) -> &mut Vec<OutboxEntry> {
        &mut self.outbox
    }
}
