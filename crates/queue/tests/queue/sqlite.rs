//! The suite on SQLite, and what is its own.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use codevlive_domain::{clock::Clock, time::Millis};
use codevlive_queue::{Queue, sqlite::SqliteQueue};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{
    clock::SystemClock,
    sample::{KIND, job},
    suite::{Fresh, suite},
};

fn fresh() -> Fresh {
    let folder = TempDir::new().unwrap();
    let queue = open(&folder);
    Fresh {
        one: Arc::new(queue.clone()),
        small: Arc::new(queue.clone().holding_at_most(10)),
        other: Arc::new(queue),
        _keep: Box::new(folder),
    }
}

pub(crate) fn open(folder: &TempDir) -> SqliteQueue {
    SqliteQueue::open(folder.path(), Arc::new(SystemClock)).unwrap()
}

suite!(fresh());

#[tokio::test]
async fn jobs_are_there_after_a_restart() {
    let folder = TempDir::new().unwrap();
    let job = job();
    open(&folder).enqueue(job.clone()).await.unwrap();
    let leases = open(&folder).lease(KIND, 9).await.unwrap();
    assert_eq!(leases.len(), 1);
    assert_eq!(leases[0].id, job.id);
}

/// The system's clock, set forward.
struct Ahead(AtomicI64);

impl Clock for Ahead {
    fn now(&self) -> Millis {
        SystemClock.now().plus(self.0.load(Ordering::SeqCst))
    }

    fn new_id(&self) -> Uuid {
        SystemClock.new_id()
    }
}

#[tokio::test]
async fn a_clock_that_jumps_ends_no_lease() {
    let folder = TempDir::new().unwrap();
    let clock = Arc::new(Ahead(AtomicI64::new(0)));
    let queue = SqliteQueue::open(folder.path(), Arc::clone(&clock) as _).unwrap();
    queue.enqueue(job()).await.unwrap();
    let held = queue.lease(KIND, 9).await.unwrap();
    assert_eq!(held.len(), 1);
    for hours in [1, -1] {
        clock.0.store(hours * 60 * 60 * 1000, Ordering::SeqCst);
        assert_eq!(queue.lease(KIND, 9).await.unwrap(), []);
        assert_eq!(queue.renew(&held).await.unwrap(), [held[0].id]);
    }
}

#[tokio::test]
async fn what_ran_when_the_process_died_is_due_at_the_next_start() {
    let folder = TempDir::new().unwrap();
    let before = open(&folder);
    before.enqueue(job()).await.unwrap();
    let lost = before.lease(KIND, 9).await.unwrap();
    let again = open(&folder).lease(KIND, 9).await.unwrap();
    assert_eq!((again[0].id, again[0].attempt), (lost[0].id, 2));
}
