//! The suite on SQLite, and what is its own.

use std::sync::Arc;

use codevlive_queue::{Queue, sqlite::SqliteQueue};
use tempfile::TempDir;

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
