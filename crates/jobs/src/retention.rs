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
mod tests;
