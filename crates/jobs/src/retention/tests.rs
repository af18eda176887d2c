//! Rooms go when their time is over, and no earlier.

use codevlive_domain::id::RoomId;
use codevlive_store::conformance::{
    sample::{self, Chain},
    temporary,
};
use uuid::Uuid;

use super::*;
use crate::stored::collection;

struct At(i64);

impl Clock for At {
    fn now(&self) -> Millis {
        Millis(self.0)
    }

    fn new_id(&self) -> Uuid {
        Uuid::from_u128(1)
    }
}

const ENDED: i64 = 1_760_000_000_000;

fn summary(number: u128, status: RoomStatus, days: u32) -> RoomSummary {
    let ended = (status == RoomStatus::Ended).then_some(Millis(ENDED));
    RoomSummary {
        status,
        created_at: Millis(ENDED),
        ended_at: ended,
        retention_days: days,
        ..sample::summary(RoomId(Uuid::from_u128(number)))
    }
}

/// Keeps a room that has a log.
async fn keep(store: &Store, room: &RoomSummary) {
    collection(store).insert(room).await.unwrap();
    let append = store.log.append(room.id, Chain::default().take(3));
    append.await.unwrap();
}

#[tokio::test]
async fn an_ended_room_goes_after_its_days_and_no_other_does() {
    let fresh = temporary();
    let store = &fresh.store;
    let rooms = [
        summary(1, RoomStatus::Ended, 1),
        summary(2, RoomStatus::Ended, 90),
        summary(3, RoomStatus::Live, 1),
        summary(4, RoomStatus::Scheduled, 1),
    ];
    for room in &rooms {
        keep(store, room).await;
    }
    let ids = rooms.map(|room| room.id);
    let heads = async || store.log.heads(&ids).await.unwrap();
    let removed = async |at| remove_overdue(store, &At(at)).await.unwrap();
    assert_eq!(removed(ENDED + DAY_MS - 1).await, 0);
    assert_eq!(heads().await, [3, 3, 3, 3]);
    assert_eq!(removed(ENDED + DAY_MS).await, 1);
    assert_eq!(heads().await, [0, 3, 3, 3]);
    assert_eq!(removed(ENDED + 90 * DAY_MS).await, 1);
    assert_eq!(heads().await, [0, 0, 3, 3]);
    let left = store.documents.scan("rooms", None, 10).await.unwrap();
    let left = left.iter().map(|room| room.id.clone());
    assert!(left.eq([ids[2], ids[3]].map(|room| room.to_string())));
}

#[tokio::test]
async fn what_changed_since_a_room_was_found_keeps_it() {
    let changes: [fn(&mut RoomSummary); 2] = [
        |room| room.status = RoomStatus::Live,
        |room| room.retention_days = 3,
    ];
    for change in changes {
        let fresh = temporary();
        let store = &fresh.store;
        let found = summary(1, RoomStatus::Ended, 1);
        keep(store, &found).await;
        let rooms = collection::<RoomSummary>(store);
        rooms.update(&found.id.to_string(), change).await.unwrap();
        let (id, clock) = (found.id, At(ENDED + 2 * DAY_MS));
        assert!(!remove_if_overdue(store, &clock, found).await.unwrap());
        assert_eq!(store.log.heads(&[id]).await.unwrap(), [3]);
        let left = rooms.get(&id.to_string()).await.unwrap().unwrap().value;
        assert!(!left.called_off);
    }
}

#[tokio::test]
async fn a_room_that_cannot_be_read_keeps_no_other() {
    let fresh = temporary();
    let store = &fresh.store;
    let unreadable = "00000000-0000-0000-0000-000000000000".to_owned();
    let insert =
        store
            .documents
            .insert(RoomSummary::COLLECTION, unreadable, "{}".into(), Vec::new());
    insert.await.unwrap();
    collection::<RoomSummary>(store)
        .insert(&summary(1, RoomStatus::Ended, 1))
        .await
        .unwrap();
    assert_eq!(
        remove_overdue(store, &At(ENDED + 2 * DAY_MS))
            .await
            .unwrap(),
        1
    );
}
