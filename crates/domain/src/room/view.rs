//! What one person's browser may know of the live state.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    command::ConsentTo,
    event::RoomKind,
    pad::PadKind,
    person::{Identity, Role, Standing},
    signal::SignalKind,
    state::{Person, RoomState, RoomStatus},
};
use crate::{
    id::{ConnectionId, PadId, PersonId, RoomId},
    time::Millis,
};

/// Who has which connections, on all nodes.
pub type Presence = BTreeMap<PersonId, Vec<ConnectionId>>;

/// Whose view it is, on which of their connections.
#[derive(Clone, Copy, Debug)]
pub struct Viewer<'a> {
    /// Who.
    pub identity: &'a Identity,
    /// The connection that the view is sent to.
    pub connection: ConnectionId,
}

/// All that one person may know of the live state. Small: clients replace it, they never patch it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomView {
    /// The room; also for those outside.
    pub room: RoomInfo,
    /// Whose view this is; also for those outside.
    pub me: Me,
    /// Those inside.
    pub people: Vec<PersonInfo>,
    /// Those who wait, for hosts and interviewers; the first to knock first.
    pub knocks: Vec<KnockInfo>,
    /// The pads this person may read.
    pub pads: Vec<PadInfo>,
    /// The chosen problem.
    pub problem: Option<ProblemInfo>,
    /// The focus time, while it is on.
    pub focus_time: Option<FocusTimeInfo>,
    /// Who consents to what; to those outside, only about themselves.
    pub consents: Consents,
    /// Whether the room is recorded now.
    pub recording: bool,
}

/// What the room is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomInfo {
    /// Its id.
    pub id: RoomId,
    /// Its title.
    pub title: String,
    /// Interview or practice.
    pub kind: RoomKind,
    /// How far it is.
    pub status: RoomStatus,
    /// The name of the host, of several that of the one who has been inside longest.
    pub host_name: String,
    /// Which signals are on.
    pub signals: Vec<SignalKind>,
    /// When it was started, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Millis>,
    /// When it ended, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Millis>,
}

/// The person whose view it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Me {
    /// Their id.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their role, or the one they would come as.
    pub role: Role,
    /// Where they stand.
    pub state: Standing,
    /// This connection's id.
    pub connection: ConnectionId,
}

/// A person inside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PersonInfo {
    /// Their id.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Whether they have a connection.
    pub online: bool,
    /// Their connections, to which `rtc` may be sent.
    pub connections: Vec<ConnectionId>,
    /// Whether their hand is raised.
    pub hand: bool,
}

/// A person who waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct KnockInfo {
    /// The person's id.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// When they knocked, in milliseconds.
    pub at: Millis,
    /// The last line they wrote to the host.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// A pad.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PadInfo {
    /// Its id.
    pub id: PadId,
    /// What it holds.
    pub kind: PadKind,
    /// For its tab.
    pub title: String,
    /// Of code pads: the language's short name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Whether only hosts and interviewers may edit it.
    pub locked: bool,
}

/// The chosen problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProblemInfo {
    /// Its id, if it is of the bank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its title.
    pub title: String,
    /// Markdown.
    pub statement: String,
    /// The revealed hints, in the problem's own order.
    pub hints: Vec<String>,
    /// How many hints there are.
    pub hint_count: usize,
    /// All hints, for hosts and interviewers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all_hints: Option<Vec<String>>,
}

/// The focus time that is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FocusTimeInfo {
    /// When it ends, in milliseconds.
    pub until: Millis,
}

/// Who consents to what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub struct Consents {
    /// To recording.
    pub recording: Vec<PersonId>,
    /// To transcription.
    pub transcript: Vec<PersonId>,
    /// To a model's draft of an evaluation.
    pub ai_evaluation: Vec<PersonId>,
}

