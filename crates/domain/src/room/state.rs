//! The live state of a room: what its log, read from the first entry to the last, comes to.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    command::ConsentTo,
    entry::{EntryHash, GENESIS, Seq},
    event::RoomKind,
    pad::PadKind,
    person::{Actor, Role, Standing},
    signal::SignalKind,
};
use crate::{
    id::{PadId, PersonId},
    time::Millis,
};

/// How far the interview is: `scheduled → live → ended`, and `ended → live` when it is reopened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoomStatus {
    /// Made, not yet started; everything but recording works.
    #[default]
    Scheduled,
    /// Started, or reopened.
    Live,
    /// Over; hosts and interviewers may stay.
    Ended,
}

/// What was decided about a person last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// Let in.
    Admitted,
    /// Turned away.
    Rejected,
    /// Put out.
    Removed,
}

/// A knock that waits for a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Knock {
    /// When.
    pub at: Millis,
    /// The last line the person wrote to those who decide.
    pub message: Option<String>,
}

/// A person the room has heard of: who knocked, entered, or said what they consent to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// As they gave it last; empty once they are erased.
    pub name: String,
    /// Counts only while inside.
    pub role: Role,
    /// Where they stand.
    pub standing: Standing,
    /// The entry that let them in for the first time; candidates see nothing from before it.
    pub first_admission: Option<Seq>,
    /// Present exactly while they wait.
    pub knock: Option<Knock>,
    /// What was decided about them since they knocked last, and by whom.
    pub decided: Option<(Verdict, Actor)>,
    /// When they were rejected or removed last: an invitation of before that opens nothing any more.
    #[serde(default)]
    pub put_out_at: Option<Millis>,
    /// Whether their hand is raised.
    pub hand: bool,
    /// What they consent to.
    pub consents: BTreeSet<ConsentTo>,
    /// The highest number among their signals; 0 before the first.
    pub last_signal: u64,
    /// Whether the log's last word about their connection is that it was lost.
    pub connection_lost: bool,
}

impl Person {
    /// Somebody of whom nothing but the name is known.
    pub(super) fn outside(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            role: Role::Candidate,
            standing: Standing::Outside,
            first_admission: None,
            knock: None,
            decided: None,
            put_out_at: None,
            hand: false,
            consents: BTreeSet::new(),
            last_signal: 0,
            connection_lost: false,
        }
    }

    /// Whether their name was taken out of the log.
    pub const fn is_erased(&self) -> bool {
        self.name.is_empty()
    }

    /// Whether they are inside, in this role.
    pub fn is_inside_as(&self, role: Role) -> bool {
        self.standing == Standing::Inside && self.role == role
    }
}

/// A pad of the room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pad {
    /// Made by the server.
    pub id: PadId,
    /// What it holds, and so who may see it.
    pub kind: PadKind,
    /// Shown on its tab.
    pub title: String,
    /// Of code pads: the language's short name.
    pub language: Option<String>,
    /// Whether only hosts and interviewers may edit it.
    pub locked: bool,
    /// Whether the log holds an edit of it, if only its first text.
    pub edited: bool,
}

/// The chosen problem, with all that those who interview know of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Its id, if it is of the bank.
    pub id: Option<String>,
    /// Its title.
    pub title: String,
    /// Markdown.
    pub statement: String,
    /// All hints, revealed or not.
    pub hints: Vec<String>,
    /// Which of them everyone may see, counted from 0.
    pub revealed: BTreeSet<u32>,
}

/// A focus time whose end is not logged yet. It is over at `until` all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FocusTime {
    /// The entry that began it; code pads are frozen there for all but candidates.
    pub started: Seq,
    /// When it ends.
    pub until: Millis,
    /// Who began it.
    pub by: Actor,
}

/// The fold of a room's log. [`Default`] is the empty log; `apply` is the only way to change it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomState {
    pub(super) head: Seq,
    pub(super) hash: EntryHash,
    pub(super) at: Millis,
    pub(super) kind: RoomKind,
    pub(super) title: String,
    pub(super) status: RoomStatus,
    pub(super) signals: Vec<SignalKind>,
    pub(super) people: BTreeMap<PersonId, Person>,
    pub(super) pads: Vec<Pad>,
    pub(super) problem: Option<Problem>,
    pub(super) focus: Option<FocusTime>,
    pub(super) started: Option<(Millis, Actor)>,
    pub(super) ended: Option<(Millis, Actor)>,
    pub(super) reopened: Option<(Millis, Actor)>,
    /// By person, then by command id: the entry that command led to.
    pub(super) answers: BTreeMap<PersonId, BTreeMap<String, Seq>>,
}

