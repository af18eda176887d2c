//! Folding the log: one entry after the other changes the state.
//!
//! Nothing is refused here: what stands in the log has happened. An entry that makes no sense (of a
//! newer version, or after a fault) changes nothing but the head.

use std::collections::BTreeSet;

use super::{
    command::ConsentTo,
    entry::{Body, Entry, Seq},
    event::Event,
    pad::NewPad,
    person::{Actor, Role, Standing},
    signal::SignalKind,
    state::{FocusTime, Knock, Pad, Person, Problem, RoomState, RoomStatus, Verdict},
};
use crate::{
    id::{PadId, PersonId},
    time::Millis,
};

/// Folds the next entry into the state. One that is folded already changes nothing.
pub fn apply(state: &mut RoomState, entry: &Entry) {
    if entry.seq <= state.head {
        return;
    }
    state.head = entry.seq;
    state.hash = entry.hash;
    state.at = state.at.max(entry.at);
    match &entry.body {
        Body::Edits { pad, .. } => {
            if let Some(pad) = state.pad_mut(*pad) {
                pad.edited = true;
            }
        }
        Body::Event { event, command } => {
            if let (Some(person), Some(id)) = (entry.actor.person(), command) {
                state
                    .answers
                    .entry(person)
                    .or_default()
                    .entry(id.clone())
                    .or_insert(entry.seq);
            }
            let made = Made {
                seq: entry.seq,
                at: entry.at,
                by: entry.actor,
            };
            room_event(state, made, event);
        }
        Body::Unreadable(_) => {}
    }
}

/// When, where in the log, and by whom an event was made.
#[derive(Clone, Copy)]
struct Made {
    seq: Seq,
    at: Millis,
    by: Actor,
}

/// Events about the room; what is about its people goes on to [`person_event`].
fn room_event(state: &mut RoomState, made: Made, event: &Event) {
    match event {
        Event::Created { .. } => created(state, made, event),
        Event::Renamed { title } => state.title.clone_from(title),
        Event::Started => {
            state.status = RoomStatus::Live;
            state.started = Some((made.at, made.by));
        }
        Event::Ended => {
            state.status = RoomStatus::Ended;
            state.ended = Some((made.at, made.by));
            state.focus = None;
        }
        Event::Reopened => {
            state.status = RoomStatus::Live;
            state.ended = None;
            state.reopened = Some((made.at, made.by));
            state.started.get_or_insert((made.at, made.by));
        }
        Event::ProblemChosen { .. } => problem_chosen(state, event),
        Event::HintRevealed { index, .. } => {
            if let Some(problem) = &mut state.problem {
                problem.revealed.insert(*index);
            }
        }
        Event::PadOpened { pad } => open_pad(state, pad),
        Event::LanguageSet { pad, language } => {
            change_pad(state, *pad, |pad| pad.language = Some(language.clone()));
        }
        Event::EditingLocked { pad } => change_pad(state, *pad, |pad| pad.locked = true),
        Event::EditingUnlocked { pad } => change_pad(state, *pad, |pad| pad.locked = false),
        Event::FocusTimeStarted { until, .. } => {
            state.focus = Some(FocusTime {
                started: made.seq,
                until: *until,
                by: made.by,
            });
        }
        Event::FocusTimeEnded => focus_time_ended(state, made),
        _ => person_event(state, made, event),
    }
}

/// Events about one person.
fn person_event(state: &mut RoomState, made: Made, event: &Event) {
    let actor = made.by.person();
    match event {
        Event::Knocked { name, message } => knocked(state, made, name, message.as_deref()),
        Event::MessagedHost { text } => change_person(state, actor, |person| {
            if let Some(knock) = &mut person.knock {
                knock.message = Some(text.clone());
            }
        }),
        Event::Admitted {
            person, role, name, ..
        } => {
            if let Some(name) = name {
                heard_of(state, *person, name);
            }
            change_person(state, Some(*person), |person| admitted(person, made, *role));
        }
        Event::Rejected { person, .. } => put_out(state, *person, Verdict::Rejected, made),
        Event::Removed { person, .. } => put_out(state, *person, Verdict::Removed, made),
        Event::RoleChanged { person, role } => {
            change_insider(state, Some(*person), |person| person.role = *role);
        }
        Event::HostTakenOver => change_insider(state, actor, |person| person.role = Role::Host),
        Event::HandRaised => change_insider(state, actor, |person| person.hand = true),
        Event::HandLowered => change_insider(state, actor, |person| person.hand = false),
        Event::Signal { kind, n, .. } => {
            change_insider(state, actor, |person| signalled(person, *kind, *n));
        }
        Event::ConsentGiven { to, name } => consented(state, actor, name.as_deref(), *to, true),
        Event::ConsentWithdrawn { to, name } => {
            consented(state, actor, name.as_deref(), *to, false);
        }
        // Told, and kept; nothing of the state hangs on it.
        _ => {}
    }
}

