//! The queue on SQLite: a table of jobs, each with the time until which a worker has it. For one process, so leases are
//! by its own monotonic time, and no jump of the system's clock ends them; those of the process before are ended when
//! the file is opened.
//!
//! In a file of its own beside the store's, so that a burst of jobs delays no keystroke. Every write is durable when
//! it returns (`synchronous=FULL`).

mod queries;
mod rows;

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use async_trait::async_trait;
use codevlive_domain::{clock::Clock, time::Millis};
use rusqlite::{Connection, TransactionBehavior};

use crate::{
    EnqueueError, Next, Queue, Unavailable,
    job::{Counts, Enqueued, JobId, JobRecord, Lease, Listing, NewJob},
};

/// How many jobs of a kind are due or run at most, unless told otherwise: further ones are refused.
pub const MOST: u64 = 100_000;

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS jobs (
        id BLOB PRIMARY KEY,
        kind TEXT NOT NULL,
        payload TEXT NOT NULL,
        key TEXT NOT NULL UNIQUE,
        priority INTEGER NOT NULL,
        state INTEGER NOT NULL,
        run_at INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        leases INTEGER NOT NULL DEFAULT 0,
        lease_until INTEGER,
        error TEXT,
        created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS jobs_due ON jobs (kind, state, priority, run_at, id);
    CREATE INDEX IF NOT EXISTS jobs_leased ON jobs (lease_until) WHERE lease_until IS NOT NULL;
    CREATE TABLE IF NOT EXISTS finished (
        key TEXT PRIMARY KEY,
        until INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS finished_until ON finished (until);
";

/// The queue in one file. Clones are the same.
#[derive(Clone)]
pub struct SqliteQueue {
    connection: Arc<Mutex<Connection>>,
    clock: Arc<dyn Clock>,
    opened: Instant,
    most: u64,
}

/// When an operation happens.
#[derive(Clone, Copy)]
struct Now {
    /// By the system's clock: for when jobs are due.
    time: Millis,
    /// Milliseconds since the file was opened: for leases.
    running: i64,
}

impl SqliteQueue {
    /// Opens or makes the file `queue.db` in that folder. Must be the only one to use it.
    pub fn open(folder: &Path, clock: Arc<dyn Clock>) -> Result<Self, Unavailable> {
        let connection = Connection::open(folder.join("queue.db"))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.execute_batch(SCHEMA)?;
        queries::end_all_leases(&connection)?;
        Ok(Self {
            connection: Arc::new(Mutex::new(connection)),
            clock,
            opened: Instant::now(),
            most: MOST,
        })
    }

    /// The same, holding so many jobs of a kind at most.
    #[must_use]
    pub fn holding_at_most(self, most: u64) -> Self {
        Self { most, ..self }
    }

    /// Runs `work` in one transaction, beside the threads that serve.
    async fn transact<T, F>(&self, work: F) -> Result<T, Unavailable>
    where
        T: Send + 'static,
        F: FnOnce(&Connection, Now) -> rusqlite::Result<T> + Send + 'static,
    {
        let connection = Arc::clone(&self.connection);
        let now = Now {
            time: self.clock.now(),
            running: i64::try_from(self.opened.elapsed().as_millis()).unwrap_or(i64::MAX),
        };
        let transaction = move || -> rusqlite::Result<T> {
            let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let result = work(&transaction, now)?;
            transaction.commit()?;
            Ok(result)
        };
        let done = tokio::task::spawn_blocking(transaction).await;
        Ok(done.map_err(|error| Unavailable(error.to_string()))??)
    }
}

impl From<rusqlite::Error> for Unavailable {
    fn from(error: rusqlite::Error) -> Self {
        Self(format!("sqlite: {error}"))
    }
}

#[async_trait]
impl Queue for SqliteQueue {
    async fn enqueue(&self, job: NewJob) -> Result<Enqueued, EnqueueError> {
        let most = self.most;
        let added =
            self.transact(move |connection, now| queries::enqueue(connection, &job, most, now));
        added.await?.ok_or(EnqueueError::Full)
    }

    async fn lease(&self, kind: &str, count: usize) -> Result<Vec<Lease>, Unavailable> {
        let kind = kind.to_owned();
        self.transact(move |connection, now| queries::lease(connection, &kind, count, now))
            .await
    }

    async fn renew(&self, leases: &[Lease]) -> Result<Vec<JobId>, Unavailable> {
        let leases = leases.to_vec();
        self.transact(move |connection, now| queries::renew(connection, &leases, now))
            .await
    }

    async fn complete(&self, leases: &[Lease]) -> Result<(), Unavailable> {
        let leases = leases.to_vec();
        self.transact(move |connection, now| queries::complete(connection, &leases, now))
            .await
    }

    async fn fail(&self, lease: &Lease, error: &str, next: Next) -> Result<(), Unavailable> {
        let (lease, error) = (lease.clone(), error.to_owned());
        self.transact(move |connection, now| queries::fail(connection, &lease, &error, next, now))
            .await
    }

    async fn remove(&self, id: JobId) -> Result<bool, Unavailable> {
        self.transact(move |connection, now| queries::remove(connection, id, now))
            .await
    }

    async fn retry(&self, id: JobId) -> Result<bool, Unavailable> {
        self.transact(move |connection, now| queries::retry(connection, id, now))
            .await
    }

    async fn list(&self, listing: Listing) -> Result<Vec<JobRecord>, Unavailable> {
        self.transact(move |connection, now| rows::list(connection, &listing, now))
            .await
    }

    async fn counts(&self) -> Result<Vec<Counts>, Unavailable> {
        self.transact(rows::counts).await
    }
}
