//! The task that offers to the queue what documents ask for.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use codevlive_domain::clock::Clock;
use codevlive_queue::{
    EnqueueError, Queue,
    job::{Enqueued, JobId, NewJob},
};
use codevlive_store::{Store, outbox::OutboxEntry};
use uuid::Uuid;

use super::{
    Wake,
    origin::{Origin, SOURCES},
};
use crate::job::{Envelope, Job};

/// How often all is looked through, unless a write says that there is something.
const EVERY: Duration = Duration::from_secs(2);

/// How long a job that the queue took is not offered again: so soon at most it is there again after the queue lost
/// it.
const AGAIN: Duration = Duration::from_secs(5);

/// Offers to the queue, as long as it is polled, what the store's documents ask for. Any number of nodes may do so
/// at once.
pub async fn relay(store: Store, queue: Arc<dyn Queue>, clock: Arc<dyn Clock>, wake: Wake) {
    let mut relay = Relay {
        store,
        queue,
        clock,
        offered: HashMap::new(),
    };
    loop {
        if let Err(error) = relay.offer_all().await {
            tracing::warn!(%error, "what documents ask for could not be queued; it is kept");
        }
        let _ = tokio::time::timeout(EVERY, wake.woken()).await;
    }
}

/// Why the rest was not offered.
#[derive(Debug, thiserror::Error)]
enum RelayError {
    #[error(transparent)]
    Store(#[from] codevlive_store::Unavailable),
    #[error(transparent)]
    Clear(#[from] codevlive_store::document::WriteError),
    #[error(transparent)]
    Queue(#[from] EnqueueError),
}

struct Relay {
    store: Store,
    queue: Arc<dyn Queue>,
    clock: Arc<dyn Clock>,
    /// When jobs were offered last. Ended by being older than [`AGAIN`].
    offered: HashMap<Uuid, Instant>,
}

impl Relay {
    async fn offer_all(&mut self) -> Result<(), RelayError> {
        let now = Instant::now();
        self.offered.retain(|_, at| now.duration_since(*at) < AGAIN);
        for source in &SOURCES {
            let mut after = None;
            loop {
                let page = source.asking(&self.store, after).await?;
                let Some((last, _)) = page.last() else { break };
                after = Some(last.document.clone());
                for (origin, entries) in page {
                    for entry in entries {
                        self.offer(&origin, entry).await?;
                    }
                }
            }
        }
        Ok(())
    }

    async fn offer(&mut self, origin: &Origin, entry: OutboxEntry) -> Result<(), RelayError> {
        let id = entry.id;
        if self.offered.contains_key(&id) {
            return Ok(());
        }
        let Ok(job) = serde_json::from_value::<Job>(entry.job) else {
            tracing::error!(job.id = %id, document.collection = origin.collection, document.id = origin.document, "an outbox asks for a job that this version does not know; it is kept");
            self.offered.insert(id, Instant::now());
            return Ok(());
        };
        let new = NewJob {
            id: JobId(id),
            kind: job.kind().to_owned(),
            key: id.to_string(),
            priority: job.priority(),
            run_at: entry.run_at,
            created_at: self.clock.now(),
            payload: Envelope::new(origin.clone(), job).to_json(),
        };
        match self.queue.enqueue(new).await? {
            Enqueued::Added | Enqueued::Present(_) => {
                self.offered.insert(id, Instant::now());
            }
            // Its worker died before it could say so here, or an administrator removed it.
            Enqueued::Finished => origin.clear(&self.store, id).await?,
        }
        Ok(())
    }
}
