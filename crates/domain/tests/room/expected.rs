//! The table: every command × every role, in a live room and in an ended one.

use codevlive_domain::room::{
    command::{ChatScope, Command, ConsentTo},
    pad::PadKind,
    person::Role,
    signal::SignalKind,
};

use crate::{
    asking::{
        admit, consent, knock, make, message, of_the_bank, open_pad, own_problem, reject, remove,
        say, set_language, signal,
    },
    cast::{CANDIDATE, CODE, WAITING},
};

/// A command, and what comes of it for host, interviewer, candidate, observer: while the room is
/// live, and when it has ended.
pub(crate) type Row = (Command, [&'static str; 4], [&'static str; 4]);

pub(crate) const OK: [&str; 4] = ["ok"; 4];
const SAME: [&str; 4] = ["same"; 4];
const NEVER: [&str; 4] = ["forbidden"; 4];
pub(crate) const ENDED: [&str; 4] = ["room_ended"; 4];
const LATER: [&str; 4] = ["not_available"; 4];

/// Hosts and interviewers, whatever comes of it.
const fn both(outcome: &'static str) -> [&'static str; 4] {
    [outcome, outcome, "forbidden", "forbidden"]
}

/// Hosts, whatever comes of it.
const fn host(outcome: &'static str) -> [&'static str; 4] {
    [outcome, "forbidden", "forbidden", "forbidden"]
}

fn people_rows() -> Vec<Row> {
    vec![
        (knock(), SAME, ENDED),
        (message("hello"), NEVER, NEVER),
        (admit(WAITING), both("ok"), both("room_ended")),
        (reject(WAITING), both("ok"), both("room_ended")),
        (remove(CANDIDATE), host("ok"), host("ok")),
        (
            make(CANDIDATE, Role::Observer),
            host("ok"),
            host("room_ended"),
        ),
        (
            Command::TakeOver,
            ["same", "forbidden", "forbidden", "forbidden"],
            ["same", "forbidden", "forbidden", "forbidden"],
        ),
        (Command::Start, host("already_decided"), host("room_ended")),
        (Command::End, host("ok"), host("room_ended")),
        (Command::Reopen, host("invalid"), host("ok")),
        (say("hello", ChatScope::All), OK, ENDED),
        (
            say("hello", ChatScope::Interviewers),
            OK,
            ["ok", "ok", "room_ended", "room_ended"],
        ),
        (Command::RaiseHand, OK, ENDED),
        (Command::LowerHand, SAME, ENDED),
        (consent(ConsentTo::Recording, true), OK, OK),
        (consent(ConsentTo::Transcript, false), SAME, SAME),
    ]
}

fn work_rows() -> Vec<Row> {
    vec![
        (own_problem(None, None), both("ok"), both("room_ended")),
        (of_the_bank(), both("not_available"), both("room_ended")),
        (
            Command::RevealHint { index: 0 },
            both("ok"),
            both("room_ended"),
        ),
        (
            open_pad(PadKind::Whiteboard, "Drawing"),
            both("ok"),
            both("room_ended"),
        ),
        (set_language(CODE, "rust"), both("ok"), both("room_ended")),
        (Command::Lock { pad: CODE }, both("ok"), both("room_ended")),
        (
            Command::Unlock { pad: CODE },
            both("same"),
            both("room_ended"),
        ),
        (
            signal(SignalKind::TabHidden, 1),
            ["forbidden", "forbidden", "ok", "forbidden"],
            ["forbidden", "forbidden", "room_ended", "forbidden"],
        ),
        (signal(SignalKind::ConnectionLost, 1), NEVER, NEVER),
        (
            Command::StartFocusTime { minutes: 5 },
            both("ok"),
            both("room_ended"),
        ),
        (Command::EndFocusTime, both("same"), both("room_ended")),
        (Command::StartRecording, LATER, LATER),
        (Command::StopRecording, LATER, LATER),
        (Command::Run, LATER, LATER),
        (Command::StopRun, LATER, LATER),
        (Command::RunInput, LATER, LATER),
    ]
}

pub(crate) fn rows() -> Vec<Row> {
    people_rows().into_iter().chain(work_rows()).collect()
}
