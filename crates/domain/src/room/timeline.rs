//! The timeline: which entries of the log a person may see, and how they look to them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    command::ChatScope,
    entry::{Body, Entry, Seq},
    event::Event,
    pad::PadKind,
    person::{Actor, Role},
    state::RoomState,
};
use crate::{
    id::{PadId, PersonId},
    time::Millis,
};

/// Who may receive an entry, among those inside. (What is about a person reaches them also outside.)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everyone inside.
    All,
    /// Hosts and interviewers.
    Interviewers,
    /// Hosts and interviewers, and the person concerned, wherever they stand.
    InterviewersAnd(PersonId),
    /// Nobody: timelines hold no edits.
    Nobody,
}

/// An entry as a person sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TimelineEntry {
    /// Its position in the room's log; the ones this person may not see are missing.
    pub seq: Seq,
    /// Server time, in milliseconds.
    pub at: Millis,
    /// Who did it.
    pub actor: TimelineActor,
    /// What happened: its `type`, and the fields of that type.
    #[serde(flatten)]
    pub event: Event,
}

/// Who did something, as they are called now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TimelineActor {
    /// The person's id, or `system`.
    pub id: String,
    /// The person's name; empty for the system.
    pub name: String,
    /// The person's role now; none for the system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

/// Who may receive an entry.
pub fn audience(state: &RoomState, entry: &Entry) -> Audience {
    let Body::Event { event, .. } = &entry.body else {
        return Audience::Nobody;
    };
    let and =
        |person: Option<PersonId>| person.map_or(Audience::Interviewers, Audience::InterviewersAnd);
    match event {
        Event::Created { .. }
        | Event::Said {
            to: ChatScope::Interviewers,
            ..
        } => Audience::Interviewers,
        Event::Admitted { .. }
        | Event::Rejected { .. }
        | Event::Removed { .. }
        | Event::RoleChanged { .. }
        | Event::Knocked { .. }
        | Event::MessagedHost { .. }
        | Event::Left
        | Event::HostTakenOver
        | Event::Signal { .. } => and(concerned(entry.actor, event)),
        Event::PadOpened { pad } => of_pad(Some(pad.kind)),
        Event::LanguageSet { pad, .. }
        | Event::EditingLocked { pad }
        | Event::EditingUnlocked { pad } => of_pad(kind(state, *pad)),
        Event::Renamed { .. }
        | Event::Started
        | Event::Ended
        | Event::Reopened
        | Event::ProblemChosen { .. }
        | Event::HintRevealed { .. }
        | Event::Said {
            to: ChatScope::All, ..
        }
        | Event::HandRaised
        | Event::HandLowered
        | Event::FocusTimeStarted { .. }
        | Event::FocusTimeEnded
        | Event::ConsentGiven { .. }
        | Event::ConsentWithdrawn { .. } => Audience::All,
    }
}

fn kind(state: &RoomState, pad: PadId) -> Option<PadKind> {
    state.pad(pad).map(|pad| pad.kind)
}

/// A pad that is not known could be a notes pad.
fn of_pad(kind: Option<PadKind>) -> Audience {
    match kind {
        Some(PadKind::Code | PadKind::Whiteboard) => Audience::All,
        Some(PadKind::Notes) | None => Audience::Interviewers,
    }
}

/// The person whom an event is about in a way that they may know wherever they stand.
fn concerned(actor: Actor, event: &Event) -> Option<PersonId> {
    match event {
        Event::Admitted { person, .. }
        | Event::Rejected { person, .. }
        | Event::Removed { person, .. }
        | Event::RoleChanged { person, .. } => Some(*person),
        Event::Knocked { .. }
        | Event::MessagedHost { .. }
        | Event::Left
        | Event::HostTakenOver
        | Event::Signal { .. }
        | Event::ConsentGiven { .. }
        | Event::ConsentWithdrawn { .. } => actor.person(),
        _ => None,
    }
}

/// The entry as `viewer` may see it; none if they may not.
///
/// `state` is that of the whole log: a person's role now decides, and names are those of now.
pub fn entry_for(state: &RoomState, entry: &Entry, viewer: PersonId) -> Option<TimelineEntry> {
    let Body::Event { event, .. } = &entry.body else {
        return None;
    };
    let own = concerned(entry.actor, event) == Some(viewer);
    if too_early(state, entry, viewer) || !(own || receives(state, entry, viewer)) {
        return None;
    }
    Some(TimelineEntry {
        seq: entry.seq,
        at: entry.at,
        actor: actor(state, entry.actor),
        event: event_for(event, state.interviews(viewer)),
    })
}

/// Whether a person may see an entry that is not about them.
fn receives(state: &RoomState, entry: &Entry, viewer: PersonId) -> bool {
    if state.interviews(viewer) {
        return audience(state, entry) != Audience::Nobody;
    }
    state.is_inside(viewer) && audience(state, entry) == Audience::All
}

/// "Candidates see nothing from before their first admission" (`protocol.md`): what was told to them
/// while they waited is not told again once they are inside.
fn too_early(state: &RoomState, entry: &Entry, viewer: PersonId) -> bool {
    let candidate = state
        .person(viewer)
        .filter(|person| person.is_inside_as(Role::Candidate));
    candidate.is_some_and(|person| {
        person
            .first_admission
            .is_none_or(|admission| entry.seq < admission)
    })
}

fn event_for(event: &Event, interviews: bool) -> Event {
    let mut event = event.clone();
    if let Event::ProblemChosen { hints, .. } = &mut event
        && !interviews
    {
        hints.clear();
    }
    event
}

fn actor(state: &RoomState, actor: Actor) -> TimelineActor {
    match actor {
        Actor::Person(id) => TimelineActor {
            id: id.to_string(),
            name: state.name(id).to_owned(),
            role: Some(state.role(id)),
        },
        Actor::System => TimelineActor {
            id: "system".to_owned(),
            name: String::new(),
            role: None,
        },
    }
}
