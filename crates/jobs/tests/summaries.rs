//! Summaries that a process which died has left behind their logs.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use bytes::Bytes;
use codevlive_domain::{
    clock::Clock,
    id::{PadId, PersonId, RoomId},
    room::{
        entry::{Body, Entry, GENESIS},
        event::Event,
        person::{Actor, Role},
        state::RoomStatus,
    },
    time::Millis,
};
use codevlive_jobs::{job::Job, outbox::Wake, room_notices::RoomNotices, summaries::catch_up};
use codevlive_store::{
    Store,
    conformance::{sample, temporary},
    document::{Collection, Versioned},
    documents::room::{Member, RoomSummary},
};
use uuid::Uuid;

const NOW: Millis = Millis(1_760_000_000_000);
const ASHA: PersonId = PersonId(Uuid::from_u128(1));
const BEN: PersonId = PersonId(Uuid::from_u128(2));

struct Stopped;

impl Clock for Stopped {
    fn now(&self) -> Millis {
        NOW
    }

    fn new_id(&self) -> Uuid {
        Uuid::from_u128(9)
    }
}

fn admitted(person: PersonId, role: Role) -> Event {
    Event::Admitted {
        person,
        role,
        name: Some("Someone".into()),
        reason: None,
    }
}

/// A room in which that happened, of which the summary knows what happened up to `seq`: Asha is in it.
async fn room(store: &Store, number: u128, events: &[Event], seq: u64) -> RoomId {
    let id = RoomId(Uuid::from_u128(number));
    let (mut hash, mut entries) = (GENESIS, Vec::new());
    let edit = Body::Edits {
        pad: PadId(Uuid::nil()),
        update: Bytes::from_static(&[0, 0]),
    };
    let event = |event: &Event| Body::Event {
        event: event.clone(),
        command: None,
    };
    let bodies = events.iter().map(event).chain([edit]);
    for (body, seq) in bodies.zip(1..) {
        let entry = Entry::seal(&hash, seq, NOW, Actor::Person(ASHA), body);
        hash = entry.hash;
        entries.push(entry);
    }
    let summary = RoomSummary {
        members: vec![Member {
            person: ASHA,
            role: Role::Host,
        }],
        created_at: NOW,
        seq,
        ..sample::summary(id)
    };
    let rooms = Collection::new(Arc::clone(&store.documents));
    rooms.insert(&summary).await.unwrap();
    let durable = store.log.append(id, entries).await.unwrap();
    durable.await.unwrap();
    id
}

async fn stored(store: &Store, room: RoomId) -> Versioned<RoomSummary> {
    let rooms = Collection::<RoomSummary>::new(Arc::clone(&store.documents));
    rooms.get(&room.to_string()).await.unwrap().unwrap()
}

#[tokio::test]
async fn what_happened_last_is_in_them_and_what_it_leads_to_is_asked_for() {
    let fresh = temporary();
    let store = &fresh.store;
    let notices = RoomNotices::new(store.clone(), Arc::new(Stopped), Wake::default());
    let host = admitted(ASHA, Role::Host);
    let (person, reason) = (BEN, None);
    let put_out = [
        host.clone(),
        admitted(BEN, Role::Interviewer),
        Event::Removed { person, reason },
    ];
    let title = "Another title".to_owned();
    let renamed = [
        host.clone(),
        Event::Renamed {
            title: title.clone(),
        },
        Event::Ended,
    ];
    let put_out = room(store, 1, &put_out, 2).await;
    let renamed = room(store, 2, &renamed, 1).await;
    let whole = room(store, 3, std::slice::from_ref(&host), 2).await;
    let typed = room(store, 4, &[host], 1).await;
    let before = stored(store, whole).await;

    assert_eq!(catch_up(store, &notices).await.unwrap(), 2);
    let summary = stored(store, put_out).await.value;
    let members: Vec<_> = summary.members.iter().map(|it| it.person).collect();
    assert_eq!((members, summary.others), (vec![ASHA], vec![BEN]));
    let summary = stored(store, renamed).await.value;
    assert_eq!(
        (&summary.title, summary.status),
        (&title, RoomStatus::Ended)
    );
    let asked: Vec<_> = summary
        .outbox
        .iter()
        .map(|entry| entry.job.clone())
        .collect();
    let told = Job::TellInvited { room: renamed };
    assert_eq!(asked, [serde_json::to_value(told).unwrap()]);
    assert_eq!(stored(store, whole).await, before);
    let summary = stored(store, typed).await.value;
    assert_eq!((summary.seq, summary.others), (2, vec![]));
    // By their seq they are known to be whole.
    assert_eq!(catch_up(store, &notices).await.unwrap(), 0);
}

#[tokio::test]
async fn more_rooms_than_are_looked_at_together() {
    let fresh = temporary();
    let store = &fresh.store;
    let notices = RoomNotices::new(store.clone(), Arc::new(Stopped), Wake::default());
    let ben = [admitted(ASHA, Role::Host), admitted(BEN, Role::Candidate)];
    for number in 1..=201 {
        room(store, number, &ben, 1).await;
    }
    assert_eq!(catch_up(store, &notices).await.unwrap(), 201);
    assert_eq!(catch_up(store, &notices).await.unwrap(), 0);
}
