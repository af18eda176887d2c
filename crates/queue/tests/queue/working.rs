//! What a worker does.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use codevlive_domain::{clock::Clock, time::Millis};
use codevlive_queue::{
    EnqueueError, Next, Queue, Unavailable,
    job::{Counts, Enqueued, JobId, JobRecord, Lease, Listing, NewJob, State},
    sqlite::SqliteQueue,
    worker::{
        Handler, NotDone, Task, Worker,
        policy::{Backoff, Policy},
    },
};
use tempfile::TempDir;
use tokio::sync::Semaphore;

use crate::{
    clock::SystemClock,
    sample::{KIND, all, delayed, job},
    sqlite::open,
};

/// Long enough for anything here.
const PATIENCE: Duration = Duration::from_secs(20);

type Outcome = Box<dyn Fn(&Lease) -> Result<(), NotDone> + Send + Sync>;

/// Notes each try, waits for leave if it has to, and answers what it was told to.
struct Noting {
    outcome: Outcome,
    /// None at once, and all when it is closed.
    leave: Semaphore,
    tries: Mutex<Vec<(JobId, u32, Millis)>>,
    /// How many run now, and the most that did.
    running: Mutex<(usize, usize)>,
}

impl Noting {
    fn new(outcome: impl Fn(&Lease) -> Result<(), NotDone> + Send + Sync + 'static) -> Arc<Self> {
        let noting = Self::waiting(outcome);
        noting.leave.close();
        noting
    }

    fn waiting(
        outcome: impl Fn(&Lease) -> Result<(), NotDone> + Send + Sync + 'static,
    ) -> Arc<Self> {
        Arc::new(Self {
            outcome: Box::new(outcome),
            leave: Semaphore::new(0),
            tries: Mutex::default(),
            running: Mutex::default(),
        })
    }

    fn tries(&self) -> Vec<(JobId, u32, Millis)> {
        self.tries.lock().unwrap().clone()
    }

