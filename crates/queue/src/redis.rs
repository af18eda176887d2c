//! The queue on Redis Streams, for many nodes: a stream for each kind and priority, read by one consumer group;
//! what its worker does not renew for the length of a lease another claims (`XAUTOCLAIM`).
//!
//! Each operation is one script, so it happens whole or not at all. Times of leases are those of Redis' own clock.
//! What Redis loses when it is killed is offered again by who asked for it: Redis is never the only copy.
//!
//! ```text
//! job:<id>                 hash: kind, payload, key, priority, attempts, error, created_at, run_at, entry
//! stream:<kind>:<priority> what is due, one entry a job; what workers have is pending in the group `workers`
//! delayed:<kind>           sorted set of ids by the time they are due
//! dead:<kind>              sorted set of ids by the time they were given up
//! key:<key>                the id that has the key; empty, and for a day, once that is finished
//! kinds                    set of kinds
//! ```

mod connection;
mod records;
mod scripts;

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use redis::{FromRedisValue, ScriptInvocation};
use uuid::Uuid;

pub use self::connection::Connect;
use self::{connection::Connection, scripts::SCRIPTS};
use crate::{
    EnqueueError, LEASE, Next, Queue, Unavailable,
    job::{Counts, Enqueued, JobId, JobRecord, Lease, Listing, NewJob, REMEMBERED},
};

/// How many jobs of a kind are due or run at most, unless told otherwise: further ones are refused.
pub const MOST: u64 = 100_000;

/// After how long a worker that has no job and was given none is forgotten. One that lives is known again with its
/// next job.
const FORGOTTEN: Duration = Duration::from_hours(1);

/// How often jobs of dead workers are looked for.
const ORPHANS: Duration = Duration::from_secs(1);

/// The queue on one Redis, for one worker.
pub struct RedisQueue {
    connection: Connection,
    prefix: String,
    worker: String,
    most: u64,
    forgotten: Duration,
    /// When to look for jobs of dead workers again, by kind.
    orphans_at: Mutex<std::collections::HashMap<String, Instant>>,
}

impl RedisQueue {
    /// The queue under `prefix`, for the worker of that name. Two workers at once must have two names; one that
    /// starts again may take its old one. Does not wait for Redis.
    pub fn new(connect: Connect, prefix: &str, worker: &str) -> Self {
        Self {
            connection: Connection::new(connect),
            prefix: prefix.to_owned(),
            worker: worker.to_owned(),
            most: MOST,
            forgotten: FORGOTTEN,
            orphans_at: Mutex::default(),
        }
    }

    /// The same, holding so many jobs of a kind at most.
    #[must_use]
    pub fn holding_at_most(self, most: u64) -> Self {
        Self { most, ..self }
    }

    /// The same, forgetting workers that have no job and were given none for so long.
    #[must_use]
    pub fn forgetting_workers_after(self, forgotten: Duration) -> Self {
        Self { forgotten, ..self }
    }

    async fn run<T: FromRedisValue>(
        &self,
        script: &ScriptInvocation<'_>,
    ) -> Result<T, Unavailable> {
        self.connection.run(script).await
    }

    fn is_time_for_orphans(&self, kind: &str) -> bool {
        let now = Instant::now();
        let mut all = self
            .orphans_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if all.get(kind).is_some_and(|at| *at > now) {
            return false;
        }
        all.insert(kind.to_owned(), now + ORPHANS);
        true
    }
}

