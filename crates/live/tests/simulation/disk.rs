//! A node's way to the store's logs: it can be long, fail before or behind the write, and end.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, AtomicU64, Ordering::SeqCst},
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

use crate::dice::Dice;

/// How the way is now. Chances are of a hundred.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Way {
    /// The longest it takes, one way, in milliseconds.
    pub(crate) delay: u64,
    /// That it fails before anything is done.
    pub(crate) fails: u64,
    /// That it fails behind that, so that nobody knows whether it was done.
    pub(crate) loses: u64,
    /// That an append is told it was not the first: by nothing, or by itself, repeated on the way.
    pub(crate) conflicts: u64,
}

/// The logs, as one node reaches them.
pub(crate) struct Disk {
    log: Arc<dyn RoomLog>,
    dice: Dice,
    /// The head of the one log there is.
    head: Arc<AtomicU64>,
    way: Mutex<Way>,
    /// The node is dead: what it asked for may still be done, but no answer comes. That is all a dead
    /// process is to others, so its tasks need not be found and stopped.
    dead: Arc<AtomicBool>,
}

impl Disk {
    pub(crate) fn new(store: &Store, dice: Dice, head: Arc<AtomicU64>) -> Arc<Self> {
        Arc::new(Self {
            log: Arc::clone(&store.log),
            dice,
            head,
            way: Mutex::default(),
            dead: Arc::default(),
        })
    }

    pub(crate) fn set(&self, way: Way) {
        *self.way.lock().unwrap() = way;
    }

    pub(crate) fn kill(&self) {
        self.dead.store(true, SeqCst);
    }

    pub(crate) fn is_dead(&self) -> bool {
        self.dead.load(SeqCst)
    }

    fn way(&self) -> Way {
        *self.way.lock().unwrap()
    }

    async fn travel(&self) {
        let pause = self.dice.pause(self.way().delay);
        if !pause.is_zero() {
            tokio::time::sleep(pause).await;
        }
    }

    async fn there(&self) -> Result<(), Unavailable> {
        if self.is_dead() {
            return std::future::pending().await;
        }
        self.travel().await;
        if self.is_dead() && self.dice.chance(50) {
            return std::future::pending().await;
        }
        self.fail(self.way().fails)
    }

    async fn back(&self) -> Result<(), Unavailable> {
        self.travel().await;
        if self.is_dead() {
            return std::future::pending().await;
        }
        self.fail(self.way().loses)
    }

    fn fail(&self, percent: u64) -> Result<(), Unavailable> {
        if self.dice.chance(percent) {
            return Err(Unavailable("made to fail".into()));
        }
        Ok(())
    }

    /// Resolves after a while. It never fails: the engine that can fail to sync is not shared by nodes, and
    /// takes no write afterwards.
    fn durable(&self) -> Durable {
        let (synced, durable) = Durable::pair();
        let pause = self.dice.pause(self.way().delay);
        let dead = Arc::clone(&self.dead);
        tokio::spawn(async move {
            tokio::time::sleep(pause).await;
            if dead.load(SeqCst) {
                return std::future::pending().await;
            }
            // Who waited may have gone.
            drop(synced.send(Ok(())));
        });
        durable
    }
}

#[async_trait]
impl RoomLog for Disk {
    async fn append(&self, room: RoomId, entries: Vec<Entry>) -> Result<Durable, AppendError> {
        self.there().await?;
        if self.dice.chance(self.way().conflicts) {
            self.back().await?;
            return Err(AppendError::Conflict);
        }
        let last = entries.last().map_or(0, |entry| entry.seq);
        // Nobody does so much; nodes that contradict each other do, while no time passes.
        assert!(last < 2_000, "the log grows without end");
        let appended = self.log.append(room, entries).await;
        if appended.is_ok() {
            self.head.store(last, SeqCst);
        }
        self.back().await?;
        if self.dice.chance(self.way().conflicts) {
            return Err(AppendError::Conflict);
        }
        appended.map(|_memory| self.durable())
    }

    async fn read(
        &self,
        room: RoomId,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<Entry>, Unavailable> {
        self.there().await?;
        let read = self.log.read(room, after, limit).await?;
        self.back().await?;
        Ok(read)
    }

    async fn heads(&self, rooms: &[RoomId]) -> Result<Vec<Seq>, Unavailable> {
        self.there().await?;
        let heads = self.log.heads(rooms).await?;
        self.back().await?;
        Ok(heads)
    }

    async fn checkpoint(&self, room: RoomId) -> Result<Option<Checkpoint>, Unavailable> {
        self.there().await?;
        let found = self.log.checkpoint(room).await?;
        self.back().await?;
        Ok(found)
    }

    async fn save_checkpoint(&self, room: RoomId, new: Checkpoint) -> Result<(), Unavailable> {
        self.there().await?;
        self.log.save_checkpoint(room, new).await?;
        self.back().await
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
