//! The durable queue: jobs that outlive the process that asked for them. It knows no job's meaning.
//!
//! [`Queue`] is what an engine offers, and the conformance suite says what each owes: [`sqlite`] for one machine,
//! [`redis`] (Streams) for many. A [`worker::Worker`] takes jobs from either, and runs them.

pub mod job;
pub mod redis;
pub mod sqlite;
pub mod worker;

use std::time::Duration;

use async_trait::async_trait;
use codevlive_domain::time::Millis;
use job::{Counts, Enqueued, JobId, JobRecord, Lease, Listing, NewJob};

/// For how long a worker has a job without renewing its lease. A job whose worker died is another's within twice
/// that (promised: 10 s).
pub const LEASE: Duration = Duration::from_secs(5);

/// The engine could not do what was asked: it is away, full or damaged.
#[derive(Debug, thiserror::Error)]
#[error("queue unavailable: {0}")]
pub struct Unavailable(pub String);

/// Why a job was not taken.
#[derive(Debug, thiserror::Error)]
pub enum EnqueueError {
    /// So many jobs of the kind are held that more are not taken (back-pressure): come back later.
    #[error("too many jobs wait")]
    Full,
    /// See [`Unavailable`].
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// What becomes of a job that was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// It is tried again, not before that time.
    RetryAt(Millis),
    /// It goes to the dead letters, where a person decides.
    Dead,
    /// It is as if it had not been tried: its worker stops.
    Release,
}

/// A durable queue. At least once: a job whose worker dies is leased again when its lease has passed.
#[async_trait]
pub trait Queue: Send + Sync {
    /// Adds a job, unless one of its key is held, or was finished in the last [`job::REMEMBERED`].
    async fn enqueue(&self, job: NewJob) -> Result<Enqueued, EnqueueError>;

    /// Takes up to `count` jobs of a kind that are due, those of higher priority first, and then the older.
    async fn lease(&self, kind: &str, count: usize) -> Result<Vec<Lease>, Unavailable>;

    /// Keeps leases from passing; answers those that are still held. A job that is not among them was removed,
    /// or another worker has it.
    async fn renew(&self, leases: &[Lease]) -> Result<Vec<JobId>, Unavailable>;

    /// These are done, and forgotten but for their keys.
    async fn complete(&self, leases: &[Lease]) -> Result<(), Unavailable>;

    /// This one was not done, and why. Of no effect if the lease is not held any more.
    async fn fail(&self, lease: &Lease, error: &str, next: Next) -> Result<(), Unavailable>;

    /// Removes a job in whatever state; whether there was one. The worker that runs it learns of it with its next
    /// renewal.
    async fn remove(&self, id: JobId) -> Result<bool, Unavailable>;

    /// A dead or delayed job is due now, with all its tries before it; whether there was one.
    async fn retry(&self, id: JobId) -> Result<bool, Unavailable>;

    /// Jobs of a state, oldest first.
    async fn list(&self, listing: Listing) -> Result<Vec<JobRecord>, Unavailable>;

    /// How many jobs of each kind there are in each state.
    async fn counts(&self) -> Result<Vec<Counts>, Unavailable>;
}
