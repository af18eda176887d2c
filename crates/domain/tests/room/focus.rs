//! Focus time: code pads freeze for all but candidates.

use codevlive_domain::room::{
    command::Command,
    decide::expire,
    edit::{check_edit, frozen_at},
    event::Event,
    pad::PadKind,
    person::Actor,
    refusal::RefusalCode::{AlreadyDecided, Forbidden, Invalid, Locked},
};

use crate::{
    asking::open_pad,
    cast::{CANDIDATE, CODE, HOST, INTERVIEWER, NOTES, OBSERVER, Play, pad},
};

const MINUTE: i64 = 60_000;

fn focused() -> Play {
    let mut play = Play::full();
    play.does(HOST, open_pad(PadKind::Whiteboard, "Drawing"));
    play.does(INTERVIEWER, Command::StartFocusTime { minutes: 10 });
    play
}

#[test]
fn code_freezes_for_all_but_candidates() {
    let play = focused();
    let code = |id, pad| {
        check_edit(&play.state, id, pad, play.now)
            .err()
            .map(|e| e.code)
    };
    assert_eq!(code(HOST, CODE), Some(Locked));
    assert_eq!(code(INTERVIEWER, CODE), Some(Locked));
    assert_eq!(code(OBSERVER, CODE), Some(Forbidden));
    assert_eq!(code(CANDIDATE, CODE), None);
    assert_eq!(code(HOST, NOTES), None);
    assert_eq!(code(HOST, pad(102)), None);

    let started = Some(play.state.head());
    for (id, pad, at) in [
        (HOST, CODE, started),
        (OBSERVER, CODE, started),
        (CANDIDATE, CODE, None),
        (HOST, NOTES, None),
        (HOST, pad(102), None),
        (HOST, pad(999), None),
    ] {
        assert_eq!(frozen_at(&play.state, id, pad, play.now), at, "{id} {pad}");
    }
}

#[test]
fn it_ends_when_its_time_is_up_logged_or_not() {
    let mut play = focused();
    play.wait(10 * MINUTE - 1);
    assert_eq!(expire(&play.state, play.now), []);
    assert!(frozen_at(&play.state, HOST, CODE, play.now).is_some());
    play.wait(1);
    assert_eq!(frozen_at(&play.state, HOST, CODE, play.now), None);
    assert_eq!(check_edit(&play.state, HOST, CODE, play.now), Ok(()));
    play.repeats(HOST, Command::EndFocusTime);
    assert_eq!(expire(&play.state, play.now), [Event::FocusTimeEnded]);
    play.log_event(Actor::System, Event::FocusTimeEnded);
    assert_eq!(expire(&play.state, play.now), []);
}

#[test]
fn it_can_be_ended_early_and_started_again() {
    let mut play = focused();
    let told = (AlreadyDecided, "already started by Ivan".to_owned());
    assert_eq!(
        play.refused(HOST, Command::StartFocusTime { minutes: 5 }),
        told
    );
    play.does(HOST, Command::EndFocusTime);
    assert_eq!(frozen_at(&play.state, HOST, CODE, play.now), None);
    let event = play.does(HOST, Command::StartFocusTime { minutes: 5 });
    let until = play.now.plus(5 * MINUTE);
    assert_eq!(event, Event::FocusTimeStarted { until, minutes: 5 });
}

/// The room task may log the end of one focus time late, behind the start of the next.
#[test]
fn a_late_end_does_not_end_the_next() {
    let mut play = focused();
    play.wait(10 * MINUTE);
    play.does(HOST, Command::StartFocusTime { minutes: 5 });
    play.log_event(Actor::System, Event::FocusTimeEnded);
    assert_eq!(
        frozen_at(&play.state, HOST, CODE, play.now),
        Some(play.state.head() - 1)
    );
}

#[test]
fn the_end_of_the_room_ends_it() {
    let mut play = focused();
    play.does(HOST, Command::End);
    play.does(HOST, Command::Reopen);
    assert_eq!(frozen_at(&play.state, HOST, CODE, play.now), None);
}

#[test]
fn it_lasts_one_minute_to_two_hours() {
    let play = Play::full();
    for minutes in [0, 121, u32::MAX] {
        assert_eq!(
            play.refused(HOST, Command::StartFocusTime { minutes }).0,
            Invalid
        );
    }
    for minutes in [1, 120] {
        assert!(
            play.decides(HOST, &Command::StartFocusTime { minutes })
                .is_ok()
        );
    }
}
