//! The log itself: dense, one chain, and every entry allowed by the state before it.

use std::collections::BTreeSet;

use codevlive_domain::room::{
    apply::apply,
    decide::{connection_signal, expire},
    edit::check_edit,
    entry::{Body, Entry, GENESIS},
    event::Event,
    person::Actor,
    signal::SignalKind,
    state::RoomState,
};

pub(crate) fn is_edit(entry: &Entry) -> bool {
    matches!(entry.body, Body::Edits { .. })
}

/// Checks it; the states it goes through, from that of the empty log to the last.
pub(crate) fn check(log: &[Entry]) -> Vec<RoomState> {
    let mut states = vec![RoomState::default()];
    let (mut hash, mut commands) = (GENESIS, BTreeSet::new());
    for (entry, seq) in log.iter().zip(1..) {
        let state = &states[states.len() - 1];
        assert_eq!(entry.seq, seq, "the seqs are dense");
        assert!(entry.follows(&hash), "{seq} breaks the chain");
        assert!(
            entry.at >= state.at(),
            "{seq} is earlier than the one before"
        );
        check_allowed(state, entry);
        if let Body::Event {
            command: Some(id), ..
        } = &entry.body
        {
            let new = commands.insert((entry.actor, id.clone()));
            assert!(new, "{seq} is a command's second outcome: {entry:?}");
        }
        hash = entry.hash;
        let mut next = state.clone();
        apply(&mut next, entry);
        states.push(next);
    }
    states
}

/// Edits, and what the room says by itself. Commands are looked at with their answers.
fn check_allowed(state: &RoomState, entry: &Entry) {
    let person = entry.actor.person();
    match (&entry.body, person) {
        (Body::Edits { pad, .. }, Some(person)) => {
            let allowed = check_edit(state, person, *pad, entry.at);
            assert_eq!(allowed, Ok(()), "{entry:?}");
        }
        (Body::Event { event, command }, _) if command.is_none() => {
            let allowed = match (event, person) {
                (Event::Signal { kind, .. }, Some(person)) => {
                    let lost = *kind == SignalKind::ConnectionLost;
                    connection_signal(state, person, lost).as_ref() == Some(event)
                }
                (Event::Left, Some(person)) => state.is_inside(person),
                (Event::FocusTimeEnded, None) => expire(state, entry.at) == [event.clone()],
                (Event::Created { .. }, Some(_)) => entry.seq == 1,
                // Of the command before.
                _ => entry.actor != Actor::System,
            };
            assert!(allowed, "nobody asked for {entry:?}");
        }
        (Body::Event { .. } | Body::Edits { .. }, _) => {}
        (Body::Unreadable(_), _) => panic!("{entry:?}"),
    }
}
