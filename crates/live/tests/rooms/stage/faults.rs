//! A store whose log can be made to fail.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use async_trait::async_trait;
use codevlive_domain::{
    id::RoomId,
    room::entry::{Entry, Seq},
};
use codevlive_store::{
    Store, Unavailable,
    log::{AppendError, Checkpoint, Durable, Redaction, RoomLog},
};

/// What fails now.
pub(crate) struct Faults {
    log: Arc<dyn RoomLog>,
    /// Appends fail.
    pub(crate) appends: AtomicBool,
    /// Reads fail.
    pub(crate) reads: AtomicBool,
    /// What is appended never becomes durable.
    pub(crate) syncs: AtomicBool,
    /// Checkpoints are not saved.
    pub(crate) checkpoints: AtomicBool,
    /// How often somebody read so far.
    pub(crate) looks: AtomicU64,
    /// Entries read so far.
    pub(crate) entries_read: AtomicU64,
    /// Appends that failed.
    pub(crate) refused: AtomicU64,
}

impl Faults {
    /// The same store, but for what is made to fail.
    pub(crate) fn before(store: &Store) -> (Store, Arc<Self>) {
        let faults = Arc::new(Self {
            log: Arc::clone(&store.log),
            appends: AtomicBool::new(false),
            reads: AtomicBool::new(false),
            syncs: AtomicBool::new(false),
            checkpoints: AtomicBool::new(false),
            looks: AtomicU64::new(0),
            entries_read: AtomicU64::new(0),
            refused: AtomicU64::new(0),
        });
        (
            Store {
                log: Arc::clone(&faults) as _,
                ..store.clone()
            },
            faults,
        )
    }
}

fn check(fault: &AtomicBool) -> Result<(), Unavailable> {
    if fault.load(Ordering::SeqCst) {
        Err(Unavailable("made to fail".into()))
    } else {
        Ok(())
    }
}

#[async_trait]
impl RoomLog for Faults {
    async fn append(&self, room: RoomId, entries: Vec<Entry>) -> Result<Durable, AppendError> {
        check(&self.appends).inspect_err(|_| {
            self.refused.fetch_add(1, Ordering::SeqCst);
        })?;
        let durable = self.log.append(room, entries).await?;
        if self.syncs.load(Ordering::SeqCst) {
            // The sender is dropped at once.
            return Ok(Durable::pair().1);
        }
        Ok(durable)
    }

    async fn read(
        &self,
        room: RoomId,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<Entry>, Unavailable> {
        check(&self.reads)?;
        self.looks.fetch_add(1, Ordering::SeqCst);
        let read = self.log.read(room, after, limit).await?;
        self.entries_read
            .fetch_add(read.len() as u64, Ordering::SeqCst);
        Ok(read)
    }

    async fn heads(&self, rooms: &[RoomId]) -> Result<Vec<Seq>, Unavailable> {
        check(&self.reads)?;
        self.log.heads(rooms).await
    }

    async fn checkpoint(&self, room: RoomId) -> Result<Option<Checkpoint>, Unavailable> {
        check(&self.reads)?;
        self.log.checkpoint(room).await
    }

    async fn save_checkpoint(&self, room: RoomId, new: Checkpoint) -> Result<(), Unavailable> {
        check(&self.checkpoints)?;
        self.log.save_checkpoint(room, new).await
    }

    async fn erase(&self, room: RoomId, redaction: Redaction) -> Result<u64, Unavailable> {
        self.log.erase(room, redaction).await
    }

    async fn erasures(&self, rooms: &[RoomId]) -> Result<Vec<u64>, Unavailable> {
        self.log.erasures(rooms).await
    }

    async fn delete(&self, room: RoomId) -> Result<u64, Unavailable> {
        self.log.delete(room).await
    }

    async fn rooms(&self, after: Option<RoomId>, limit: usize) -> Result<Vec<RoomId>, Unavailable> {
        self.log.rooms(after, limit).await
    }
}