/// The rank and the entry that a lease's token is made of.
fn place(lease: &Lease) -> (&str, &str) {
    lease.token.split_once(':').unwrap_or(("", ""))
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[async_trait]
impl Queue for RedisQueue {
    async fn enqueue(&self, job: NewJob) -> Result<Enqueued, EnqueueError> {
        let mut script = SCRIPTS.enqueue.key(&self.prefix);
        script
            .arg(job.id.to_string())
            .arg(job.kind)
            .arg(job.payload)
            .arg(job.key)
            .arg(job.priority as u8)
            .arg(job.run_at.0)
            .arg(job.created_at.0)
            .arg(self.most);
        let answer: String = self.run(&script).await?;
        match answer.as_str() {
            "added" => Ok(Enqueued::Added),
            "finished" => Ok(Enqueued::Finished),
            "full" => Err(EnqueueError::Full),
            id => Ok(Enqueued::Present(records::id(id)?)),
        }
    }

    async fn lease(&self, kind: &str, count: usize) -> Result<Vec<Lease>, Unavailable> {
        let mut script = SCRIPTS.lease.key(&self.prefix);
        script
            .arg(kind)
            .arg(count)
            .arg(&self.worker)
            .arg(millis(LEASE))
            .arg(u8::from(self.is_time_for_orphans(kind)))
            .arg(millis(self.forgotten));
        let leased: Vec<records::Leased> = self.run(&script).await?;
        leased
            .into_iter()
            .map(|leased| records::lease(kind, leased))
            .collect()
    }

    async fn renew(&self, leases: &[Lease]) -> Result<Vec<JobId>, Unavailable> {
        let mut script = SCRIPTS.renew.key(&self.prefix);
        script.arg(&self.worker);
        for lease in leases {
            let (rank, entry) = place(lease);
            script
                .arg(lease.id.to_string())
                .arg(&lease.kind)
                .arg(rank)
                .arg(entry);
        }
        let held: Vec<String> = self.run(&script).await?;
        held.iter().map(|id| records::id(id)).collect()
    }

    async fn complete(&self, leases: &[Lease]) -> Result<(), Unavailable> {
        if leases.is_empty() {
            return Ok(());
        }
        let mut script = SCRIPTS.complete.key(&self.prefix);
        script.arg(REMEMBERED.as_secs());
        for lease in leases {
            let (rank, entry) = place(lease);
            script
                .arg(lease.id.to_string())
                .arg(&lease.kind)
                .arg(rank)
                .arg(entry)
                .arg(&lease.key);
        }
        self.run(&script).await
    }

    async fn fail(&self, lease: &Lease, error: &str, next: Next) -> Result<(), Unavailable> {
        let (rank, entry) = place(lease);
        let (what, at) = match next {
            Next::RetryAt(at) => ("retry", at.0),
            Next::Dead => ("dead", 0),
            Next::Release => ("release", 0),
        };
        let mut script = SCRIPTS.fail.key(&self.prefix);
        script
            .arg(&self.worker)
            .arg(lease.id.to_string())
            .arg(&lease.kind)
            .arg(rank)
            .arg(entry)
            .arg(error)
            .arg(what)
            .arg(at);
        self.run(&script).await
    }

    async fn remove(&self, id: JobId) -> Result<bool, Unavailable> {
        let mut script = SCRIPTS.remove.key(&self.prefix);
        script.arg(id.to_string()).arg(REMEMBERED.as_secs());
        self.run(&script).await
    }

    async fn retry(&self, id: JobId) -> Result<bool, Unavailable> {
        let mut script = SCRIPTS.retry.key(&self.prefix);
        script.arg(id.to_string());
        self.run(&script).await
    }

    async fn list(&self, listing: Listing) -> Result<Vec<JobRecord>, Unavailable> {
        let mut script = SCRIPTS.ids.key(&self.prefix);
        script
            .arg(listing.state.name())
            .arg(listing.kind.as_deref().unwrap_or_default())
            .arg(records::LISTED);
        let ids: Vec<String> = self.run(&script).await?;
        let mut ids = ids
            .iter()
            .map(|id| records::id(id))
            .collect::<Result<Vec<_>, _>>()?;
        let after = listing.after.unwrap_or(JobId(Uuid::nil()));
        ids.retain(|id| *id > after);
        ids.sort_unstable();
        ids.truncate(listing.limit);
        records::read(&self.connection, &self.prefix, &ids, listing.state).await
    }

    async fn counts(&self) -> Result<Vec<Counts>, Unavailable> {
        let script = SCRIPTS.counts.key(&self.prefix);
        let counted: Vec<records::Counted> = self.run(&script).await?;
        Ok(counted.into_iter().map(records::counts).collect())
    }
}
