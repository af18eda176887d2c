//! The log itself: its encoding, which must never change, and the chain that shows a changed byte.

use codevlive_domain::{
    room::{
        apply::apply,
        command::ChatScope,
        entry::{Body, Entry, EntryHash, GENESIS},
        event::Event,
        person::{Actor, Role},
        state::RoomState,
        timeline::{Audience, audience},
    },
    time::Millis,
};
use proptest::prelude::*;

use crate::{
    cast::{BEGINNING, CANDIDATE, CODE, HOST, OUTSIDE, Play, WAITING, pad},
    random::{play, steps},
};

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes everything");
        text
    })
}

/// The first entry that does not follow from those before it.
fn broken_at(log: &[Entry]) -> Option<u64> {
    let mut previous: EntryHash = GENESIS;
    for entry in log {
        if !entry.follows(&previous) {
            return Some(entry.seq);
        }
        previous = entry.hash;
    }
    None
}

/// Stored logs are read and verified for years: neither encoding nor hash may change.
#[test]
fn the_format_is_pinned() {
    let said = Event::Said {
        text: "hi \"you\"".to_owned(),
        to: ChatScope::All,
    };
    let body = Body::Event {
        event: said,
        command: Some("c1".to_owned()),
    };
    let json = r#"{"type":"said","text":"hi \"you\"","to":"all","commandId":"c1"}"#;
    assert_eq!(body.encode(), [&[1], json.as_bytes()].concat());
    let entry = Entry::seal(&GENESIS, 1, BEGINNING, Actor::Person(HOST), body);
    assert_eq!(hex(&entry.hash), PINNED_EVENT);

    let body = Body::Edits {
        pad: CODE,
        update: vec![0, 255].into(),
    };
    let id = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100];
    assert_eq!(body.encode(), [&[2], &id[..], &[0, 255]].concat());
    let next = Entry::seal(&entry.hash, 2, Millis(-1), Actor::System, body);
    assert_eq!(hex(&next.hash), PINNED_EDITS);
}

// Computed once by another program, from the formula in `room.md`.
const PINNED_EVENT: &str = "b043ebc537aa5d1a11c34e274f6e48ed196abd90abef109adecb825488c24a44";
const PINNED_EDITS: &str = "66b16fc0b30c05f18a3a1fe683ef0de417d702375a63f5b2d25c3e75b5df7953";

#[test]
fn unreadable_bodies_keep_their_place_and_say_nothing() {
    let left: &[u8] = b"\x01{\"type\":\"left\"}";
    let left = Body::decode(&left.to_vec().into());
    assert!(matches!(left, Body::Event { .. }));
    let play = Play::full();
    for bytes in [
        &b""[..],
        b"\x00",
        b"\x01",
        b"\x01{}",
        b"\x01{\"type\":\"of a newer version\"}",
        b"\x02too short",
        b"\x03a body of a newer version",
    ] {
        let body = Body::decode(&bytes.to_vec().into());
        assert_eq!(body, Body::Unreadable(bytes.to_vec().into()));
        assert_eq!(body.encode(), bytes);
        let (mut state, before) = (play.state.clone(), &play.state);
        let actor = Actor::Person(HOST);
        let entry = Entry::seal(before.hash(), before.head() + 1, before.at(), actor, body);
        assert!(entry.follows(before.hash()));
        assert_eq!(audience(before, &entry), Audience::Nobody);
        apply(&mut state, &entry);
        assert_eq!(state.head(), before.head() + 1);
        assert_eq!(
            format!("{:?}", state.people().collect::<Vec<_>>()),
            format!("{:?}", before.people().collect::<Vec<_>>())
        );
    }
}

#[test]
fn a_log_cut_reordered_or_forged_shows() {
    let log = Play::full().log;
    assert_eq!(broken_at(&log), None);
    assert_eq!(broken_at(&log[1..]), Some(2));
    let mut gap = log.clone();
    gap.remove(3);
    assert_eq!(broken_at(&gap), Some(5));
    let mut swapped = log.clone();
    swapped.swap(3, 4);
    assert_eq!(broken_at(&swapped), Some(5));
    let mut forged = log;
    forged[2].actor = Actor::Person(CANDIDATE);
    assert_eq!(broken_at(&forged), Some(3));
}

/// Folding an entry twice, or one that makes no sense, leaves the state as it was.
#[test]
fn the_fold_bears_what_makes_no_sense() {
    let mut play = Play::full();
    let before = play.state.clone();
    for entry in play.log.iter().rev() {
        apply(&mut play.state, entry);
    }
    assert_eq!(play.state, before);

    let nonsense = [
        Event::Admitted {
            person: OUTSIDE,
            role: Role::Host,
            name: None,
            reason: None,
        },
        Event::Removed {
            person: WAITING,
            reason: None,
        },
        Event::Rejected {
            person: HOST,
            reason: None,
        },
        Event::HintRevealed {
            index: 0,
            text: "?".to_owned(),
        },
        Event::EditingLocked { pad: pad(999) },
        Event::Knocked {
            name: "Asha".to_owned(),
            message: None,
        },
    ];
    for event in nonsense {
        play.log_event(Actor::Person(HOST), event);
    }
    for event in [
        Event::HostTakenOver,
        Event::HandRaised,
        Event::FocusTimeEnded,
    ] {
        play.log_event(Actor::Person(WAITING), event);
    }
    play.log_edits(Actor::System, pad(999), "?");
    let people = |state: &RoomState| format!("{:?}", state.people().collect::<Vec<_>>());
    assert_eq!(people(&play.state), people(&before));
    assert_eq!(play.state.pads(), before.pads());
    assert_eq!(play.state.head(), before.head() + 10);
}

proptest! {
    #[test]
    fn every_body_is_read_as_it_was_written(steps in steps()) {
        for entry in play(&steps).log {
            prop_assert_eq!(Body::decode(&entry.body.encode()), entry.body);
        }
    }

    /// One changed byte anywhere in a body shows, at that entry.
    #[test]
    fn a_changed_byte_shows(steps in steps(), at: prop::sample::Index, flip in 1..=255_u8) {
        let log = play(&steps).log;
        prop_assert_eq!(broken_at(&log), None);
        let index = at.index(log.len());
        let (entry, previous) = (&log[index], index.checked_sub(1).map_or(GENESIS, |i| log[i].hash));
        let mut bytes = entry.body.encode().to_vec();
        let place = at.index(bytes.len());
        bytes[place] ^= flip;
        let body = Body::decode(&bytes.into());
        if body != entry.body {
            let forged = Entry { body, ..entry.clone() };
            prop_assert!(!forged.follows(&previous));
        }
    }

    /// A checkpoint holds the state; read back, it is the same state.
    #[test]
    fn states_are_kept_in_checkpoints(steps in steps()) {
        let state = play(&steps).state;
        let json = serde_json::to_string(&state).expect("a state is JSON");
        prop_assert_eq!(serde_json::from_str::<RoomState>(&json).ok(), Some(state));
    }
}
