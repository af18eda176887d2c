//! How long a guest's token is good: until 24 hours after the end of its room.

use codevlive_domain::{id::RoomId, room::state::RoomStatus, time::Millis};
use codevlive_store::{Unavailable, documents::room::RoomSummary};

use crate::Services;

/// How long guests may come back to an ended room, in milliseconds (contract: 24 hours).
const AFTER_THE_END: i64 = 24 * 60 * 60 * 1000;

/// Whether guests' tokens of that room are not good any more. A room that is opened again makes them
/// good again.
pub fn guests_expired(room: &RoomSummary, now: Millis) -> bool {
    room.status == RoomStatus::Ended
        && room
            .ended_at
            .is_some_and(|ended| now.since(ended) > AFTER_THE_END)
}

impl Services {
    /// [`guests_expired`] for a room by id; a room that is not there is not this function's to report.
    pub async fn guest_expired(&self, room: RoomId) -> Result<bool, Unavailable> {
        let room = self.room_summaries().get(&room.to_string()).await?;
        Ok(room.is_some_and(|room| guests_expired(&room.value, self.clock.now())))
    }
}
