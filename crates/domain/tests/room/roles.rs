//! Every command × every role, asked.

use std::collections::BTreeSet;

use codevlive_domain::{
    id::PersonId,
    room::{
        command::{Command, ConsentTo},
        event::Event,
        person::Role,
        refusal::Refusal,
    },
};

use crate::{
    asking::{consent, knock, make, message, own_problem},
    cast::{CANDIDATE, HOST, INTERVIEWER, OBSERVER, OUTSIDE, Play, REJECTED, REMOVED, WAITING},
    expected::{ENDED, OK, Row, rows},
    wire::tag,
};

/// What a command may come to: accepted with a change, accepted with none, or the refusal's code.
fn outcome(decision: &Result<Vec<Event>, Refusal>) -> String {
    match decision {
        Ok(events) if events.is_empty() => "same".to_owned(),
        Ok(_) => "ok".to_owned(),
        Err(refusal) => serde_json::to_value(refusal.code)
            .expect("a code is a string")
            .as_str()
            .expect("a code is a string")
            .to_owned(),
    }
}

/// A live room in which a problem has been chosen.
fn live() -> Play {
    let mut play = Play::full();
    play.does(HOST, own_problem(None, None));
    play
}

fn ended() -> Play {
    let mut play = live();
    play.does(HOST, Command::End);
    play
}

/// Asks each row's command for each of these people, in a live room and in an ended one.
fn check(people: [PersonId; 4], rows: impl IntoIterator<Item = Row>) {
    for (command, when_live, when_ended) in rows {
        for (play, expected) in [(live(), when_live), (ended(), when_ended)] {
            let got = people.map(|id| outcome(&play.decides(id, &command)));
            let status = play.state.status();
            assert_eq!(got, expected, "{command:?} in a room that is {status:?}");
        }
    }
}

#[test]
fn every_command_is_answered_as_the_role_may() {
    check([HOST, INTERVIEWER, CANDIDATE, OBSERVER], rows());
}

#[test]
fn outside_only_knocking_messages_and_consent_are_answered() {
    let for_anyone = |command: &Command| {
        matches!(
            command,
            Command::Knock { .. } | Command::MessageHost { .. } | Command::Consent { .. }
        )
    };
    for play in [Play::full(), live(), ended()] {
        for (command, ..) in rows().iter().filter(|(command, ..)| !for_anyone(command)) {
            for id in [WAITING, OUTSIDE, REJECTED, REMOVED] {
                let got = outcome(&play.decides(id, command));
                assert_eq!(got, "not_inside", "{command:?} of {id}");
            }
        }
    }
}

#[test]
fn what_people_outside_may_ask() {
    let rows = [
        (knock(), ["same", "ok", "ok", "ok"], ENDED),
        (
            message("hello"),
            ["ok", "forbidden", "forbidden", "forbidden"],
            ["room_ended", "forbidden", "forbidden", "forbidden"],
        ),
        (consent(ConsentTo::Recording, true), OK, OK),
    ];
    check([WAITING, OUTSIDE, REJECTED, REMOVED], rows);
}

/// The contract's list of commands. A command that is added has to come into the table too.
#[test]
fn the_table_has_every_command() {
    let listed: BTreeSet<String> = rows().iter().map(|(command, ..)| tag(command)).collect();
    let contract = "knock message_host admit reject remove set_role take_over start end reopen say \
        raise_hand lower_hand choose_problem reveal_hint open_pad set_language lock unlock signal \
        start_focus_time end_focus_time consent start_recording stop_recording run stop_run \
        run_input";
    let contract: BTreeSet<String> = contract.split_whitespace().map(ToOwned::to_owned).collect();
    assert_eq!(listed, contract);
}

/// Before the start everything works as it does live.
#[test]
fn a_scheduled_room_answers_like_a_live_one() {
    let mut scheduled = Play::new();
    for id in [INTERVIEWER, CANDIDATE, OBSERVER] {
        scheduled.enter(id);
    }
    scheduled.does(HOST, make(INTERVIEWER, Role::Interviewer));
    scheduled.does(HOST, make(OBSERVER, Role::Observer));
    scheduled.does(WAITING, knock());
    scheduled.does(HOST, own_problem(None, None));
    let live = live();
    for (command, ..) in rows()
        .iter()
        .filter(|(command, ..)| *command != Command::Start)
    {
        for id in [HOST, INTERVIEWER, CANDIDATE, OBSERVER, WAITING, OUTSIDE] {
            let (before, during) = (scheduled.decides(id, command), live.decides(id, command));
            assert_eq!(outcome(&before), outcome(&during), "{command:?} of {id}");
        }
    }
    assert_eq!(outcome(&scheduled.decides(HOST, &Command::Start)), "ok");
}
