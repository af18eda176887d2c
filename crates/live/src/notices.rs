//! What rooms ask of the queue. Composed outside of this crate, which knows no jobs.

use async_trait::async_trait;
use codevlive_store::{Unavailable, documents::room::RoomSummary};

/// Puts what rooms ask for into the outboxes of their summaries, so that it is written with what causes it.
#[async_trait]
pub trait Notices: Send + Sync {
    /// A summary is about to be replaced.
    async fn summary_changes(
        &self,
        before: &RoomSummary,
        after: &mut RoomSummary,
    ) -> Result<(), Unavailable>;

    /// Somebody of that name knocks, and nobody who may let them in is there.
    async fn unheard_knock(&self, room: &mut RoomSummary, who: &str) -> Result<(), Unavailable>;

    /// A summary was written that may ask for something.
    fn written(&self);
}

/// Nobody is told anything.
#[derive(Clone, Copy, Debug)]
pub struct NoNotices;

#[async_trait]
impl Notices for NoNotices {
    async fn summary_changes(
        &self,
        _before: &RoomSummary,
        _after: &mut RoomSummary,
    ) -> Result<(), Unavailable> {
        Ok(())
    }

    async fn unheard_knock(&self, _room: &mut RoomSummary, _who: &str) -> Result<(), Unavailable> {
        Ok(())
    }

    fn written(&self) {}
}
