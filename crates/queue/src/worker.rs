//! Takes jobs from a queue, and runs them: so many at once, so fast, and for so long, by kind.

mod finishing;
mod kind;
pub mod policy;
mod running;
mod sampling;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use codevlive_domain::clock::Clock;
use tokio::{sync::watch, task::JoinSet};

use self::{finishing::Finishing, kind::KindWorker, policy::Policy, running::Running};
use crate::{
    Queue,
    job::{JobId, Lease},
};

/// Why a job was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotDone {
    /// It may go better another time.
    Retry(String),
    /// It never will: to the dead letters.
    GiveUp(String),
}

/// Does the jobs of one kind. The same job may come twice, also at once: doing it again must do no harm.
#[async_trait]
pub trait Handler: Send + Sync {
    /// Does the job.
    async fn run(&self, job: &Lease) -> Result<(), NotDone>;
}

/// What a worker does.
pub struct Task {
    /// Jobs of that kind.
    pub kind: &'static str,
    /// How many, how fast, how long, and what when they fail.
    pub policy: Policy,
    /// By this.
    pub handler: Arc<dyn Handler>,
}

/// What the parts of a worker share.
struct Shared {
    queue: Arc<dyn Queue>,
    clock: Arc<dyn Clock>,
    running: Running,
    finishing: Finishing,
    stopping: watch::Receiver<bool>,
}

/// Jobs being done. Dropped without [`Worker::stop`], what runs is cut off, and done again when its leases pass.
pub struct Worker {
    shared: Arc<Shared>,
    stop: watch::Sender<bool>,
    /// Those that take jobs; ended by `stop`.
    kinds: JoinSet<()>,
    /// All others; ended last.
    tasks: JoinSet<()>,
}

impl Worker {
    /// Starts to work.
    pub fn start(queue: Arc<dyn Queue>, clock: Arc<dyn Clock>, kinds: Vec<Task>) -> Self {
        let (stop, stopping) = watch::channel(false);
        let mut tasks = JoinSet::new();
        let shared = Arc::new(Shared {
            finishing: Finishing::start(Arc::clone(&queue), &mut tasks),
            running: Running::default(),
            queue,
            clock,
            stopping,
        });
        tasks.spawn(running::renew_leases(Arc::clone(&shared)));
        let names = kinds.iter().map(|task| task.kind).collect();
        tasks.spawn(sampling::sample(Arc::clone(&shared.queue), names));
        let kinds = kinds
            .into_iter()
            .map(|task| KindWorker::new(Arc::clone(&shared), task).work())
            .collect();
        Self {
            shared,
            stop,
            kinds,
            tasks,
        }
    }

    /// Takes no more jobs, waits so long for those that run, and gives back those that still do.
    pub async fn stop(mut self, grace: Duration) {
        self.stop.send_replace(true);
        while self.kinds.join_next().await.is_some() {}
        let ended = tokio::time::timeout(grace, self.shared.running.ended()).await;
        let running = match ended {
            Ok(()) => Vec::new(),
            Err(_late) => self.shared.running.abort_all(),
        };
        self.shared.finishing.flushed(running).await;
        self.tasks.shutdown().await;
    }

    /// Which jobs run now.
    pub fn running(&self) -> Vec<JobId> {
        let leases = self.shared.running.leases();
        leases.into_iter().map(|lease| lease.id).collect()
    }
}