fn created(state: &mut RoomState, made: Made, event: &Event) {
    let Event::Created {
        kind,
        title,
        name,
        signals,
        pads,
    } = event
    else {
        return;
    };
    let Some(host) = made.by.person() else { return };
    state.kind = *kind;
    state.title.clone_from(title);
    state.signals.clone_from(signals);
    for pad in pads {
        open_pad(state, pad);
    }
    let host = heard_of(state, host, name);
    host.role = Role::Host;
    host.standing = Standing::Inside;
    host.first_admission = Some(made.seq);
}

fn problem_chosen(state: &mut RoomState, event: &Event) {
    let Event::ProblemChosen {
        problem_id,
        title,
        statement,
        hints,
        ..
    } = event
    else {
        return;
    };
    state.problem = Some(Problem {
        id: problem_id.clone(),
        title: title.clone(),
        statement: statement.clone(),
        hints: hints.clone(),
        revealed: BTreeSet::new(),
    });
}

/// The room task may be late with the end of one focus time, and must not end the next.
fn focus_time_ended(state: &mut RoomState, made: Made) {
    let early = made.by == Actor::System && state.focus_at(made.at).is_some();
    if !early {
        state.focus = None;
    }
}

fn open_pad(state: &mut RoomState, pad: &NewPad) {
    if state.pad(pad.id).is_none() {
        state.pads.push(Pad {
            id: pad.id,
            kind: pad.kind,
            title: pad.title.clone(),
            language: pad.language.clone(),
            locked: false,
            edited: false,
        });
    }
}

fn change_pad(state: &mut RoomState, pad: PadId, change: impl FnOnce(&mut Pad)) {
    if let Some(pad) = state.pad_mut(pad) {
        change(pad);
    }
}

fn change_person(state: &mut RoomState, id: Option<PersonId>, change: impl FnOnce(&mut Person)) {
    if let Some(person) = id.and_then(|id| state.people.get_mut(&id)) {
        change(person);
    }
}

fn change_insider(state: &mut RoomState, id: Option<PersonId>, change: impl FnOnce(&mut Person)) {
    let id = id.filter(|id| state.is_inside(*id));
    change_person(state, id, change);
}

/// The person of that id, by that name from now on.
fn heard_of<'a>(state: &'a mut RoomState, id: PersonId, name: &str) -> &'a mut Person {
    let person = state
        .people
        .entry(id)
        .or_insert_with(|| Person::outside(name));
    name.clone_into(&mut person.name);
    person
}

fn knocked(state: &mut RoomState, made: Made, name: &str, message: Option<&str>) {
    let Some(id) = made.by.person() else { return };
    if state.is_inside(id) {
        return;
    }
    let person = heard_of(state, id, name);
    person.role = Role::Candidate;
    person.standing = Standing::Waiting;
    person.knock = Some(Knock {
        at: made.at,
        message: message.map(ToOwned::to_owned),
    });
    person.decided = None;
}

fn admitted(person: &mut Person, made: Made, role: Role) {
    person.standing = Standing::Inside;
    person.role = role;
    person.first_admission.get_or_insert(made.seq);
    person.knock = None;
    person.decided = Some((Verdict::Admitted, made.by));
}

/// Those who wait are rejected, those inside removed; nothing else makes sense.
fn put_out(state: &mut RoomState, id: PersonId, verdict: Verdict, made: Made) {
    change_person(state, Some(id), |person| {
        person.standing = match (verdict, person.standing) {
            (Verdict::Rejected, Standing::Waiting) => Standing::Rejected,
            (Verdict::Removed, Standing::Inside) => Standing::Removed,
            _ => return,
        };
        person.knock = None;
        person.hand = false;
        person.connection_lost = false;
        person.decided = Some((verdict, made.by));
        person.put_out_at = Some(made.at);
    });
}

fn signalled(person: &mut Person, kind: SignalKind, n: Option<u64>) {
    match kind {
        SignalKind::ConnectionLost => person.connection_lost = true,
        SignalKind::ConnectionRestored => person.connection_lost = false,
        _ => {}
    }
    person.last_signal = person.last_signal.max(n.unwrap_or(0));
}

/// Consent may be the first that is heard of a person.
fn consented(
    state: &mut RoomState,
    actor: Option<PersonId>,
    name: Option<&str>,
    to: ConsentTo,
    given: bool,
) {
    let Some(actor) = actor else { return };
    let person = state
        .people
        .entry(actor)
        .or_insert_with(|| Person::outside(name.unwrap_or_default()));
    if given {
        person.consents.insert(to);
    } else {
        person.consents.remove(&to);
    }
}
