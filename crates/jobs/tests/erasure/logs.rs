//! What stays in the logs of rooms that stay.

use std::sync::Arc;

use bytes::Bytes;
use codevlive_domain::{
    id::{PadId, PersonId, RoomId},
    room::{
        command::ChatScope,
        entry::{Body, Entry, GENESIS},
        event::Event,
        person::{Actor, Role},
    },
};
use codevlive_jobs::erasure::{Erased, erase_account};
use codevlive_store::{
    Store, Unavailable,
    conformance::{self, gated::Gated},
    document::Collection,
    documents::{account::Account, room::RoomSummary},
};
use uuid::Uuid;

use crate::{
    left,
    mortal::Mortal,
    stage::{ASHA, ASHAS_NAME, AtOnce, BEN, NOW, Stopped, fill},
};

/// Of a room that Asha interviews in, and of one where she was a candidate.
const AS_INTERVIEWER: u128 = 12;
const AS_CANDIDATE: u128 = 14;
/// Of one where she only knocked.
const KNOCKED: u128 = 15;

const WORDS: &str = "Asha's words";
const OTHERS: &str = "Ben's words";

fn room(number: u128) -> RoomId {
    RoomId(Uuid::from_u128(number))
}

fn event(event: Event) -> Body {
    let command = Some(format!("{WORDS}, id"));
    Body::Event { event, command }
}

fn said(text: &str) -> Body {
    event(Event::Said {
        text: text.into(),
        to: ChatScope::All,
    })
}

fn edits(update: &'static str) -> Body {
    Body::Edits {
        pad: PadId(Uuid::nil()),
        update: Bytes::from_static(update.as_bytes()),
    }
}

async fn append(store: &Store, number: u128, bodies: Vec<(PersonId, Body)>) {
    let (mut hash, mut entries) = (GENESIS, Vec::new());
    for ((actor, body), seq) in bodies.into_iter().zip(1..) {
        let entry = Entry::seal(&hash, seq, NOW, Actor::Person(actor), body);
        hash = entry.hash;
        entries.push(entry);
    }
    store.log.append(room(number), entries).await.unwrap();
}

/// Logs of three rooms that know Asha.
async fn fill_logs(store: &Store) {
    fill(store).await;
    let knocks = || {
        let name = ASHAS_NAME.to_owned();
        let message = Some(WORDS.to_owned());
        (ASHA, event(Event::Knocked { name, message }))
    };
    let admitted = |role| {
        let (name, reason) = (Some(ASHAS_NAME.to_owned()), Some(OTHERS.to_owned()));
        let person = ASHA;
        let admitted = Event::Admitted {
            person,
            role,
            name,
            reason,
        };
        (
            BEN,
            Body::Event {
                event: admitted,
                command: None,
            },
        )
    };
    let both = |role| {
        vec![
            knocks(),
            admitted(role),
            (ASHA, said(WORDS)),
            (ASHA, edits(WORDS)),
            (
                BEN,
                Body::Event {
                    event: Event::HandRaised,
                    command: Some(OTHERS.into()),
                },
            ),
            (BEN, edits(OTHERS)),
        ]
    };
    append(store, AS_INTERVIEWER, both(Role::Interviewer)).await;
    append(store, AS_CANDIDATE, both(Role::Candidate)).await;
    append(store, KNOCKED, vec![knocks(), (BEN, edits(OTHERS))]).await;
    let rooms = Collection::<RoomSummary>::new(store.documents.clone());
    let known = rooms.get(&room(AS_CANDIDATE).to_string()).await.unwrap();
    let mut knocked = known.unwrap().value;
    knocked.id = room(KNOCKED);
    knocked.members.retain(|member| member.person == BEN);
    knocked.others = vec![ASHA];
    rooms.insert(&knocked).await.unwrap();
}

fn blank(_: &Bytes) -> Bytes {
    Bytes::new()
}

/// How often something of Ben's stands in a room's log, in which nothing of Asha's does.
async fn words_of_ben(store: &Store, number: u128) -> usize {
    let read = store.log.read(room(number), 0, 100).await.unwrap();
    let mut before = GENESIS;
    for entry in &read {
        assert!(entry.follows(&before), "{entry:?}");
        before = entry.hash;
        let body = String::from_utf8_lossy(&entry.body.encode()).into_owned();
        assert!(
            !body.contains(ASHAS_NAME) && !body.contains(WORDS),
            "{body}"
        );
    }
    let bodies = read.iter().map(|entry| entry.body.encode());
    let has = |body: &Bytes| String::from_utf8_lossy(body).contains(OTHERS);
    bodies.filter(has).count()
}

#[tokio::test]
async fn names_and_words_go_from_logs_and_what_others_wrote_stays() {
    let conformance::Temporary { store, folder } = conformance::temporary();
    fill_logs(&store).await;
    let erased = erase_account(&store, &Stopped, blank, ASHA).await;
    assert_eq!(
        erased.unwrap(),
        Erased {
            rooms: 2,
            entries: 4 + 5 + 1
        }
    );
    // A reason, an id, and an edit.
    assert_eq!(words_of_ben(&store, AS_INTERVIEWER).await, 3);
    // The pads of her interview are hers, whoever typed.
    assert_eq!(words_of_ben(&store, AS_CANDIDATE).await, 2);
    assert_eq!(words_of_ben(&store, KNOCKED).await, 1);
    drop(folder);
}

#[tokio::test]
async fn a_log_that_could_not_be_erased_is_by_the_next_try() {
    let mut steps = 0;
    loop {
        let conformance::Temporary { mut store, folder } = conformance::temporary();
        fill_logs(&store).await;
        let whole = store.clone();
        store.documents = Arc::new(Gated::new(whole.documents.clone(), Mortal::new(steps)));
        let first: Result<_, Unavailable> = erase_account(&store, &Stopped, blank, ASHA).await;
        erase_account(&whole, &Stopped, blank, ASHA).await.unwrap();
        for number in [AS_INTERVIEWER, AS_CANDIDATE, KNOCKED] {
            words_of_ben(&whole, number).await;
        }
        // Those about her go with those that she wrote.
        assert_eq!(
            left(&whole, "scorecards").await,
            [34],
            "after {steps} steps"
        );
        drop(folder);
        if first.is_ok() {
            break;
        }
        steps += 1;
    }
    assert!(steps > 40, "{steps}");
}

/// A node that was not told kept a socket of hers open for some seconds.
#[tokio::test]
async fn what_is_written_until_all_sockets_are_closed_goes_too() {
    let conformance::Temporary { store, folder } = conformance::temporary();
    fill_logs(&store).await;
    let accounts = Collection::<Account>::new(store.documents.clone());
    let account = async || accounts.get(&ASHA.to_string()).await.unwrap();
    erase_account(&store, &AtOnce, blank, ASHA).await.unwrap();
    for number in [AS_INTERVIEWER, AS_CANDIDATE] {
        let log = store.log.read(room(number), 0, 100).await.unwrap();
        let last = log.last().unwrap();
        let next = Entry::seal(
            &last.hash,
            last.seq + 1,
            NOW,
            Actor::Person(ASHA),
            said(WORDS),
        );
        store.log.append(room(number), vec![next]).await.unwrap();
    }
    assert!(account().await.is_some());
    erase_account(&store, &AtOnce, blank, ASHA).await.unwrap();
    assert!(account().await.is_some(), "it is looked once more");
    erase_account(&store, &Stopped, blank, ASHA).await.unwrap();
    words_of_ben(&store, AS_INTERVIEWER).await;
    words_of_ben(&store, AS_CANDIDATE).await;
    assert_eq!(account().await, None);
    drop(folder);
}