    async fn tried(&self, times: usize) {
        let enough = async {
            while self.tries().len() < times {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(PATIENCE, enough)
            .await
            .expect("it is tried so often");
    }
}

#[async_trait]
impl Handler for Noting {
    async fn run(&self, job: &Lease) -> Result<(), NotDone> {
        self.tries
            .lock()
            .unwrap()
            .push((job.id, job.attempt, SystemClock.now()));
        {
            let mut running = self.running.lock().unwrap();
            running.0 += 1;
            running.1 = running.1.max(running.0);
        }
        let _ = self.leave.acquire().await;
        self.running.lock().unwrap().0 -= 1;
        (self.outcome)(job)
    }
}

fn quick() -> Policy {
    Policy {
        backoff: Backoff {
            first: Duration::from_millis(10),
            factor: 2,
            longest: Duration::from_secs(1),
        },
        ..Policy::default()
    }
}

struct Works {
    queue: Arc<SqliteQueue>,
    worker: Worker,
    _folder: TempDir,
}

impl Works {
    async fn add(&self, job: NewJob) -> JobId {
        let id = job.id;
        self.queue.enqueue(job).await.unwrap();
        id
    }

    async fn count(&self, state: State) -> usize {
        self.queue.list(all(state)).await.unwrap().len()
    }

    async fn until_empty(&self) {
        let empty = async {
            for state in State::ALL {
                while self.count(state).await > 0 {
                    tokio::time::sleep(Duration::from_millis(10)).await;
                }
            }
        };
        tokio::time::timeout(PATIENCE, empty)
            .await
            .expect("all is done");
    }
}

fn work(policy: Policy, handler: Arc<Noting>) -> Works {
    let folder = TempDir::new().unwrap();
    let queue = Arc::new(open(&folder));
    let task = Task {
        kind: KIND,
        policy,
        handler,
    };
    let worker = Worker::start(Arc::clone(&queue) as _, Arc::new(SystemClock), vec![task]);
    Works {
        queue,
        worker,
        _folder: folder,
    }
}

fn retry(_: &Lease) -> Result<(), NotDone> {
    Err(NotDone::Retry("no luck".to_owned()))
}

#[tokio::test]
async fn a_job_that_always_fails_is_tried_five_times_and_then_dead() {
    let noting = Noting::new(retry);
    let works = work(quick(), Arc::clone(&noting));
    let id = works.add(job()).await;
    noting.tried(5).await;
    while works.count(State::Dead).await == 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    let tries: Vec<_> = noting
        .tries()
        .iter()
        .map(|(id, attempt, _)| (*id, *attempt))
        .collect();
    assert_eq!(tries, [1, 2, 3, 4, 5].map(|attempt| (id, attempt)));
    let dead = works.queue.list(all(State::Dead)).await.unwrap();
    assert_eq!(dead[0].error.as_deref(), Some("no luck"));
}

#[tokio::test]
async fn what_is_hopeless_is_tried_once() {
    let noting = Noting::new(|_| Err(NotDone::GiveUp("no such address".to_owned())));
    let works = work(quick(), Arc::clone(&noting));
    works.add(job()).await;
    while works.count(State::Dead).await == 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(noting.tries().len(), 1);
}

#[tokio::test]
async fn what_panics_or_takes_too_long_has_failed() {
    for (wrong, policy) in [
        ("panicked", quick()),
        (
            "timed out",
            Policy {
                timeout: Duration::from_millis(50),
                ..quick()
            },
        ),
    ] {
        let noting = match wrong {
            "panicked" => Noting::new(|_| panic!("on purpose")),
            _ => Noting::waiting(|_| Ok(())),
        };
        let works = work(policy, noting);
        works.add(job()).await;
        while works.count(State::Dead).await == 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let dead = works.queue.list(all(State::Dead)).await.unwrap();
        assert_eq!(
            (dead[0].error.as_deref(), dead[0].attempts),
            (Some(wrong), 5)
        );
    }
}

#[tokio::test]
async fn no_more_run_at_once_than_may() {
    let noting = Noting::waiting(|_| Ok(()));
    let works = work(
        Policy {
            concurrency: 3,
            ..quick()
        },
        Arc::clone(&noting),
    );
    for _ in 0..10 {
        works.add(job()).await;
    }
    noting.tried(3).await;
    noting.leave.close();
    works.until_empty().await;
    assert_eq!(noting.running.lock().unwrap().1, 3);
    assert_eq!(noting.tries().len(), 10);
}

#[tokio::test]
async fn no_more_begin_in_a_second_than_may() {
    let noting = Noting::new(|_| Ok(()));
    let works = work(
        Policy {
            rate: Some(20),
            ..quick()
        },
        Arc::clone(&noting),
    );
    for _ in 0..10 {
        works.add(job()).await;
    }
    works.until_empty().await;
    let tries = noting.tries();
    let took = tries[9].2.since(tries[0].2);
    assert!(took >= 450, "ten in {took} ms");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_delayed_jobs_begin_in_time_and_never_early() {
    let noting = Noting::new(|_| Ok(()));
    let works = work(
        Policy {
            concurrency: 50,
            ..quick()
        },
        Arc::clone(&noting),
    );
    let mut due = std::collections::HashMap::new();
    for _ in 0..50 {
        let job = delayed(3_000);
        due.insert(job.id, job.run_at);
        works.add(job).await;
    }
    noting.tried(50).await;
    for (id, _, at) in noting.tries() {
        let late = at.since(due[&id]);
        assert!((0..=500).contains(&late), "{late} ms");
    }
}

#[tokio::test]
async fn a_removed_job_is_cut_off() {
    let noting = Noting::waiting(|_| Ok(()));
    let works = work(quick(), Arc::clone(&noting));
    let id = works.add(job()).await;
    noting.tried(1).await;
    assert!(works.queue.remove(id).await.unwrap());
    let cut_off = async {
        while !works.worker.running().is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(3), cut_off)
        .await
        .expect("cut off");
}

#[tokio::test]
async fn a_worker_that_stops_waits_for_what_runs() {
    let noting = Noting::waiting(|_| Ok(()));
    let works = work(quick(), Arc::clone(&noting));
    works.add(job()).await;
    noting.tried(1).await;
    let stopped = tokio::spawn(works.worker.stop(PATIENCE));
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(!stopped.is_finished());
    noting.leave.close();
    stopped.await.unwrap();
    for state in State::ALL {
        assert_eq!(works.queue.list(all(state)).await.unwrap(), []);
    }
}

#[tokio::test]
async fn a_worker_that_can_wait_no_longer_gives_back_what_runs() {
    let noting = Noting::waiting(|_| Ok(()));
    let works = work(quick(), Arc::clone(&noting));
    let id = works.add(job()).await;
    noting.tried(1).await;
    works.worker.stop(Duration::from_millis(50)).await;
    let again = works.queue.lease(KIND, 1).await.unwrap();
    assert_eq!((again[0].id, again[0].attempt), (id, 1));
}

/// Hands out no end of jobs and then does not answer.
#[derive(Default)]
struct Away {
    handed_out: AtomicUsize,
}

#[async_trait]
impl Queue for Away {
    async fn enqueue(&self, _: NewJob) -> Result<Enqueued, EnqueueError> {
        Err(away().into())
    }

    async fn lease(&self, _: &str, count: usize) -> Result<Vec<Lease>, Unavailable> {
        self.handed_out.fetch_add(count, Ordering::Relaxed);
        let leases = std::iter::repeat_with(|| {
            let job = job();
            Lease {
                id: job.id,
                kind: job.kind,
                payload: job.payload,
                key: job.key,
                attempt: 1,
                token: String::new(),
            }
        });
        Ok(leases.take(count).collect())
    }

    async fn renew(&self, _: &[Lease]) -> Result<Vec<JobId>, Unavailable> {
        Err(away())
    }

    async fn complete(&self, _: &[Lease]) -> Result<(), Unavailable> {
        Err(away())
    }

    async fn fail(&self, _: &Lease, _: &str, _: Next) -> Result<(), Unavailable> {
        Err(away())
    }

    async fn remove(&self, _: JobId) -> Result<bool, Unavailable> {
        Err(away())
    }

    async fn retry(&self, _: JobId) -> Result<bool, Unavailable> {
        Err(away())
    }

    async fn list(&self, _: Listing) -> Result<Vec<JobRecord>, Unavailable> {
        Err(away())
    }

    async fn counts(&self) -> Result<Vec<Counts>, Unavailable> {
        Err(away())
    }
}

fn away() -> Unavailable {
    Unavailable("away".to_owned())
}

#[tokio::test]
async fn a_worker_stops_also_when_its_queue_is_away_and_many_ends_wait() {
    let queue = Arc::new(Away::default());
    let policy = Policy {
        concurrency: 50,
        ..quick()
    };
    let task = Task {
        kind: KIND,
        policy,
        handler: Noting::new(|_| Ok(())),
    };
    let worker = Worker::start(Arc::clone(&queue) as _, Arc::new(SystemClock), vec![task]);
    let mut before = 0;
    // Until no place gets free any more: what has ended can't be told.
    loop {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let now = queue.handed_out.load(Ordering::Relaxed);
        if now > 0 && now == before {
            break;
        }
        before = now;
    }
    assert_eq!(worker.running().len(), 50);
    tokio::time::timeout(PATIENCE, worker.stop(Duration::from_millis(10)))
        .await
        .expect("it stops");
}
