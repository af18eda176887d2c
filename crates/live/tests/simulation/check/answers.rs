//! Every answer to a command is explained by the log: what was accepted is there, decided as the rules
//! decide; what was refused, or changed nothing, was so at some moment between the call and the answer.

use std::collections::BTreeMap;

use codevlive_domain::{
    id::PadId,
    room::{
        command::Command,
        decide::{Facts, decide},
        entry::{Body, Entry},
        event::Event,
        person::Identity,
        refusal::{Refusal, RefusalCode},
        state::RoomState,
    },
    time::Millis,
};
use uuid::Uuid;

use crate::history::{Asked, Moment};

/// What a node says whose connection has ended; that depends on no log.
pub(crate) const CLOSED: &str = "this connection was closed";

type Decision = Result<Vec<Event>, Refusal>;

pub(crate) fn check(asked: &[Asked], log: &[Entry], states: &[RoomState]) {
    let mut calls: BTreeMap<_, Vec<&Asked>> = BTreeMap::new();
    for asked in asked {
        let key = (asked.by.id, asked.command.id.as_str());
        calls.entry(key).or_default().push(asked);
    }
    for calls in calls.values() {
        let outcome = outcome(calls[0], log);
        if let Some(entry) = outcome {
            check_outcome(calls, entry, log, states);
        }
        for (index, call) in calls.iter().enumerate() {
            check_answer(call, &calls[..index], outcome, states);
        }
    }
}

/// The entry that a command led to.
fn outcome<'a>(asked: &Asked, log: &'a [Entry]) -> Option<&'a Entry> {
    log.iter().find(|entry| {
        let command = match &entry.body {
            Body::Event { command, .. } => command.as_ref(),
            _ => None,
        };
        command == Some(&asked.command.id) && entry.actor.person() == Some(asked.by.id)
    })
}

/// The log has what the rules say, behind the first call.
fn check_outcome(calls: &[&Asked], entry: &Entry, log: &[Entry], states: &[RoomState]) {
    let Asked {
        by,
        command,
        called,
        ..
    } = calls[0];
    let seq = usize::try_from(entry.seq).unwrap();
    assert!(entry.seq > called.head, "{command:?} was foreseen");
    let opened = log[seq - 1..].iter().find_map(|entry| match &entry.body {
        Body::Event {
            event: Event::PadOpened { pad },
            ..
        } => Some(pad.id),
        _ => None,
    });
    let decision = decision(&states[seq - 1], by, &command.command, entry.at, opened);
    let events = decision.unwrap_or_else(|no| panic!("{command:?} at {seq}: {no}"));
    let logged = log[seq - 1..].iter().take(events.len());
    let logged: Vec<_> = logged.map(event).collect();
    let events: Vec<_> = events.iter().map(Some).collect();
    assert_eq!(logged, events, "{command:?} at {seq}");
}

fn event(entry: &Entry) -> Option<&Event> {
    match &entry.body {
        Body::Event { event, .. } => Some(event),
        _ => None,
    }
}

fn decision(
    state: &RoomState,
    by: &Identity,
    command: &Command,
    now: Millis,
    new_pad: Option<PadId>,
) -> Decision {
    let facts = Facts {
        now: now.max(state.at()),
        new_pad: new_pad.unwrap_or(PadId(Uuid::nil())),
        hosts_gone_since: Some(Millis(0)),
    };
    decide(state, by, command, &facts)
}

fn check_answer(call: &Asked, before: &[&Asked], outcome: Option<&Entry>, states: &[RoomState]) {
    let Some((answered, answer)) = &call.answered else {
        return;
    };
    match answer {
        Err(no) if no.code == RefusalCode::TryLater || no.detail == CLOSED => {}
        // What the host's absence has to do with it, only that node knows.
        Err(_) if call.command.command == Command::TakeOver => {}
        Err(no) => {
            let so = |decision: Decision| decision.as_ref() == Err(no);
            let explained = explained(call, (call.called, *answered), states, so);
            assert!(explained, "no state explains {call:#?}");
        }
        Ok(seq) if outcome.is_some_and(|entry| entry.seq == *seq) => {
            assert!(*seq <= answered.head, "{call:?} is not in the log yet");
        }
        Ok(seq) => {
            // Sent again, it is answered as it was, or would have been, the first time.
            let first = before.first().map_or(call.called, |first| first.called);
            let then = (first.head..=answered.head).contains(seq);
            assert!(then, "{call:?} rests on what was before, or will be");
            let at = |moment| Moment {
                head: *seq,
                ..moment
            };
            let quiet = |decision: Decision| decision.is_ok_and(|events| events.is_empty());
            let explained = explained(call, (at(first), at(*answered)), states, quiet);
            assert!(explained, "{call:?} changed something");
        }
    }
}

/// Whether a decision like that was one to make between these moments.
fn explained(
    call: &Asked,
    (first, last): (Moment, Moment),
    states: &[RoomState],
    like_that: impl Fn(Decision) -> bool,
) -> bool {
    let index = |seq| usize::try_from(seq).unwrap();
    let states = &states[index(first.head)..=index(last.head)];
    states.iter().any(|state| {
        [first.now, last.now]
            .into_iter()
            .any(|now| like_that(decision(state, &call.by, &call.command.command, now, None)))
    })
}
