//! What is true of every log, in whatever order it came to be.

use codevlive_domain::room::{
    apply::apply,
    edit::check_edit,
    entry::{Body, Entry, GENESIS},
    event::Event,
    pad::PadKind,
    person::{Actor, Role, Standing},
    state::RoomState,
};
use proptest::prelude::*;

/// Checks a log from its first entry; that one made the room.
pub(crate) fn check_log(log: &[Entry]) -> Result<(), TestCaseError> {
    let mut state = RoomState::default();
    let mut previous = GENESIS;
    for (seq, entry) in (1..).zip(log) {
        prop_assert_eq!(entry.seq, seq);
        prop_assert!(entry.follows(&previous) && entry.at >= state.at());
        previous = entry.hash;
        if seq > 1 {
            check_entry(&state, entry)?;
        }
        apply(&mut state, entry);
        prop_assert!(state.hosts().next().is_some(), "no host after {:?}", entry);
    }
    Ok(())
}

/// What must have been so when an entry was made.
fn check_entry(state: &RoomState, entry: &Entry) -> Result<(), TestCaseError> {
    let known = |pad| state.pad(pad).is_some();
    match &entry.body {
        Body::Edits { pad, .. } => {
            if let Actor::Person(person) = entry.actor {
                let may = check_edit(state, person, *pad, entry.at);
                prop_assert_eq!(may, Ok(()), "an edit behind a lock, an end or a freeze");
            }
            prop_assert!(known(*pad));
        }
        Body::Event { event, command } => {
            check_event(state, entry, event)?;
            if let (Actor::Person(person), Some(id)) = (entry.actor, command) {
                prop_assert_eq!(state.answer(person, id), None, "one command, logged twice");
            }
        }
        Body::Unreadable(bytes) => prop_assert!(false, "unreadable: {:?}", bytes),
    }
    Ok(())
}

/// What each type of event needs.
fn check_event(state: &RoomState, entry: &Entry, event: &Event) -> Result<(), TestCaseError> {
    match event {
        Event::Admitted { person, .. } | Event::Rejected { person, .. } => {
            prop_assert_eq!(state.standing(*person), Standing::Waiting, "decided twice");
        }
        Event::Removed { person, .. } => prop_assert!(state.is_inside(*person)),
        Event::Started => prop_assert!(state.started_at().is_none()),
        Event::Ended => prop_assert!(!state.is_ended(), "ended twice"),
        Event::Signal { n: Some(n), .. } => {
            let person = entry.actor.person().and_then(|id| state.person(id));
            prop_assert!(person.is_some_and(|person| *n > person.last_signal));
            prop_assert!(person.is_some_and(|p| p.is_inside_as(Role::Candidate)));
        }
        Event::LanguageSet { pad, .. } => {
            let kind = state.pad(*pad).map(|pad| pad.kind);
            prop_assert_eq!(kind, Some(PadKind::Code));
        }
        Event::PadOpened { pad } => {
            prop_assert!(state.pad(pad.id).is_none(), "one id for two pads");
        }
        _ => {}
    }
    Ok(())
}
