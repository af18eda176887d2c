use codevlive_domain::{
    id::RoomId,
    room::{
        entry::{Body, Entry, GENESIS},
        event::Event,
        person::Actor,
    },
    time::Millis,
};
use serde_json::json;

use super::*;

const NODE: NodeId = NodeId(Uuid::from_u128(0xA));

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// A message of each kind, in the order of [`Content`].
fn messages() -> Vec<Message> {
    let actor = Actor::Person(PersonId(id(1)));
    let edits = Body::Edits {
        pad: PadId(id(2)),
        update: Bytes::from_static(b"update"),
    };
    let edits = Entry::seal(&GENESIS, 7, Millis(5), actor, edits);
    let event = Body::Event {
        event: Event::Started,
        command: Some("c".into()),
    };
    let event = Entry::seal(&edits.hash, 8, Millis(6), Actor::System, event);
    vec![
        Message::Entries(Arc::new(vec![edits, event])),
        Message::Awareness {
            pad: PadId(id(2)),
            from: (PersonId(id(1)), ConnectionId(id(3))),
            update: Bytes::from_static(b"here"),
        },
        Message::Rtc {
            to: ConnectionId(id(3)),
            from: ConnectionId(id(4)),
            data: Arc::new(json!({"type": "offer"})),
        },
        Message::Presence {
            connections: Arc::new(vec![(PersonId(id(1)), ConnectionId(id(3)))]),
            ask: true,
        },
        Message::Deleted,
        Message::SignOut(SignOut::Session(SessionId(id(5)))),
        Message::SignOut(SignOut::Person(PersonId(id(1)))),
        Message::Leaving,
    ]
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

#[test]
fn messages_are_read_back() {
    for message in messages() {
        let parcel = decode(&encode(NODE, &message).into()).unwrap();
        assert_eq!(parcel.from, NODE);
        let Said::Message(read) = parcel.content else {
            panic!("no beat")
        };
        assert_eq!(format!("{read:?}"), format!("{message:?}"));
    }
    for beat in [Beat::Here, Beat::Leaving] {
        let parcel = decode(&encode_beat(NODE, beat).into()).unwrap();
        assert!(matches!(parcel.content, Said::Beat(read) if read == beat));
    }
}

/// What the previous version sends, byte by byte: this one must read it, and send what that one reads.
/// A change here is a change that needs another version, and nodes that follow each other by the log
/// alone while an installation is upgraded.
#[test]
fn the_format_is_the_one_that_other_versions_know() {
    let sent: Vec<_> = messages()
        .iter()
        .map(|message| encode(NODE, message))
        .chain([Beat::Here, Beat::Leaving].map(|beat| encode_beat(NODE, beat)))
        .map(|bytes| hex(&bytes))
        .collect();
    let known: Vec<_> = include_str!("version_1.txt").lines().collect();
    assert_eq!(sent, known);
}

#[test]
fn what_a_newer_version_sends_is_unreadable_and_no_more() {
    let good = encode(NODE, &Message::Deleted);
    let mut newer = good.clone();
    newer[0] += 1;
    let mut newer_kind = good.clone();
    newer_kind[17] = 100;
    for bytes in [
        newer,
        newer_kind,
        good[..17].to_vec(),
        vec![],
        vec![VERSION],
    ] {
        assert!(decode(&bytes.into()).is_err());
    }
    let room = RoomId(id(9)).to_string();
    assert!(decode(&room.into()).is_err());
}

#[test]
fn what_is_read_shares_the_memory_of_the_message() {
    let sent = Bytes::from(encode(NODE, &messages()[1]));
    let Said::Message(Message::Awareness { update, .. }) = decode(&sent).unwrap().content else {
        panic!("awareness")
    };
    assert!(sent.as_ptr_range().contains(&update.as_ptr()));
}
