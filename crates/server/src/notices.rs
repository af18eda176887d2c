//! What rooms ask of the queue, handed from the rooms to those who compose it.

use async_trait::async_trait;
use codevlive_jobs::room_notices::RoomNotices;
use codevlive_live::notices::Notices;
use codevlive_store::{Unavailable, documents::room::RoomSummary};

/// The notices of the rooms of a node.
pub struct QueuedNotices(pub RoomNotices);

#[async_trait]
impl Notices for QueuedNotices {
    async fn summary_changes(
        &self,
        before: &RoomSummary,
        after: &mut RoomSummary,
    ) -> Result<(), Unavailable> {
        self.0.summary_changes(before, after).await
    }

    async fn unheard_knock(&self, room: &mut RoomSummary, who: &str) -> Result<(), Unavailable> {
        self.0.unheard_knock(room, who).await
    }

    fn written(&self) {
        self.0.written();
    }
}
