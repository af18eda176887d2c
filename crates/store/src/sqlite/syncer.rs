//! A thread that makes what was written durable: one for the journal, one for the database.

use std::{
    io,
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use tokio::sync::oneshot;

use super::{condition::Condition, pace::Pace};
use crate::health::Health;

/// Whoever waits for one write to be durable.
pub(super) type Waiting = oneshot::Sender<Result<(), String>>;

/// So many who waited for one sync are many: more will come.
const MANY: usize = 4;

/// Syncs once for all writes so far, while later ones pile up for the next time. Dropping it waits for the
/// last sync.
pub(super) struct Syncer {
    /// Not bounded, for who appends must not wait; rooms let only so many appends be without a sync.
    commits: Option<Sender<Vec<Waiting>>>,
    thread: Option<JoinHandle<()>>,
}

impl Syncer {
    /// Starts the thread; `sync` makes everything durable that was written before the call.
    pub(super) fn start(
        sync: impl Fn() -> io::Result<()> + Send + 'static,
        every: Duration,
        condition: Arc<Condition>,
    ) -> io::Result<Self> {
        let (commits, waiting) = channel();
        let thread = thread::Builder::new()
            .name("store-sync".into())
            .spawn(move || run(&sync, Pace::new(every), &waiting, &condition))?;
        Ok(Self {
            commits: Some(commits),
            thread: Some(thread),
        })
    }

    /// Takes over those who wait for what has just been written.
    pub(super) fn written(&self, waiting: Vec<Waiting>) {
        if let Some(commits) = &self.commits {
            // If the thread is gone, so are the senders of whoever waits: they are told by that.
            let _ = commits.send(waiting);
        }
    }
}

impl Drop for Syncer {
    fn drop(&mut self) {
        self.commits = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(
    sync: &impl Fn() -> io::Result<()>,
    mut pace: Pace,
    commits: &Receiver<Vec<Waiting>>,
    condition: &Condition,
) {
    let mut last = 0;
    while let Ok(mut waiting) = commits.recv() {
        // One who works alone is not kept waiting.
        if last >= MANY {
            pace.wait();
        }
        waiting.extend(commits.try_iter().flatten());
        last = waiting.len();
        let outcome = sync_unless_failed(sync, condition);
        for one in waiting {
            // Nobody has to wait for what they appended.
            let _ = one.send(outcome.clone());
        }
    }
}

fn sync_unless_failed(
    sync: &impl Fn() -> io::Result<()>,
    condition: &Condition,
) -> Result<(), String> {
    condition.writable().map_err(|error| error.0)?;
    let start = Instant::now();
    if let Err(error) = sync() {
        condition.fail(format!("sync: {error}"));
    }
    metrics::histogram!("codevlive_store_sync_seconds").record(start.elapsed());
    // Not the outcome of this sync alone: a checkpoint's may have failed meanwhile.
    condition.writable().map_err(|error| error.0)?;
    condition.report();
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc::sync_channel,
    };

    use super::*;
    use crate::log::Durable;

    fn wait(syncer: &Syncer) -> Durable {
        let (waiting, durable) = Durable::pair();
        syncer.written(vec![waiting]);
        durable
    }

    #[tokio::test]
    async fn after_a_failed_sync_nothing_is_durable_again() {
        let condition = Arc::new(Condition::default());
        let calls = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&calls);
        let sync = move || match counter.fetch_add(1, Ordering::SeqCst) {
            1 => Err(io::Error::other("the disk is gone")),
            _ => Ok(()),
        };
        let syncer = Syncer::start(sync, Duration::ZERO, Arc::clone(&condition)).unwrap();

        wait(&syncer).await.unwrap();
        wait(&syncer).await.unwrap_err();
        assert!(condition.writable().is_err());
        wait(&syncer).await.unwrap_err();
        assert_eq!(
            calls.load(Ordering::SeqCst),
            2,
            "a later sync would have called it durable"
        );
    }

    #[tokio::test]
    async fn one_sync_covers_all_that_wait() {
        let (release, gate) = sync_channel::<()>(0);
        let calls = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&calls);
        let sync = move || {
            counter.fetch_add(1, Ordering::SeqCst);
            gate.recv().map_err(io::Error::other)
        };
        let syncer = Syncer::start(sync, Duration::ZERO, Arc::default()).unwrap();

        let first = wait(&syncer);
        release.send(()).unwrap();
        first.await.unwrap();
        let second = wait(&syncer);
        while calls.load(Ordering::SeqCst) < 2 {
            tokio::task::yield_now().await;
        }
        let rest: Vec<_> = (0..100).map(|_| wait(&syncer)).collect();
        release.send(()).unwrap();
        second.await.unwrap();
        release.send(()).unwrap();
        for durable in rest {
            durable.await.unwrap();
        }
        assert_eq!(calls.load(Ordering::SeqCst), 3);
    }
}
