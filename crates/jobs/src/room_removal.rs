//! A room goes for good: what was written in it, its scorecards, its agenda, and its place in lists.

use codevlive_domain::{clock::Clock, id::RoomId};
use codevlive_store::{
    Store, Unavailable,
    documents::{self, room::RoomSummary},
};

use crate::{
    stored::{collection, written},
    tell_invited::tell_invited,
};

/// Removes a room if it is to go, as it stands now and not as it was found; whether it went. Those who are invited hear
/// that it does not take place, if it never did. May be done again, and is to be if it failed: until the end the room
/// is found by its summary.
pub(crate) async fn remove_room(
    store: &Store,
    clock: &dyn Clock,
    room: RoomId,
    is_to_go: impl Fn(&RoomSummary) -> bool + Send + Sync,
) -> Result<bool, Unavailable> {
    if !call_off(store, clock, room, is_to_go).await? {
        return Ok(false);
    }
    store.log.delete(room).await?;
    documents::delete_of_room(store, room).await?;
    let rooms = collection::<RoomSummary>(store);
    rooms.delete(&room.to_string()).await?;
    // Both once more, since somebody may have written on. Nodes on which the room is open notice that it is gone.
    store.log.delete(room).await?;
    documents::delete_of_room(store, room).await?;
    Ok(true)
}

/// While the room is still there to be found again. Whether it is to go is asked in the same write.
async fn call_off(
    store: &Store,
    clock: &dyn Clock,
    room: RoomId,
    is_to_go: impl Fn(&RoomSummary) -> bool + Send + Sync,
) -> Result<bool, Unavailable> {
    let mut goes = false;
    let mark = |room: &mut RoomSummary| {
        goes = is_to_go(room);
        room.called_off |= goes;
    };
    let rooms = collection::<RoomSummary>(store);
    written(rooms.update(&room.to_string(), mark).await)?;
    if goes {
        tell_invited(store, clock, room).await?;
    }
    Ok(goes)
}
