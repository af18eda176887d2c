//! Tells the queue what became of jobs, those that ended together in one call. While the queue does not answer, it is
//! told again: a job that is done and not said to be would be done twice.

use std::{sync::Arc, time::Duration};

use tokio::{
    sync::{mpsc, oneshot},
    task::JoinSet,
};

use crate::{Next, Queue, Unavailable, job::Lease};

/// Ends that may wait to be told.
const WAITING: usize = 1_024;
/// Ends that are told in one call at most.
const TOGETHER: usize = 256;
/// How long to wait when the queue did not answer.
const TROUBLE: Duration = Duration::from_millis(200);
/// How long a worker that stops tries to tell the last ends.
const LAST: Duration = Duration::from_secs(2);

/// How a job ended.
enum End {
    Done(Lease),
    Failed {
        lease: Lease,
        error: String,
        next: Next,
    },
    /// No job: all before it are told.
    Flushed(oneshot::Sender<()>),
}

/// The way to the task that tells the queue.
pub(super) struct Finishing(mpsc::Sender<End>);

impl Finishing {
    pub(super) fn start(queue: Arc<dyn Queue>, tasks: &mut JoinSet<()>) -> Self {
        let (sender, ends) = mpsc::channel(WAITING);
        tasks.spawn(tell(queue, ends));
        Self(sender)
    }

    /// Waits until there is room for one more end.
    pub(super) async fn way(&self) -> Way<'_> {
        // Closed only when the worker is gone.
        Way(self.0.reserve().await.ok())
    }

    /// Gives back what still runs, and returns once that and all ends before are told, or can't be.
    pub(super) async fn flushed(&self, running: Vec<Lease>) {
        let (flushed, all) = oneshot::channel();
        let told = async {
            for lease in running {
                let why = "its worker stopped".to_owned();
                self.way().await.failed(lease, why, Next::Release);
            }
            self.way().await.send(End::Flushed(flushed));
            all.await
        };
        if tokio::time::timeout(LAST, told).await.is_err() {
            tracing::warn!("the queue could not be told which jobs ended; they are done again");
        }
    }
}

/// Room for one end, which is sent without waiting.
pub(super) struct Way<'a>(Option<mpsc::Permit<'a, End>>);

impl Way<'_> {
    pub(super) fn done(self, lease: Lease) {
        self.send(End::Done(lease));
    }

    pub(super) fn failed(self, lease: Lease, error: String, next: Next) {
        self.send(End::Failed { lease, error, next });
    }

    fn send(self, end: End) {
        if let Some(permit) = self.0 {
            permit.send(end);
        }
    }
}

async fn tell(queue: Arc<dyn Queue>, mut ends: mpsc::Receiver<End>) {
    let mut together = Vec::new();
    while let Some(first) = ends.recv().await {
        together.push(first);
        // Those that end at the same time are told together.
        tokio::task::yield_now().await;
        while together.len() < TOGETHER
            && let Ok(end) = ends.try_recv()
        {
            together.push(end);
        }
        let mut done = Vec::new();
        let mut others = Vec::new();
        for end in together.drain(..) {
            match end {
                End::Done(lease) => done.push(lease),
                other => others.push(other),
            }
        }
        if !done.is_empty() {
            until_told(|| queue.complete(&done)).await;
        }
        for end in others {
            match end {
                End::Failed { lease, error, next } => {
                    until_told(|| queue.fail(&lease, &error, next)).await;
                }
                End::Flushed(flushed) => drop(flushed.send(())),
                End::Done(_) => unreachable!("they are told by now"),
            }
        }
    }
}

async fn until_told<F>(call: impl Fn() -> F)
where
    F: Future<Output = Result<(), Unavailable>>,
{
    while let Err(error) = call().await {
        tracing::warn!(%error, "the queue could not be told what became of jobs");
        tokio::time::sleep(TROUBLE).await;
    }
}
