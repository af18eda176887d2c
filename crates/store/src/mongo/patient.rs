//! An end to every wait for a log: a connection that only seems to stand would hold up whoever asks, and with a room's
//! task all that are in it. What was not answered in time may have happened all the same.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use codevlive_domain::{
    id::RoomId,
    room::entry::{Entry, Seq},
};
use tokio::time::timeout;

use super::Engine;
use crate::{
    Unavailable,
    log::{AppendError, Checkpoint, Durable, Redaction, RoomLog},
};

/// How long an operation may take that a person waits for, the wait for one of the driver's connections included.
const PATIENCE: Duration = Duration::from_secs(30);

/// The engine, for callers who can't wait for ever.
pub(super) struct Patient(pub(super) Arc<Engine>);

async fn in_time<T, E: From<Unavailable>>(
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    within(PATIENCE, work).await
}

/// What becomes of the work, if it is done in time.
pub(super) async fn within<T, E: From<Unavailable>>(
    patience: Duration,
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    match timeout(patience, work).await {
        Ok(outcome) => outcome,
        Err(_late) => Err(Unavailable("mongodb: no answer in time".into()).into()),
    }
}

#[async_trait]
impl RoomLog for Patient {
    async fn append(&self, room: RoomId, entries: Vec<Entry>) -> Result<Durable, AppendError> {
        in_time(self.0.append(room, entries)).await
    }

    async fn read(&self, room: RoomId, after: Seq, most: usize) -> Result<Vec<Entry>, Unavailable> {
        in_time(self.0.read(room, after, most)).await
    }

    async fn heads(&self, rooms: &[RoomId]) -> Result<Vec<Seq>, Unavailable> {
        in_time(self.0.heads(rooms)).await
    }

    async fn gone(&self, rooms: &[RoomId]) -> Result<Vec<RoomId>, Unavailable> {
        in_time(self.0.gone(rooms)).await
    }

    async fn checkpoint(&self, room: RoomId) -> Result<Option<Checkpoint>, Unavailable> {
        in_time(self.0.checkpoint(room)).await
    }

    async fn save_checkpoint(&self, room: RoomId, new: Checkpoint) -> Result<(), Unavailable> {
        in_time(self.0.save_checkpoint(room, new)).await
    }

    // As long as there is to erase.
    async fn erase(&self, room: RoomId, redaction: Redaction) -> Result<u64, Unavailable> {
        self.0.erase(room, redaction).await
    }

    async fn erasures(&self, rooms: &[RoomId]) -> Result<Vec<u64>, Unavailable> {
        in_time(self.0.erasures(rooms)).await
    }

    // As long as there is to delete.
    async fn delete(&self, room: RoomId) -> Result<u64, Unavailable> {
        RoomLog::delete(&*self.0, room).await
    }

    async fn rooms(&self, after: Option<RoomId>, most: usize) -> Result<Vec<RoomId>, Unavailable> {
        self.0.rooms(after, most).await
    }
}
