//! Rooms as they are listed: a reading of their logs, and what is planned for them.

use codevlive_domain::{
    id::{PersonId, RoomId},
    room::{
        event::{Event, RoomKind},
        person::{Role, Standing},
        state::{RoomState, RoomStatus},
    },
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
    /// The seq of the log this summary was read at; an older reading never replaces a newer one. Of a room that is open
    /// nowhere it is the log's head, unless its last process died.
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

/// What of a summary follows the log, at some entry of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    title: String,
    status: RoomStatus,
    members: Vec<Member>,
    others: Vec<PersonId>,
    started_at: Option<Millis>,
    ended_at: Option<Millis>,
    seq: u64,
}

impl Reading {
    /// Whether an event changes what summaries say.
    pub const fn follows(event: &Event) -> bool {
        matches!(
            event,
            Event::Created { .. }
                | Event::Knocked { .. }
                | Event::ConsentGiven { .. }
                | Event::ConsentWithdrawn { .. }
                | Event::Renamed { .. }
                | Event::Admitted { .. }
                | Event::Removed { .. }
                | Event::RoleChanged { .. }
                | Event::HostTakenOver
                | Event::Started
                | Event::Ended
                | Event::Reopened
        )
    }

    /// The reading of the log up to the head of `state`.
    pub fn of(state: &RoomState) -> Self {
        let known = state.people().filter(|(_, person)| !person.is_erased());
        let (inside, others): (Vec<_>, Vec<_>) =
            known.partition(|(_, person)| person.standing == Standing::Inside);
        let members = inside.into_iter().map(|(person, known)| Member {
            person,
            role: known.role,
        });
        Self {
            title: state.title().to_owned(),
            status: state.status(),
            members: members.collect(),
            others: others.into_iter().map(|(person, _)| person).collect(),
            started_at: state.started_at(),
            ended_at: state.ended_at(),
            seq: state.head(),
        }
    }

    /// The summary with this reading in it; none if it has that already, or a newer one.
    pub fn news_for(&self, stored: &RoomSummary) -> Option<RoomSummary> {
        let mut summary = stored.clone();
        self.put_into(&mut summary);
        // The same seq says something else once somebody was erased.
        (stored.seq <= self.seq && summary != *stored).then_some(summary)
    }

    /// Writes the reading into a summary.
    pub fn put_into(&self, summary: &mut RoomSummary) {
        summary.title.clone_from(&self.title);
        summary.status = self.status;
        summary.members.clone_from(&self.members);
        summary.others.clone_from(&self.others);
        summary.started_at = self.started_at;
        summary.ended_at = self.ended_at;
        summary.seq = self.seq;
    }
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