/// What `viewer` may know of the room at `now`.
pub fn view(
    state: &RoomState,
    room: RoomId,
    viewer: Viewer<'_>,
    presence: &Presence,
    now: Millis,
) -> RoomView {
    let id = viewer.identity.id;
    let outside = RoomView {
        room: room_info(state, room),
        me: me(state, viewer),
        people: Vec::new(),
        knocks: Vec::new(),
        pads: Vec::new(),
        problem: None,
        focus_time: None,
        consents: consents(state, |person| person == id),
        recording: false,
    };
    if !state.is_inside(id) {
        return outside;
    }
    let role = state.role(id);
    RoomView {
        people: people(state, presence),
        knocks: if role.interviews() {
            knocks(state)
        } else {
            Vec::new()
        },
        pads: pads(state, role),
        problem: problem(state, role),
        focus_time: state
            .focus_at(now)
            .map(|focus| FocusTimeInfo { until: focus.until }),
        consents: consents(state, |_| true),
        ..outside
    }
}

fn room_info(state: &RoomState, id: RoomId) -> RoomInfo {
    let host = inside(state)
        .into_iter()
        .find(|(_, person)| person.role == Role::Host);
    RoomInfo {
        id,
        title: state.title().to_owned(),
        kind: state.kind(),
        status: state.status(),
        host_name: host.map(|(_, host)| host.name.clone()).unwrap_or_default(),
        signals: state.signals().to_vec(),
        started_at: state.started_at(),
        ended_at: state.ended_at(),
    }
}

fn me(state: &RoomState, viewer: Viewer<'_>) -> Me {
    let id = viewer.identity.id;
    let known = state.person(id).map(|person| &person.name);
    Me {
        id,
        name: known.unwrap_or(&viewer.identity.name).clone(),
        role: state.role(id),
        state: state.standing(id),
        connection: viewer.connection,
    }
}

/// Those inside, by when they were let in first.
fn inside(state: &RoomState) -> Vec<(PersonId, &Person)> {
    let mut inside: Vec<_> = state
        .people()
        .filter(|(_, person)| person.standing == Standing::Inside)
        .collect();
    inside.sort_by_key(|(id, person)| (person.first_admission, *id));
    inside
}

fn people(state: &RoomState, presence: &Presence) -> Vec<PersonInfo> {
    let info = |(id, person): (PersonId, &Person)| {
        let connections = presence.get(&id).cloned().unwrap_or_default();
        PersonInfo {
            id,
            name: person.name.clone(),
            role: person.role,
            online: !connections.is_empty(),
            connections,
            hand: person.hand,
        }
    };
    inside(state).into_iter().map(info).collect()
}

fn knocks(state: &RoomState) -> Vec<KnockInfo> {
    let info = |(id, person): (PersonId, &Person)| {
        person.knock.as_ref().map(|knock| KnockInfo {
            id,
            name: person.name.clone(),
            at: knock.at,
            message: knock.message.clone(),
        })
    };
    let mut knocks: Vec<_> = state.people().filter_map(info).collect();
    knocks.sort_by_key(|knock| (knock.at, knock.id));
    knocks
}

fn pads(state: &RoomState, role: Role) -> Vec<PadInfo> {
    let readable = state.pads().iter().filter(|pad| pad.kind.readable_by(role));
    readable
        .map(|pad| PadInfo {
            id: pad.id,
            kind: pad.kind,
            title: pad.title.clone(),
            language: pad.language.clone(),
            locked: pad.locked,
        })
        .collect()
}

fn problem(state: &RoomState, role: Role) -> Option<ProblemInfo> {
    let problem = state.problem()?;
    let revealed =
        |(index, hint): (u32, &String)| problem.revealed.contains(&index).then(|| hint.clone());
    Some(ProblemInfo {
        id: problem.id.clone(),
        title: problem.title.clone(),
        statement: problem.statement.clone(),
        hints: (0..).zip(&problem.hints).filter_map(revealed).collect(),
        hint_count: problem.hints.len(),
        all_hints: role.interviews().then(|| problem.hints.clone()),
    })
}

fn consents(state: &RoomState, about: impl Fn(PersonId) -> bool) -> Consents {
    let to = |what| {
        let consents = |(id, person): (PersonId, &Person)| {
            (about(id) && person.consents.contains(&what)).then_some(id)
        };
        state.people().filter_map(consents).collect()
    };
    Consents {
        recording: to(ConsentTo::Recording),
        transcript: to(ConsentTo::Transcript),
        ai_evaluation: to(ConsentTo::AiEvaluation),
    }
}
