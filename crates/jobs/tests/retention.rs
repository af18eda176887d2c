//! Rooms go when their time is over, and no earlier.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use codevlive_domain::{
    clock::Clock,
    id::RoomId,
    room::{event::RoomKind, state::RoomStatus},
    time::Millis,
};
use codevlive_jobs::retention::remove_overdue;
use codevlive_store::{
    Store,
    conformance::{sample::Chain, temporary},
    document::Collection,
    documents::room::RoomSummary,
};
use uuid::Uuid;

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
const ENDED: i64 = 1_760_000_000_000;

struct At(i64);

impl Clock for At {
    fn now(&self) -> Millis {
        Millis(self.0)
    }

    fn new_id(&self) -> Uuid {
        Uuid::from_u128(1)
    }
}

async fn room(store: &Store, number: u128, status: RoomStatus, days: u32) -> RoomId {
    let id = RoomId(Uuid::from_u128(number));
    let ended = (status == RoomStatus::Ended).then_some(Millis(ENDED));
    let summary = RoomSummary {
        others: Vec::new(),
        id,
        title: "A room".into(),
        kind: RoomKind::Interview,
        status,
        members: Vec::new(),
        created_at: Millis(ENDED),
        scheduled_at: None,
        started_at: None,
        ended_at: ended,
        problem_ids: Vec::new(),
        retention_days: days,
        seq: 1,
        called_off: false,
        knock_told_at: None,
        outbox: Vec::new(),
    };
    let rooms = Collection::new(Arc::clone(&store.documents));
    rooms.insert(&summary).await.unwrap();
    let append = store.log.append(id, Chain::default().take(3));
    append.await.unwrap();
    id
}

#[tokio::test]
async fn an_ended_room_goes_after_its_days_and_no_other_does() {
    let fresh = temporary();
    let store = &fresh.store;
    let short = room(store, 1, RoomStatus::Ended, 1).await;
    let long = room(store, 2, RoomStatus::Ended, 90).await;
    let live = room(store, 3, RoomStatus::Live, 1).await;
    let scheduled = room(store, 4, RoomStatus::Scheduled, 1).await;
    let heads = async || {
        let rooms = [short, long, live, scheduled];
        store.log.heads(&rooms).await.unwrap()
    };
    let removed = async |at| remove_overdue(store, &At(at)).await.unwrap();
    assert_eq!(removed(ENDED + DAY_MS - 1).await, 0);
    assert_eq!(heads().await, [3, 3, 3, 3]);
    assert_eq!(removed(ENDED + DAY_MS).await, 1);
    assert_eq!(heads().await, [0, 3, 3, 3]);
    assert_eq!(removed(ENDED + 90 * DAY_MS).await, 1);
    assert_eq!(heads().await, [0, 0, 3, 3]);
    let rooms = store.documents.scan("rooms", None, 10).await.unwrap();
    let left = rooms.iter().map(|room| room.id.clone());
    assert!(left.eq([live, scheduled].map(|room| room.to_string())));
}
