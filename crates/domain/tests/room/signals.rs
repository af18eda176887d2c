//! Signals: whose, which, and how they are numbered.

use codevlive_domain::id::PadId;
use codevlive_domain::room::{
    command::Command,
    decide::{NewRoom, connection_signal, create},
    event::{Event, RoomKind},
    person::Actor,
    refusal::RefusalCode::{Invalid, NotAvailable},
    signal::{DeviceChange, SignalKind},
};

use crate::{
    asking::{admit, signal},
    cast::{
        CANDIDATE, CODE, HOST, INTERVIEWER, NOTES, OBSERVER, OUTSIDE, Play, WAITING, identity, pad,
        person,
    },
};

fn pasted(n: u64, length: Option<u64>, pad: Option<PadId>) -> Command {
    Command::Signal {
        kind: SignalKind::PastedFromOutside,
        n,
        length,
        pad,
        devices: None,
    }
}

#[test]
fn numbers_rise_and_may_leave_gaps() {
    let mut play = Play::full();
    play.does(CANDIDATE, signal(SignalKind::TabHidden, 1));
    play.does(CANDIDATE, signal(SignalKind::TabVisible, 7));
    for n in [0, 1, 6, 7] {
        let told = (Invalid, "n: the next number is 8".to_owned());
        assert_eq!(
            play.refused(CANDIDATE, signal(SignalKind::TabHidden, n)),
            told
        );
    }
    // The largest integer that a browser counts exactly is the last.
    assert_eq!(
        play.refused(CANDIDATE, signal(SignalKind::TabHidden, 1 << 53))
            .0,
        Invalid
    );
    play.does(CANDIDATE, signal(SignalKind::TabHidden, (1 << 53) - 1));
}

#[test]
fn everyone_counts_their_own() {
    let mut play = Play::full();
    play.does(HOST, admit(WAITING));
    play.does(CANDIDATE, signal(SignalKind::TabHidden, 3));
    play.does(WAITING, signal(SignalKind::TabHidden, 1));
}

#[test]
fn a_paste_comes_with_its_length_and_a_pad_one_sees() {
    let mut play = Play::full();
    assert_eq!(play.refused(CANDIDATE, pasted(1, None, None)).0, Invalid);
    assert_eq!(
        play.refused(CANDIDATE, pasted(1, Some(9), Some(pad(999))))
            .0,
        Invalid
    );
    assert_eq!(
        play.refused(CANDIDATE, pasted(1, Some(9), Some(NOTES))).0,
        Invalid
    );
    play.does(CANDIDATE, pasted(1, Some(9), None));
    let event = play.does(CANDIDATE, pasted(2, Some(12), Some(CODE)));
    let kind = SignalKind::PastedFromOutside;
    let (n, length, pad) = (Some(2), Some(12), Some(CODE));
    assert_eq!(
        event,
        Event::Signal {
            kind,
            n,
            length,
            pad,
            devices: None
        }
    );
}

#[test]
fn a_copy_of_the_problem_comes_with_its_length_alone() {
    let mut play = Play::full();
    let copied = |length| Command::Signal {
        kind: SignalKind::ProblemCopied,
        n: 1,
        length,
        pad: Some(CODE),
        devices: Some(DeviceChange {
            cameras: 1,
            ..DeviceChange::default()
        }),
    };
    for length in [None, Some(1 << 53)] {
        assert_eq!(play.refused(CANDIDATE, copied(length)).0, Invalid);
    }
    let (kind, n, length) = (SignalKind::ProblemCopied, Some(1), Some(41));
    assert_eq!(
        play.does(CANDIDATE, copied(length)),
        Event::Signal {
            kind,
            n,
            length,
            pad: None,
            devices: None
        }
    );
}

#[test]
fn a_change_of_devices_comes_with_how_many_alone() {
    let mut play = Play::full();
    let changed = |devices| Command::Signal {
        kind: SignalKind::DevicesChanged,
        n: 1,
        length: Some(3),
        pad: Some(CODE),
        devices,
    };
    let one = |cameras| {
        Some(DeviceChange {
            cameras,
            ..DeviceChange::default()
        })
    };
    for wrong in [None, one(0), one(101), one(-101), one(i32::MIN)] {
        assert_eq!(play.refused(CANDIDATE, changed(wrong)).0, Invalid);
    }
    let (kind, n, devices) = (SignalKind::DevicesChanged, Some(1), one(-1));
    assert_eq!(
        play.does(CANDIDATE, changed(devices)),
        Event::Signal {
            kind,
            n,
            length: None,
            pad: None,
            devices
        }
    );
}

/// A room with these signals on, and a candidate inside.
fn with_signals(signals: &[SignalKind]) -> Play {
    let mut play = Play::new();
    let room = NewRoom {
        kind: RoomKind::Practice,
        title: "Practice".to_owned(),
        signals: signals.to_vec(),
        code_pad: pad(200),
        notes_pad: pad(201),
    };
    play.log_event(Actor::Person(HOST), create(room, &identity(HOST)));
    play.enter(CANDIDATE);
    play
}

#[test]
fn only_signals_that_are_on_are_taken() {
    let play = with_signals(&[SignalKind::WindowBlurred, SignalKind::TabHidden]);
    assert_eq!(
        play.state.signals(),
        [SignalKind::TabHidden, SignalKind::WindowBlurred]
    );
    assert!(
        play.decides(CANDIDATE, &signal(SignalKind::TabHidden, 1))
            .is_ok()
    );
    assert_eq!(
        play.refused(CANDIDATE, signal(SignalKind::TabVisible, 1)).0,
        NotAvailable
    );
    assert_eq!(connection_signal(&play.state, CANDIDATE, true), None);
}

#[test]
fn the_server_tells_of_lost_and_restored_connections_once() {
    let mut play = Play::full();
    let tell = |play: &mut Play, lost| {
        let event = connection_signal(&play.state, CANDIDATE, lost)?;
        play.log_event(Actor::Person(CANDIDATE), event.clone());
        Some(event)
    };
    let event = |kind| {
        Some(Event::Signal {
            kind,
            n: None,
            length: None,
            pad: None,
            devices: None,
        })
    };
    // Who comes in for the first time has not come back.
    assert_eq!(tell(&mut play, false), None);
    assert_eq!(tell(&mut play, true), event(SignalKind::ConnectionLost));
    assert_eq!(tell(&mut play, true), None);
    assert_eq!(
        tell(&mut play, false),
        event(SignalKind::ConnectionRestored)
    );
    assert_eq!(tell(&mut play, false), None);
    // They carry no number, and leave the person's own count alone.
    play.does(CANDIDATE, signal(SignalKind::TabHidden, 1));
}

#[test]
fn connections_are_told_of_candidates_inside_only() {
    let play = Play::full();
    for id in [HOST, INTERVIEWER, OBSERVER, WAITING, OUTSIDE, person(99)] {
        assert_eq!(connection_signal(&play.state, id, true), None);
    }
    assert_eq!(
        connection_signal(&Play::ended().state, CANDIDATE, true),
        None
    );
}
