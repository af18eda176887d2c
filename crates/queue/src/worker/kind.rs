//! Takes jobs of one kind while there are places for them.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures_util::FutureExt;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::Instant,
};

use super::{Handler, NotDone, Shared, Task, finishing::Way, policy::Policy};
use crate::{Next, job::Lease};

/// How long to wait before looking again when there was nothing. A job that is due starts within that.
const PAUSE: Duration = Duration::from_millis(100);

/// How long to wait when the queue did not answer.
const TROUBLE: Duration = Duration::from_millis(500);

pub(super) struct KindWorker {
    shared: Arc<Shared>,
    kind: &'static str,
    policy: Policy,
    handler: Arc<dyn Handler>,
    places: Arc<Semaphore>,
}

impl KindWorker {
    pub(super) fn new(shared: Arc<Shared>, task: Task) -> Self {
        Self {
            shared,
            kind: task.kind,
            places: Arc::new(Semaphore::new(task.policy.concurrency)),
            policy: task.policy,
            handler: task.handler,
        }
    }

    /// Until the worker stops. Never left while jobs are being taken: they would be nobody's until their leases pass.
    pub(super) async fn work(self) {
        let worker = Arc::new(self);
        while let Some(places) = worker.unless_stopping(worker.free_places()).await {
            let pause = worker.take_jobs(places).await;
            // Even a sleep of nothing takes a millisecond.
            if !pause.is_zero()
                && worker
                    .unless_stopping(tokio::time::sleep(pause))
                    .await
                    .is_none()
            {
                break;
            }
        }
    }

    async fn unless_stopping<T>(&self, wait: impl Future<Output = T>) -> Option<T> {
        let mut stopping = self.shared.stopping.clone();
        tokio::select! {
            biased;
            _ = stopping.wait_for(|stopping| *stopping) => None,
            waited = wait => Some(waited),
        }
    }

    /// Fills these places as far as there are jobs; how long to wait before the next look.
    async fn take_jobs(self: &Arc<Self>, places: Vec<OwnedSemaphorePermit>) -> Duration {
        let leases = match self.shared.queue.lease(self.kind, places.len()).await {
            Ok(leases) if leases.is_empty() => return PAUSE,
            Ok(leases) => leases,
            Err(error) => {
                tracing::warn!(%error, job.kind = self.kind, "no jobs could be taken");
                return TROUBLE;
            }
        };
        for (lease, place) in leases.into_iter().zip(places) {
            self.begin(lease, place);
        }
        // With a rate they come one by one.
        self.policy
            .rate
            .map_or(Duration::ZERO, |rate| Duration::from_secs(1) / rate)
    }

    /// One place at least, and all that are free.
    async fn free_places(&self) -> Vec<OwnedSemaphorePermit> {
        let first = Arc::clone(&self.places).acquire_owned().await;
        let mut places = vec![first.expect("the semaphore is never closed")];
        // Jobs that end at the same time make room for one batch, not for one job and then the others.
        tokio::task::yield_now().await;
        // With a rate, one after the other, so that none is leased before its turn.
        while self.policy.rate.is_none()
            && let Ok(place) = Arc::clone(&self.places).try_acquire_owned()
        {
            places.push(place);
        }
        places
    }

    fn begin(self: &Arc<Self>, lease: Lease, place: OwnedSemaphorePermit) {
        let worker = Arc::clone(self);
        let job = lease.clone();
        self.shared.running.begin(lease, || {
            let task = tokio::spawn(async move {
                worker.run(job).await;
                drop(place);
            });
            task.abort_handle()
        });
    }

    async fn run(&self, lease: Lease) {
        let start = Instant::now();
        let outcome = self.outcome(&lease).await;
        let took = start.elapsed();
        let name = match &outcome {
            Ok(()) => "done",
            Err(NotDone::Retry(_)) => "failed",
            Err(NotDone::GiveUp(_)) => "given_up",
        };
        let way = self.shared.finishing.way().await;
        let held = self.shared.running.finish(&lease, || match outcome {
            Ok(()) => way.done(lease.clone()),
            Err(why) => self.failed(way, lease.clone(), why),
        });
        if held {
            metrics::histogram!("codevlive_job_seconds", "kind" => self.kind, "outcome" => name)
                .record(took);
        }
    }

    /// What comes of one try.
    async fn outcome(&self, lease: &Lease) -> Result<(), NotDone> {
        // Its workers died, so nobody said that it failed.
        if lease.attempt > self.policy.tries {
            return Err(NotDone::GiveUp("no worker lived to its end".to_owned()));
        }
        let run = AssertUnwindSafe(self.handler.run(lease)).catch_unwind();
        match tokio::time::timeout(self.policy.timeout, run).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_panic)) => Err(NotDone::Retry("panicked".to_owned())),
            Err(_late) => Err(NotDone::Retry("timed out".to_owned())),
        }
    }

    fn failed(&self, way: Way<'_>, lease: Lease, why: NotDone) {
        let (error, next) = match why {
            NotDone::Retry(error) if lease.attempt < self.policy.tries => {
                let wait = self.policy.backoff.after(lease.attempt).as_millis();
                let wait = i64::try_from(wait).unwrap_or(i64::MAX);
                (error, Next::RetryAt(self.shared.clock.now().plus(wait)))
            }
            NotDone::Retry(error) | NotDone::GiveUp(error) => (error, Next::Dead),
        };
        let dead = next == Next::Dead;
        tracing::warn!(job.id = %lease.id, job.kind = self.kind, job.attempt = lease.attempt, job.dead = dead, %error, "a job failed");
        way.failed(lease, error, next);
    }
}
