//! From documents to the queue: what is asked for is offered until it is finished.

use std::sync::Arc;

use tokio::sync::Notify;

/// Tells the relay of this node that a document was written which asks for a job. Clones are the same.
#[derive(Clone, Debug, Default)]
pub struct Wake(Arc<Notify>);

impl Wake {
    /// There is something to offer. Costs nothing, and does not wait.
    pub fn wake(&self) {
        self.0.notify_one();
    }
}
