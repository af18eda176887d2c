//! Keeps the WAL short, without making writers wait for the disk.
//!
//! SQLite starts the WAL over only if all of it was moved at a moment when nothing was added, so the last
//! step has to be the writer's own. What takes long is done beforehand by a thread: it moves all pages there
//! are (a passive checkpoint lets writes go on) and syncs the database file. What is left for the writer are the
//! pages of the moments since.

use std::{
    fs::File,
    io,
    sync::{
        Arc,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread::{self, JoinHandle},
    time::Instant,
};

use rusqlite::Connection;

use super::condition::Condition;

/// How much of the WAL there is, in pages.
#[derive(Clone, Copy, Debug)]
struct Wal {
    length: u32,
    moved: u32,
}

/// The writer's end.
pub(super) struct Checkpointer {
    limit: u32,
    /// The length when it was moved last. If a reader kept the WAL from starting over, it grows on from
    /// there, and trying again at every look would be in vain.
    moved_at: u32,
    condition: Arc<Condition>,
    copying: bool,
    copy: Option<SyncSender<()>>,
    copied: Receiver<()>,
    thread: Option<JoinHandle<()>>,
}

impl Checkpointer {
    /// Starts the thread on a connection of its own; `database` is the database file.
    pub(super) fn start(
        connection: Connection,
        database: &'static File,
        limit: u32,
        condition: Arc<Condition>,
    ) -> io::Result<Self> {
        let (copy, orders) = sync_channel(1);
        let (done, copied) = sync_channel(1);
        let judge = Arc::clone(&condition);
        let work = move || {
            while orders.recv().is_ok() {
                copy_all(&connection, database, &judge);
                // The writer left: nobody needs to know.
                let _ = done.send(());
            }
        };
        let thread = thread::Builder::new()
            .name("store-checkpoint".into())
            .spawn(work)?;
        Ok(Self {
            limit,
            moved_at: 0,
            condition,
            copying: false,
            copy: Some(copy),
            copied,
            thread: Some(thread),
        })
    }

    /// Called by the writer between two transactions.
    pub(super) fn after_commit(&mut self, connection: &Connection) {
        if self.copying {
            if self.copied.try_recv().is_ok() {
                self.copying = false;
                self.finish(connection);
            }
            return;
        }
        self.look(connection);
    }

    fn look(&mut self, connection: &Connection) {
        let Ok(wal) = checkpoint(connection, "NOOP") else {
            return;
        };
        metrics::gauge!("codevlive_store_wal_pages").set(wal.length);
        if wal.length < self.moved_at {
            self.moved_at = 0;
        }
        if wal.length >= self.limit.max(self.moved_at.saturating_add(self.limit / 4)) {
            self.copying = self.copy.as_ref().is_some_and(|copy| copy.send(()).is_ok());
        }
    }

    fn finish(&mut self, connection: &Connection) {
        let start = Instant::now();
        match checkpoint(connection, "PASSIVE") {
            Ok(wal) => {
                self.moved_at = wal.length;
                metrics::histogram!("codevlive_store_checkpoint_seconds").record(start.elapsed());
                tracing::debug!(wal.pages = wal.length, wal.moved = wal.moved, "checkpoint");
            }
            Err(error) => report(&error, &self.condition),
        }
    }
}

impl Drop for Checkpointer {
    fn drop(&mut self) {
        self.copy = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Moves what is in the WAL into the database file, as far as no reader is in the way.
pub(super) fn checkpoint_all(connection: &Connection) -> rusqlite::Result<()> {
    checkpoint(connection, "PASSIVE").map(drop)
}

fn copy_all(connection: &Connection, database: &File, condition: &Condition) {
    if let Err(error) = checkpoint(connection, "PASSIVE") {
        report(&error, condition);
    } else if let Err(error) = database.sync_data() {
        condition.fail(format!("sync: {error}"));
    }
}

fn checkpoint(connection: &Connection, mode: &str) -> rusqlite::Result<Wal> {
    connection
        .prepare_cached(&format!("PRAGMA wal_checkpoint({mode})"))?
        .query_row([], |row| {
            Ok(Wal {
                length: row.get(1)?,
                moved: row.get(2)?,
            })
        })
}

/// A full disk, mostly: the WAL keeps what could not be moved, and the next look tries again.
fn report(error: &rusqlite::Error, condition: &Condition) {
    tracing::warn!(store.error = %error, "the WAL could not be moved to the database file");
    condition.judge(error);
}
