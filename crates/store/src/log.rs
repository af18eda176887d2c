//! Room logs: append-only, dense, one record a window.

use std::{
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use async_trait::async_trait;
use bytes::Bytes;
use codevlive_domain::{
    id::RoomId,
    room::entry::{Entry, EntryHash, Seq},
};
use tokio::sync::oneshot;

use crate::Unavailable;

/// Why an append did not happen. Nothing of it was written.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// The log's head is not the one the first entry expects: read what was missed, and try again.
    #[error("another node wrote first")]
    Conflict,
    /// See [`Unavailable`].
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Resolves once what was appended would survive a power cut; an error means it never will be known to.
#[derive(Debug)]
pub struct Durable(oneshot::Receiver<Result<(), String>>);

impl Durable {
    /// A pending one, and what resolves it. Dropping the sender counts as a failure.
    pub fn pair() -> (oneshot::Sender<Result<(), String>>, Self) {
        let (sender, receiver) = oneshot::channel();
        (sender, Self(receiver))
    }

    /// Waits, in a thread that may.
    pub(crate) fn wait(self) -> Result<(), Unavailable> {
        judge(self.0.blocking_recv())
    }
}

impl Future for Durable {
    type Output = Result<(), Unavailable>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(cx).map(judge)
    }
}

fn judge<E>(synced: Result<Result<(), String>, E>) -> Result<(), Unavailable> {
    synced
        .unwrap_or_else(|_closed| Err("the store closed before it synced".into()))
        .map_err(Unavailable)
}

/// The state of a room at one seq, so that a room opens without reading its whole log. A cache of the
/// log: entries are never deleted for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// All entries up to this one are in it.
    pub seq: Seq,
    /// The hash of that entry.
    pub hash: EntryHash,
    /// The encoder's own format number; a reader that does not know it reads the log instead.
    pub format: u32,
    /// Opaque to the store: folded state and merged Yjs updates.
    pub body: Bytes,
    /// What [`RoomLog::erasures`] said before the log was read that this is of.
    pub erasures: u64,
}

/// What an erasure leaves of an entry ([`Entry::with_rest`]); None if it takes nothing of it.
pub type Redaction = Arc<dyn Fn(&Entry) -> Option<Entry> + Send + Sync>;

/// The logs of all rooms on one engine.
#[async_trait]
pub trait RoomLog: Send + Sync {
    /// Appends `entries` (dense seqs, at least one) as one record: whole or not at all, if the head of
    /// the room is the seq before the first. Returns once they are *visible*: they survive the death of
    /// this process, and any reader finds them. The [`Durable`] resolves once they survive a power cut.
    async fn append(&self, room: RoomId, entries: Vec<Entry>) -> Result<Durable, AppendError>;

    /// The entries after `after`, in order: whole records, of which an engine may have put some together (64 KiB
    /// at most), until there are `limit` or more. Fewer only at the end.
    async fn read(&self, room: RoomId, after: Seq, limit: usize)
    -> Result<Vec<Entry>, Unavailable>;

    /// The last seq of each room, 0 where there is no entry; in the order asked.
    async fn heads(&self, rooms: &[RoomId]) -> Result<Vec<Seq>, Unavailable>;

    /// Which of the rooms have no log, or no more than what somebody appended who had not heard that it was removed.
    async fn gone(&self, rooms: &[RoomId]) -> Result<Vec<RoomId>, Unavailable> {
        let heads = self.heads(rooms).await?;
        let of_none = rooms.iter().zip(heads).filter(|(_, head)| *head == 0);
        Ok(of_none.map(|(room, _)| *room).collect())
    }

    /// The newest checkpoint.
    async fn checkpoint(&self, room: RoomId) -> Result<Option<Checkpoint>, Unavailable>;

    /// Keeps a checkpoint, if it is newer than the one there is, not ahead of the log, and nothing was erased since
    /// the log was read that it is of.
    async fn save_checkpoint(
        &self,
        room: RoomId,
        checkpoint: Checkpoint,
    ) -> Result<(), Unavailable>;

    /// Puts what `redaction` leaves of them in the place of a room's entries; how many it changed. What is appended
    /// meanwhile may stay as it is. Then no checkpoint is left, and the erasure counts in [`RoomLog::erasures`]. If
    /// it fails it may have been done in part, and can be done again.
    async fn erase(&self, room: RoomId, redaction: Redaction) -> Result<u64, Unavailable>;

    /// How often something was erased from each of the rooms, in the order asked: whoever holds what they read
    /// before must read it again.
    async fn erasures(&self, rooms: &[RoomId]) -> Result<Vec<u64>, Unavailable>;

    /// Removes a room's log and checkpoints; how many entries there were.
    async fn delete(&self, room: RoomId) -> Result<u64, Unavailable>;

    /// The rooms that have a log, in the order of their ids, after `after`, at most `limit`.
    async fn rooms(&self, after: Option<RoomId>, limit: usize) -> Result<Vec<RoomId>, Unavailable>;
}

/// What is left of the entries of a record, and of how many something was taken.
pub(crate) fn redact(entries: Vec<Entry>, redaction: &Redaction) -> (Vec<Entry>, u64) {
    let mut changed = 0;
    let rest = entries.into_iter().map(|entry| match redaction(&entry) {
        Some(rest) => {
            changed += 1;
            rest
        }
        None => entry,
    });
    (rest.collect(), changed)
}

/// The first and the last seq, if they are dense.
pub(crate) fn bounds(entries: &[Entry]) -> Result<(Seq, Seq), Unavailable> {
    let first = entries.first().map_or(0, |entry| entry.seq);
    let dense = entries
        .iter()
        .zip(first..)
        .all(|(entry, seq)| entry.seq == seq);
    if first == 0 || !dense {
        return Err(Unavailable(
            "an append needs entries with dense seqs".into(),
        ));
    }
    Ok((first, first + entries.len() as u64 - 1))
}
