//! Room logs: the records as they were appended, by the seq of their first entry.

use std::{
    collections::BTreeMap,
    mem,
    ops::Bound::{Excluded, Unbounded},
};

use async_trait::async_trait;
use codevlive_domain::{
    id::RoomId,
    room::entry::{Entry, Seq},
};

use super::Engine;
use crate::{
    Unavailable,
    log::{AppendError, Checkpoint, Durable, Redaction, RoomLog, bounds, redact},
};

pub(super) type Logs = BTreeMap<RoomId, Log>;

/// A room's log. It has a record at least.
#[derive(Default)]
pub(super) struct Log {
    records: BTreeMap<Seq, Vec<Entry>>,
    checkpoint: Option<Checkpoint>,
    erasures: u64,
}

impl Log {
    fn head(&self) -> Seq {
        let last = self.records.values().next_back();
        last.and_then(|record| record.last())
            .map_or(0, |entry| entry.seq)
    }

    /// Whole records, until there are enough entries. The first may begin before `after`.
    fn read(&self, after: Seq, limit: usize) -> Vec<Entry> {
        let start = self.records.range(..=after.saturating_add(1)).next_back();
        let start = start.map_or(0, |(first, _)| *first);
        let mut read: Vec<Entry> = Vec::new();
        for record in self.records.range(start..).map(|(_, record)| record) {
            if read.len() >= limit {
                break;
            }
            read.extend(record.iter().filter(|entry| entry.seq > after).cloned());
        }
        read
    }
}

fn head(logs: &Logs, room: RoomId) -> Seq {
    logs.get(&room).map_or(0, Log::head)
}

#[async_trait]
impl RoomLog for Engine {
    async fn append(&self, room: RoomId, entries: Vec<Entry>) -> Result<Durable, AppendError> {
        let (first, _) = bounds(&entries)?;
        self.with(|kept| {
            if head(&kept.logs, room) != first - 1 {
                return Err(AppendError::Conflict);
            }
            let log = kept.logs.entry(room).or_default();
            log.records.insert(first, entries);
            Ok(())
        })?;
        let (synced, durable) = Durable::pair();
        // Memory does not get any safer. The receiver is in hand.
        let _ = synced.send(Ok(()));
        Ok(durable)
    }

    async fn read(
        &self,
        room: RoomId,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<Entry>, Unavailable> {
        Ok(self.with(|kept| {
            let log = kept.logs.get(&room);
            log.map_or_else(Vec::new, |log| log.read(after, limit))
        }))
    }

    async fn heads(&self, rooms: &[RoomId]) -> Result<Vec<Seq>, Unavailable> {
        Ok(self.with(|kept| rooms.iter().map(|room| head(&kept.logs, *room)).collect()))
    }

    async fn checkpoint(&self, room: RoomId) -> Result<Option<Checkpoint>, Unavailable> {
        Ok(self.with(|kept| kept.logs.get(&room)?.checkpoint.clone()))
    }

    async fn save_checkpoint(&self, room: RoomId, new: Checkpoint) -> Result<(), Unavailable> {
        self.with(|kept| {
            if let Some(log) = kept.logs.get_mut(&room) {
                let kept = log.checkpoint.as_ref().map_or(0, |kept| kept.seq);
                let is_newer = (kept + 1..=log.head()).contains(&new.seq);
                if is_newer && new.erasures == log.erasures {
                    log.checkpoint = Some(new);
                }
            }
        });
        Ok(())
    }

    async fn erase(&self, room: RoomId, redaction: Redaction) -> Result<u64, Unavailable> {
        Ok(self.with(|kept| {
            let Some(log) = kept.logs.get_mut(&room) else {
                return 0;
            };
            let mut erased = 0;
            for record in log.records.values_mut() {
                let (rest, changed) = redact(mem::take(record), &redaction);
                *record = rest;
                erased += changed;
            }
            log.checkpoint = None;
            log.erasures += 1;
            erased
        }))
    }

    async fn erasures(&self, rooms: &[RoomId]) -> Result<Vec<u64>, Unavailable> {
        let erasures = |logs: &Logs, room| logs.get(room).map_or(0, |log| log.erasures);
        Ok(self.with(|kept| {
            rooms
                .iter()
                .map(|room| erasures(&kept.logs, room))
                .collect()
        }))
    }

    async fn delete(&self, room: RoomId) -> Result<u64, Unavailable> {
        Ok(self.with(|kept| kept.logs.remove(&room).map_or(0, |log| log.head())))
    }

    async fn rooms(&self, after: Option<RoomId>, limit: usize) -> Result<Vec<RoomId>, Unavailable> {
        let behind = after.map_or(Unbounded, Excluded);
        Ok(self.with(|kept| {
            let rooms = kept.logs.range((behind, Unbounded));
            rooms.map(|(room, _)| *room).take(limit).collect()
        }))
    }
}
