//! The task that offers to the queue what documents ask for.

use std::{
    collections::{BTreeSet, HashMap},
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
    origin::{Origin, SOURCES, Source},
};
use crate::job::{Envelope, Job};

/// How often all is looked through, unless a write says that there is something.
const EVERY: Duration = Duration::from_secs(2);

/// How long a job that the queue took is not offered again: so soon at most it is there again after the queue lost
/// it.
const AGAIN: Duration = Duration::from_secs(5);

/// The same for one that is not due soon: reminders stand in outboxes for weeks.
const LATER: Duration = Duration::from_mins(1);

/// What is due within a minute is due soon, in milliseconds.
const SOON_MS: i64 = 60_000;

/// How long one look waits for the next at least: what is written meanwhile is offered together.
const PAUSE: Duration = Duration::from_millis(50);

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
        let start = Instant::now();
        for source in &SOURCES {
            // What is wrong with one collection must not hold up the others.
            if let Err(error) = relay.offer_all(source).await {
                tracing::warn!(%error, "what documents ask for could not be queued; it is kept");
            }
        }
        // Half of the time at most is spent on this, however much there is.
        tokio::time::sleep(start.elapsed().max(PAUSE)).await;
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
    /// When jobs that the queue took are offered again. Ended by being in the past.
    offered: HashMap<Uuid, Instant>,
}

impl Relay {
    async fn offer_all(&mut self, source: &Source) -> Result<(), RelayError> {
        let now = Instant::now();
        self.offered.retain(|_, again| *again > now);
        let mut full = BTreeSet::new();
        let mut after = None;
        loop {
            let page = source.asking(&self.store, after).await?;
            let Some((last, _)) = page.last() else {
                return Ok(());
            };
            after = Some(last.document.clone());
            for (origin, entries) in page {
                for entry in entries {
                    self.offer(&origin, entry, &mut full).await?;
                }
            }
        }
    }

    /// Offers a job, unless its kind is one of those of which the queue takes no more now.
    async fn offer(
        &mut self,
        origin: &Origin,
        entry: OutboxEntry,
        full: &mut BTreeSet<&'static str>,
    ) -> Result<(), RelayError> {
        let id = entry.id;
        if self.offered.contains_key(&id) {
            return Ok(());
        }
        let Ok(job) = serde_json::from_value::<Job>(entry.job) else {
            tracing::error!(job.id = %id, document.collection = origin.collection, document.id = origin.document, "an outbox asks for a job that this version does not know; it is kept");
            self.offered.insert(id, Instant::now() + LATER);
            return Ok(());
        };
        let (kind, now) = (job.kind(), self.clock.now());
        if full.contains(kind) {
            return Ok(());
        }
        let new = NewJob {
            id: JobId(id),
            kind: kind.to_owned(),
            key: id.to_string(),
            priority: job.priority(),
            run_at: entry.run_at,
            created_at: now,
            payload: Envelope::new(origin.clone(), job).to_json(),
        };
        match self.queue.enqueue(new).await {
            Ok(Enqueued::Added | Enqueued::Present(_)) => {
                let soon = entry.run_at.since(now) < SOON_MS;
                let again = if soon { AGAIN } else { LATER };
                self.offered.insert(id, Instant::now() + again);
            }
            // Its worker died before it could say so here, or an administrator removed it.
            Ok(Enqueued::Finished) => origin.clear(&self.store, id).await?,
            Err(EnqueueError::Full) => {
                tracing::warn!(job.kind = kind, "the queue is full; further jobs are kept");
                full.insert(kind);
            }
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }
}
