//! The jobs that a worker has, and their leases.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::Notify, task::AbortHandle, time::Instant};

use super::Shared;
use crate::{
    LEASE,
    job::{JobId, Lease},
};

/// How often leases are renewed: two renewals may fail before one passes.
const RENEWAL: Duration = LEASE.checked_div(3).expect("three is not zero");

/// The jobs that run now. An entry is ended by its job's end, or by the loss of its lease.
#[derive(Default)]
pub(super) struct Running {
    jobs: Mutex<HashMap<JobId, (Lease, AbortHandle)>>,
    /// One has ended.
    ended: Notify,
}

impl Running {
    /// Starts a job, which can't end before it is known here. If it ran here before and lost its lease, that run is
    /// cut off.
    pub(super) fn begin(&self, lease: Lease, start: impl FnOnce() -> AbortHandle) {
        let mut jobs = self.jobs();
        let abort = start();
        if let Some((_, before)) = jobs.insert(lease.id, (lease, abort)) {
            before.abort();
        }
    }

    /// Ends a job and tells of it, if it is still this worker's; whether it is. Whoever waits for all to be ended
    /// finds that they are told.
    pub(super) fn finish(&self, lease: &Lease, tell: impl FnOnce()) -> bool {
        let mut jobs = self.jobs();
        let held = is_held(&jobs, lease);
        if held {
            jobs.remove(&lease.id);
            tell();
        }
        drop(jobs);
        self.ended.notify_waiters();
        held
    }

    pub(super) fn leases(&self) -> Vec<Lease> {
        self.jobs()
            .values()
            .map(|(lease, _)| lease.clone())
            .collect()
    }

    /// Returns once no job runs.
    pub(super) async fn ended(&self) {
        loop {
            let next = self.ended.notified();
            let mut next = std::pin::pin!(next);
            next.as_mut().enable();
            if self.jobs().is_empty() {
                return;
            }
            next.await;
        }
    }

    /// Cuts all jobs off; they are nobody's now.
    pub(super) fn abort_all(&self) -> Vec<Lease> {
        let jobs = std::mem::take(&mut *self.jobs());
        let aborted = jobs.into_values().map(|(lease, abort)| {
            abort.abort();
            lease
        });
        aborted.collect()
    }

    /// Cuts it off, unless it has a newer lease.
    fn abort(&self, lease: &Lease) {
        let mut jobs = self.jobs();
        if is_held(&jobs, lease)
            && let Some((_, abort)) = jobs.remove(&lease.id)
        {
            abort.abort();
            self.ended.notify_waiters();
        }
    }

    fn jobs(&self) -> MutexGuard<'_, HashMap<JobId, (Lease, AbortHandle)>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_held(jobs: &HashMap<JobId, (Lease, AbortHandle)>, lease: &Lease) -> bool {
    jobs.get(&lease.id).is_some_and(|(held, _)| {
        // On Redis the token stays when a worker is given its own job again.
        held.token == lease.token && held.attempt == lease.attempt
    })
}

/// Renews the leases of what runs. Jobs whose lease is lost are cut off: they were removed, or are another's.
pub(super) async fn renew_leases(shared: Arc<Shared>) {
    let mut next = Instant::now() + RENEWAL;
    loop {
        tokio::time::sleep_until(next).await;
        next = Instant::now() + RENEWAL;
        let leases = shared.running.leases();
        if leases.is_empty() {
            continue;
        }
        match shared.queue.renew(&leases).await {
            Ok(held) => {
                for lost in leases.iter().filter(|lease| !held.contains(&lease.id)) {
                    tracing::info!(job.id = %lost.id, job.kind = lost.kind, "its lease is lost");
                    shared.running.abort(lost);
                }
            }
            // At least once: what runs goes on. If its lease passes meanwhile, it is done twice.
            Err(error) => tracing::warn!(%error, "leases could not be renewed"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lease(attempt: u32) -> Lease {
        Lease {
            id: JobId(uuid::Uuid::nil()),
            kind: "sample".to_owned(),
            payload: String::new(),
            key: String::new(),
            attempt,
            token: "1:1-0".to_owned(),
        }
    }

    #[tokio::test]
    async fn a_worker_that_gets_its_own_job_again_runs_it_once() {
        let running = Running::default();
        let before = tokio::spawn(std::future::pending::<()>());
        let after = tokio::spawn(std::future::pending::<()>());
        running.begin(lease(1), || before.abort_handle());
        running.begin(lease(2), || after.abort_handle());
        assert!(before.await.is_err_and(|error| error.is_cancelled()));
        // What was found out of the lease before says nothing of this one.
        running.abort(&lease(1));
        assert!(!running.finish(&lease(1), || panic!("it is not told")));
        assert_eq!(running.leases(), [lease(2)]);
        let mut told = false;
        assert!(running.finish(&lease(2), || told = true));
        assert!(told && running.leases().is_empty() && !after.is_finished());
        running.ended().await;
    }
}
