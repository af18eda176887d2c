//! The jobs of this process: the relay that hands them to the queue, and the worker that does them.

use std::{sync::Arc, time::Duration};

use codevlive_domain::clock::Clock;
use codevlive_jobs::{
    doing::Doing,
    mail::Mailer,
    outbox::{Wake, relay},
    retention,
    room_notices::RoomNotices,
    summaries,
};
use codevlive_queue::{Queue, worker::Worker};
use codevlive_store::Store;
use tokio::task::JoinHandle;

/// How long jobs that run have to finish, once the process was told to stop. What takes longer is done by another
/// worker, or after the next start.
const GRACE: Duration = Duration::from_secs(5);

/// What the work needs.
pub(crate) struct Parts {
    pub(crate) store: Store,
    pub(crate) queue: Arc<dyn Queue>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) mailer: Mailer,
    pub(crate) wake: Wake,
}

/// What goes on beside requests.
pub(crate) struct Work {
    relay: JoinHandle<()>,
    /// None without the role `worker`.
    worker: Option<Worker>,
    /// The same.
    retention: Option<JoinHandle<()>>,
    /// The same.
    summaries: Option<JoinHandle<()>>,
}

impl Work {
    /// Starts; does jobs only if this process is a worker.
    pub(crate) fn start(parts: Parts, is_worker: bool) -> Self {
        let Parts {
            store,
            queue,
            clock,
            mailer,
            wake,
        } = parts;
        let retention =
            is_worker.then(|| tokio::spawn(retention::run(store.clone(), Arc::clone(&clock))));
        let summaries = is_worker.then(|| {
            let notices = RoomNotices::new(store.clone(), Arc::clone(&clock), wake.clone());
            tokio::spawn(summaries::run(store.clone(), notices))
        });
        let worker = is_worker.then(|| {
            let doing = Doing::new(
                store.clone(),
                mailer,
                Arc::clone(&clock),
                codevlive_live::blank,
                wake.clone(),
            );
            let tasks = doing.tasks();
            Worker::start(Arc::clone(&queue), Arc::clone(&clock), tasks)
        });
        let relay = tokio::spawn(relay(store, queue, clock, wake));
        Self {
            relay,
            worker,
            retention,
            summaries,
        }
    }

    /// Finishes what runs, as far as it is quick.
    pub(crate) async fn stop(self) {
        for upkeep in [self.retention, self.summaries].into_iter().flatten() {
            upkeep.abort();
        }
        if let Some(worker) = self.worker {
            worker.stop(GRACE).await;
        }
        self.relay.abort();
    }
}
