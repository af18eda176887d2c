//! Interviews are kept for as many days as their room says, counted from their end; then they go.

use std::{sync::Arc, time::Duration};

use codevlive_domain::{clock::Clock, room::state::RoomStatus, time::Millis};
use codevlive_store::{
    Store, Unavailable,
    document::{Document as _, RawDocument},
    documents::room::RoomSummary,
};

use crate::room_removal::remove_room;

/// How often it is looked for rooms whose time is over.
const EVERY: Duration = Duration::from_hours(1);

/// How many rooms are looked at together.
const PAGE: usize = 200;

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// Looks every hour, until it is dropped. Several processes may: what one removes the others do not find.
pub async fn run(store: Store, clock: Arc<dyn Clock>) {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        if let Err(error) = remove_overdue(&store, &*clock).await {
            tracing::warn!(%error, "rooms whose time is over are left for the next hour");
        }
    }
}

/// Removes the rooms whose time is over; how many.
pub async fn remove_overdue(store: &Store, clock: &dyn Clock) -> Result<u64, Unavailable> {
    let (mut after, mut removed) = (None, 0);
    loop {
        let rooms = store.documents.scan(RoomSummary::COLLECTION, after, PAGE);
        let rooms = rooms.await?;
        let Some(last) = rooms.last() else {
            return Ok(removed);
        };
        after = Some(last.id.clone());
        for room in rooms.iter().filter_map(readable) {
            removed += u64::from(remove_if_overdue(store, clock, room).await?);
        }
    }
}

/// One that can't be read must not keep those behind it for ever.
fn readable(room: &RawDocument) -> Option<RoomSummary> {
    serde_json::from_str(&room.body)
        .inspect_err(
            |error| tracing::error!(room.id = room.id, %error, "a room can't be read, and stays"),
        )
        .ok()
}

/// It may be long since the room was read: somebody may have reopened it, or given it more days.
async fn remove_if_overdue(
    store: &Store,
    clock: &dyn Clock,
    room: RoomSummary,
) -> Result<bool, Unavailable> {
    let now = clock.now();
    let went = is_overdue(&room, now)
        && remove_room(store, clock, room.id, |room| is_overdue(room, now)).await?;
    if went {
        tracing::info!(room.id = %room.id, days = room.retention_days, "a room was removed: its time is over");
    }
    Ok(went)
}

/// One that was reopened is not ended, and its time begins anew with its next end.
fn is_overdue(room: &RoomSummary, now: Millis) -> bool {
    let kept = i64::from(room.retention_days) * DAY_MS;
    let ended = room.ended_at.filter(|_| room.status == RoomStatus::Ended);
    ended.is_some_and(|ended| now.0 >= ended.0.saturating_add(kept))
}

#[cfg(test)]
mod tests {
    use codevlive_domain::{id::RoomId, room::event::RoomKind};
    use codevlive_store::conformance::{sample::Chain, temporary};
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

    fn ended_long_ago() -> RoomSummary {
        RoomSummary {
            others: Vec::new(),
            id: RoomId(Uuid::from_u128(1)),
            title: "A room".into(),
            kind: RoomKind::Interview,
            status: RoomStatus::Ended,
            members: Vec::new(),
            created_at: Millis(0),
            scheduled_at: None,
            started_at: None,
            ended_at: Some(Millis(0)),
            problem_ids: Vec::new(),
            retention_days: 1,
            seq: 1,
            called_off: false,
            knock_told_at: None,
            outbox: Vec::new(),
        }
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
            let found = ended_long_ago();
            let rooms = collection::<RoomSummary>(store);
            rooms.insert(&found).await.unwrap();
            store
                .log
                .append(found.id, Chain::default().take(3))
                .await
                .unwrap();
            rooms.update(&found.id.to_string(), change).await.unwrap();
            let (id, clock) = (found.id, At(2 * DAY_MS));
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
            .insert(&ended_long_ago())
            .await
            .unwrap();
        assert_eq!(remove_overdue(store, &At(2 * DAY_MS)).await.unwrap(), 1);
    }
}