// The hash before the first entry is what `Default` gives.
const _: () = assert!(matches!(GENESIS, [0, ..]));

/// Where the log is.
impl RoomState {
    /// The position of the last entry; 0 for an empty log.
    pub const fn head(&self) -> Seq {
        self.head
    }

    /// The hash of the last entry, to which the next is chained.
    pub const fn hash(&self) -> &EntryHash {
        &self.hash
    }

    /// The time of the last entry; no later entry may be below it.
    pub const fn at(&self) -> Millis {
        self.at
    }

    /// The entry which an accepted command of this person led to.
    pub fn answer(&self, person: PersonId, command_id: &str) -> Option<Seq> {
        self.answers.get(&person)?.get(command_id).copied()
    }
}

/// What the room is.
impl RoomState {
    /// Interview or practice.
    pub const fn kind(&self) -> RoomKind {
        self.kind
    }

    /// The title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// How far the interview is.
    pub const fn status(&self) -> RoomStatus {
        self.status
    }

    /// Whether it is over.
    pub fn is_ended(&self) -> bool {
        self.status == RoomStatus::Ended
    }

    /// Which signals are on.
    pub fn signals(&self) -> &[SignalKind] {
        &self.signals
    }

    /// When it was started; for one reopened without ever having been started, when it was reopened.
    pub fn started_at(&self) -> Option<Millis> {
        self.started.map(|(at, _)| at)
    }

    /// When it ended, while it is ended.
    pub fn ended_at(&self) -> Option<Millis> {
        self.ended.map(|(at, _)| at)
    }

    /// The chosen problem.
    pub const fn problem(&self) -> Option<&Problem> {
        self.problem.as_ref()
    }

    /// The focus time whose end is not logged, over or not: what `expire` looks at.
    pub const fn focus_time(&self) -> Option<FocusTime> {
        self.focus
    }

    /// The focus time that is on at `now`.
    pub fn focus_at(&self, now: Millis) -> Option<FocusTime> {
        self.focus.filter(|focus| now < focus.until)
    }

    /// All pads, in the order they were opened.
    pub fn pads(&self) -> &[Pad] {
        &self.pads
    }

    /// One pad.
    pub fn pad(&self, id: PadId) -> Option<&Pad> {
        self.pads.iter().find(|pad| pad.id == id)
    }

    pub(super) fn pad_mut(&mut self, id: PadId) -> Option<&mut Pad> {
        self.pads.iter_mut().find(|pad| pad.id == id)
    }
}

/// Who is who.
impl RoomState {
    /// Everyone the room has heard of.
    pub fn people(&self) -> impl Iterator<Item = (PersonId, &Person)> {
        self.people.iter().map(|(id, person)| (*id, person))
    }

    /// One of them.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(&id)
    }

    /// Where a person stands; someone unknown is outside.
    pub fn standing(&self, id: PersonId) -> Standing {
        self.person(id)
            .map_or(Standing::Outside, |person| person.standing)
    }

    /// Whether a person is inside.
    pub fn is_inside(&self, id: PersonId) -> bool {
        self.standing(id) == Standing::Inside
    }

    /// A person's role; someone unknown would come as a candidate.
    pub fn role(&self, id: PersonId) -> Role {
        self.person(id)
            .map_or(Role::Candidate, |person| person.role)
    }

    /// Whether a person is inside as host or interviewer.
    pub fn interviews(&self, id: PersonId) -> bool {
        self.is_inside(id) && self.role(id).interviews()
    }

    /// The name a person gave; empty for someone unknown.
    pub fn name(&self, id: PersonId) -> &str {
        self.person(id).map_or("", |person| &person.name)
    }

    /// Whether a person may hold a connection: of an ended room only hosts and interviewers.
    pub fn may_connect(&self, id: PersonId) -> bool {
        !self.is_ended() || self.interviews(id)
    }

    /// Those inside as host.
    pub fn hosts(&self) -> impl Iterator<Item = PersonId> {
        self.people()
            .filter(|(_, person)| person.is_inside_as(Role::Host))
            .map(|(id, _)| id)
    }
}
