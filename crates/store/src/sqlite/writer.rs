//! The thread that writes to the database: group commit over all documents, and what comes from the journal.

use std::{
    io,
    sync::Arc,
    thread::{self, JoinHandle},
    time::Instant,
};

use codevlive_domain::{id::RoomId, room::entry::Seq};
use rusqlite::{Connection, OptionalExtension};
use tokio::sync::{mpsc, oneshot};

use super::{
    checkpointer::Checkpointer,
    condition::Condition,
    journal::Files,
    syncer::{Syncer, Waiting},
};
use crate::{Unavailable, health::Health, log::Durable};

/// Writes that may wait for the writer before their callers have to.
const QUEUE: usize = 4_096;

/// Writes that go into one transaction at most, so that the first of them does not wait for ever.
const GROUP: usize = 512;

/// The last seq of a room as it is in the database.
pub(super) fn read_head(connection: &Connection, room: RoomId) -> rusqlite::Result<Seq> {
    connection
        .prepare_cached("SELECT last FROM log WHERE room = ?1 ORDER BY first DESC LIMIT 1")?
        .query_row([room.0.as_bytes()], |row| row.get(0))
        .optional()
        .map(Option::unwrap_or_default)
}

/// One write of a group.
trait Write: Send {
    /// Runs inside the group's transaction; again, if the group had to be rolled back.
    fn run(&mut self, connection: &Connection) -> rusqlite::Result<()>;

    /// It was committed: answers its caller, and hands over who waits for the sync.
    fn committed(self: Box<Self>) -> Waiting;

    /// It was not written.
    fn failed(self: Box<Self>, reason: Unavailable);
}

type Answer<T> = Result<(T, Durable), Unavailable>;

struct Task<T, F> {
    work: F,
    result: Option<T>,
    caller: oneshot::Sender<Answer<T>>,
}

impl<T, F> Write for Task<T, F>
where
    T: Send,
    F: FnMut(&Connection) -> rusqlite::Result<T> + Send,
{
    fn run(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        self.result = Some((self.work)(connection)?);
        Ok(())
    }

    fn committed(self: Box<Self>) -> Waiting {
        let (waiting, durable) = Durable::pair();
        let result = self.result.expect("what is committed has run");
        // A caller who left does not take the write back.
        let _ = self.caller.send(Ok((result, durable)));
        waiting
    }

    fn failed(self: Box<Self>, reason: Unavailable) {
        let _ = self.caller.send(Err(reason));
    }
}

/// The way to the thread. Dropping it waits until everything in the queue is written and synced.
pub(super) struct Writer {
    queue: Option<mpsc::Sender<Box<dyn Write>>>,
    thread: Option<JoinHandle<()>>,
}

/// What the thread works with.
pub(super) struct WriterParts {
    /// The connection that writes.
    pub(super) connection: Connection,
    /// What makes commits durable.
    pub(super) syncer: Syncer,
    /// What keeps the WAL short.
    pub(super) checkpointer: Checkpointer,
    /// What was appended before a write is durable before it.
    pub(super) journal: Arc<Files>,
    /// Whether writes are still taken.
    pub(super) condition: Arc<Condition>,
}

impl Writer {
    /// Starts the thread.
    pub(super) fn start(parts: WriterParts) -> io::Result<Self> {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let mut thread = WriterThread { parts, waiting };
        let thread = thread::Builder::new()
            .name("store-write".into())
            .spawn(move || thread.run())?;
        Ok(Self {
            queue: Some(queue),
            thread: Some(thread),
        })
    }

    /// Runs `work` in the next group; returns once that is committed. `work` may run more than once, and
    /// what it changes outside the database must not matter then. A refusal is a `T`, not an error: an error
    /// rolls back.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        work: impl FnMut(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Answer<T> {
        let (task, answer) = task(work);
        self.queue()?
            .send(task)
            .await
            .map_err(|_closed| stopped())?;
        answer.await.unwrap_or_else(|_closed| Err(stopped()))
    }

    /// The same, for a thread that may wait.
    pub(super) fn write_blocking<T: Send + 'static>(
        &self,
        work: impl FnMut(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Answer<T> {
        let (task, answer) = task(work);
        self.queue()?
            .blocking_send(task)
            .map_err(|_closed| stopped())?;
        answer
            .blocking_recv()
            .unwrap_or_else(|_closed| Err(stopped()))
    }

    fn queue(&self) -> Result<&mpsc::Sender<Box<dyn Write>>, Unavailable> {
        self.queue.as_ref().ok_or_else(stopped)
    }
}

fn task<T: Send + 'static>(
    work: impl FnMut(&Connection) -> rusqlite::Result<T> + Send + 'static,
) -> (Box<dyn Write>, oneshot::Receiver<Answer<T>>) {
    let (caller, answer) = oneshot::channel();
    let result = None;
    let task = Task {
        work,
        result,
        caller,
    };
    (Box::new(task), answer)
}

fn stopped() -> Unavailable {
    Unavailable("the writer has stopped".into())
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct WriterThread {
    parts: WriterParts,
    waiting: mpsc::Receiver<Box<dyn Write>>,
}

impl WriterThread {
    fn run(&mut self) {
        while let Some(first) = self.waiting.blocking_recv() {
            let mut group = vec![first];
            while group.len() < GROUP
                && let Ok(next) = self.waiting.try_recv()
            {
                group.push(next);
            }
            self.write(group);
            self.parts.checkpointer.after_commit(&self.parts.connection);
        }
    }

    fn write(&mut self, mut group: Vec<Box<dyn Write>>) {
        match self.commit(&mut group) {
            Ok(()) => {
                let waiting = group.into_iter().map(<dyn Write>::committed).collect();
                self.parts.syncer.written(waiting);
            }
            // What is wrong with one of them must not fail the others.
            Err(_) if group.len() > 1 => {
                for write in group {
                    self.write(vec![write]);
                }
            }
            Err(reason) => {
                tracing::warn!(store.reason = reason.0, "a write failed");
                for write in group {
                    write.failed(Unavailable(reason.0.clone()));
                }
            }
        }
    }

    fn commit(&mut self, group: &mut [Box<dyn Write>]) -> Result<(), Unavailable> {
        // After a power cut no document may be ahead of what was appended before it.
        let failed = |error| Unavailable(format!("sync: {error}"));
        self.parts.journal.sync().map_err(failed)?;
        // After that, since another's sync may have failed.
        self.parts.condition.writable()?;
        let start = Instant::now();
        if let Err(error) = self.transact(group) {
            self.parts.condition.judge(&error);
            return Err(error.into());
        }
        metrics::histogram!("codevlive_store_commit_seconds").record(start.elapsed());
        metrics::counter!("codevlive_store_writes_total").increment(group.len() as u64);
        Ok(())
    }

    fn transact(&mut self, group: &mut [Box<dyn Write>]) -> rusqlite::Result<()> {
        let connection = &self.parts.connection;
        // A rollback that failed, the last time.
        if !connection.is_autocommit() {
            connection.execute_batch("ROLLBACK")?;
        }
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        let done = group
            .iter_mut()
            .try_for_each(|write| write.run(connection))
            .and_then(|()| connection.prepare_cached("COMMIT")?.execute([]).map(drop));
        // A full disk may have ended the transaction already.
        if done.is_err() && !connection.is_autocommit() {
            connection.execute_batch("ROLLBACK")?;
        }
        done
    }
}

impl Drop for WriterThread {
    fn drop(&mut self) {
        if thread::panicking() {
            self.parts.condition.fail("the writer died".into());
        }
    }
}
