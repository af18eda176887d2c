//! From documents to the queue: what is asked for is offered until it is finished.
//!
//! A job stands in the outbox of the document that asks for it until it is done, so the queue is never its only
//! copy: a Redis that comes back empty is offered everything again. The queue tells what it has already by the job's
//! id, which is its key.

mod origin;
mod relay;

use std::sync::Arc;

use tokio::sync::Notify;

pub use self::{origin::Origin, relay::relay};

/// Tells the relay of this node that a document was written which asks for a job. Clones are the same.
#[derive(Clone, Debug, Default)]
pub struct Wake(Arc<Notify>);

impl Wake {
    /// There is something to offer. Costs nothing, and does not wait.
    pub fn wake(&self) {
        self.0.notify_one();
    }

    async fn woken(&self) {
        self.0.notified().await;
    }
}
