//! How many no-op jobs a second a worker does on Redis: `noop_jobs REDIS_URL COUNT CONCURRENCY PREFIX`.
//!
//! Printed is one line of JSON: jobs enqueued a second, and then, from the worker's start until Redis holds none,
//! jobs consumed a second. `bench/peers/bullmq.mjs` is the same for `BullMQ`.

#![expect(clippy::print_stdout, reason = "a program that measures and prints")]

use std::{
    error::Error,
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};

use async_trait::async_trait;
use codevlive_domain::{clock::Clock, time::Millis};
use codevlive_queue::{
    Queue,
    job::{Enqueued, JobId, Lease, NewJob, Priority},
    redis::{Connect, RedisQueue},
    worker::{Handler, NotDone, Task, Worker, policy::Policy},
};
use futures_util::{StreamExt, TryStreamExt, stream};
use tokio::sync::Semaphore;
use uuid::Uuid;

const KIND: &str = "noop";

/// Jobs being enqueued at a time.
const UNDER_WAY: usize = 1_000;

type Failure = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [url, count, concurrency, prefix] = arguments.as_slice() else {
        return Err("noop_jobs REDIS_URL COUNT CONCURRENCY PREFIX".into());
    };
    let (count, concurrency) = (count.parse()?, concurrency.parse()?);
    // Half of them first, unmeasured, as for BullMQ.
    for (part, count) in [("warm-up", count / 2), ("jobs", count)] {
        let queue = RedisQueue::new(connect(url)?, &format!("{prefix}{part}:"), "worker");
        let queue = Arc::new(queue.holding_at_most(u64::MAX));
        let enqueued = per_second(count, enqueue(&queue, count)).await?;
        let consumed = per_second(count, consume(&queue, count, concurrency)).await?;
        if part == "jobs" {
            println!(r#"{{"enqueued":{enqueued},"consumed":{consumed}}}"#);
        }
    }
    Ok(())
}

fn connect(url: &str) -> Result<Connect, Failure> {
    let client = redis::Client::open(url)?;
    Ok(Box::new(move || {
        let client = client.clone();
        Box::pin(async move { client.get_multiplexed_async_connection().await })
    }))
}

async fn per_second(
    count: u32,
    run: impl Future<Output = Result<(), Failure>>,
) -> Result<f64, Failure> {
    let start = Instant::now();
    run.await?;
    Ok(f64::from(count) / start.elapsed().as_secs_f64())
}

async fn enqueue(queue: &RedisQueue, count: u32) -> Result<(), Failure> {
    stream::iter(0..count)
        .map(|number| async move {
            match queue.enqueue(job(number)).await? {
                Enqueued::Added => Ok(()),
                other => Err(format!("job {number} was not added: {other:?}").into()),
            }
        })
        .buffer_unordered(UNDER_WAY)
        .try_collect()
        .await
}

fn job(number: u32) -> NewJob {
    let id = SystemClock.new_id();
    NewJob {
        id: JobId(id),
        kind: KIND.to_owned(),
        payload: format!(r#"{{"n":{number}}}"#),
        key: id.to_string(),
        priority: Priority::Normal,
        run_at: SystemClock.now(),
        created_at: SystemClock.now(),
    }
}

/// From the worker's start until Redis holds no job.
async fn consume(queue: &Arc<RedisQueue>, count: u32, concurrency: usize) -> Result<(), Failure> {
    let done = Arc::new(Counting(Semaphore::new(0)));
    let task = Task {
        kind: KIND,
        policy: Policy {
            concurrency,
            ..Policy::default()
        },
        handler: Arc::clone(&done) as _,
    };
    let worker = Worker::start(Arc::clone(queue) as _, Arc::new(SystemClock), vec![task]);
    let _all = done.0.acquire_many(count).await?;
    while holds_any(queue).await? {}
    worker.stop(Duration::ZERO).await;
    Ok(())
}

async fn holds_any(queue: &RedisQueue) -> Result<bool, Failure> {
    let counts = queue.counts().await?;
    let dead: u64 = counts.iter().map(|counts| counts.dead).sum();
    if dead > 0 {
        return Err(format!("{dead} jobs failed").into());
    }
    let held = counts
        .iter()
        .map(|counts| counts.waiting + counts.delayed + counts.running);
    Ok(held.sum::<u64>() > 0)
}

/// Does nothing, and counts how often.
struct Counting(Semaphore);

#[async_trait]
impl Handler for Counting {
    async fn run(&self, _job: &Lease) -> Result<(), NotDone> {
        self.0.add_permits(1);
        Ok(())
    }
}

struct SystemClock;

#[expect(
    clippy::disallowed_methods,
    reason = "what enqueues here has no clock to be given"
)]
impl Clock for SystemClock {
    fn now(&self) -> Millis {
        let now = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
        Millis(i64::try_from(now.as_millis()).unwrap_or(i64::MAX))
    }

    fn new_id(&self) -> Uuid {
        Uuid::now_v7()
    }
}
