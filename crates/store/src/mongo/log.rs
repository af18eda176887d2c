//! Room logs: a document `{room, seq, last, entries}` a window, unique in room and first seq.
//!
//! Whoever appends knows the head of the room, which is the end of a window; so two who append at once begin at
//! the same seq, and the index lets one of them in.

use std::collections::HashMap;

use async_trait::async_trait;
use bytes::Bytes;
use codevlive_domain::{
    id::RoomId,
    room::entry::{Entry, Seq},
};
use futures_util::TryStreamExt;
use mongodb::{
    Collection, Cursor, IndexModel,
    bson::{Document, doc},
    options::IndexOptions,
};

use super::{Engine, binary, by, is_duplicate, limit, number, required, unsigned};
use crate::{
    Unavailable,
    log::{AppendError, Checkpoint, Durable, Redaction, RoomLog, bounds},
    record,
};

/// The collection of all logs.
pub(super) const WINDOWS: &str = "log";

/// The collection of their checkpoints.
pub(super) const CHECKPOINTS: &str = "checkpoints";

/// Bytes of entries in a window: a document may have 16 MiB.
const WINDOW_BYTES: usize = 12 * 1024 * 1024;

pub(super) async fn make_indexes(windows: &Collection<Document>) -> Result<(), Unavailable> {
    let options = IndexOptions::builder().name("head".to_owned()).unique(true);
    // This way round the head of each of many rooms is one step in the index.
    let index = IndexModel::builder()
        .keys(doc! { "room": 1, "seq": -1 })
        .options(options.build());
    windows.create_index(index.build()).await?;
    Ok(())
}

impl Engine {
    /// The last seq of each room that has a log.
    async fn last_seqs(&self, rooms: &[RoomId]) -> Result<HashMap<String, Seq>, Unavailable> {
        let rooms: Vec<_> = rooms.iter().map(ToString::to_string).collect();
        let pipeline = [
            doc! { "$match": { "room": { "$in": rooms } } },
            doc! { "$sort": { "room": 1, "seq": -1 } },
            doc! { "$group": { "_id": "$room", "last": { "$first": "$last" } } },
        ];
        let found: Vec<Document> = self
            .windows
            .aggregate(pipeline)
            .await?
            .try_collect()
            .await?;
        let head = |room: &Document| {
            Ok((
                required(room.get_str("_id"))?.to_owned(),
                unsigned(room, "last")?,
            ))
        };
        found.iter().map(head).collect()
    }

    pub(super) async fn head(&self, room: RoomId) -> Result<Seq, Unavailable> {
        let last = self
            .windows
            .find_one(doc! { "room": room.to_string() })
            .sort(by("seq", true))
            .projection(doc! { "last": 1 });
        last.await?.map_or(Ok(0), |last| unsigned(&last, "last"))
    }

    /// The windows of a room that begin at this entry or later, as many as so many entries can be in, and one
    /// more, since all of the first may be known.
    async fn windows_from(
        &self,
        room: RoomId,
        first: Seq,
        most: usize,
    ) -> Result<Cursor<Document>, Unavailable> {
        let filter = doc! { "room": room.to_string(), "seq": { "$gte": number(first) } };
        let windows = self
            .windows
            .find(filter)
            .sort(by("seq", false))
            .limit(limit(most.saturating_add(1)));
        Ok(windows.await?)
    }

    /// Where the window begins that holds an entry, if there is that entry.
    async fn window_with(&self, room: RoomId, entry: Seq) -> Result<Option<Seq>, Unavailable> {
        let window = self
            .windows
            .find_one(doc! { "room": room.to_string(), "seq": { "$lte": number(entry) } })
            .sort(by("seq", true))
            .projection(doc! { "seq": 1, "last": 1 });
        match window.await? {
            Some(window) if unsigned(&window, "last")? >= entry => {
                Ok(Some(unsigned(&window, "seq")?))
            }
            _ => Ok(None),
        }
    }

    async fn append_window(&self, room: RoomId, entries: &[Entry]) -> Result<(), AppendError> {
        let (first, last) = bounds(entries)?;
        let window = doc! {
            "room": room.to_string(),
            "seq": number(first),
            "last": number(last),
            "entries": binary(record::encode(entries)),
        };
        if self.heads.get(room) != Some(first - 1) {
            let head = self.head(room).await?;
            if head != first - 1 {
                self.heads.forget(room);
                self.heads.set(room, head);
                return Err(AppendError::Conflict);
            }
        }
        let outcome = self.group.append(window).await;
        match outcome {
            Ok(()) => self.heads.set(room, last),
            // Others were faster, or nobody knows.
            Err(_) => self.heads.forget(room),
        }
        outcome
    }
}

#[async_trait]
impl RoomLog for Engine {
    async fn append(&self, room: RoomId, entries: Vec<Entry>) -> Result<Durable, AppendError> {
        bounds(&entries)?;
        for window in windows(&entries) {
            self.append_window(room, window).await?;
        }
        let (synced, durable) = Durable::pair();
        // Journaled by a majority.
        let _ = synced.send(Ok(()));
        Ok(durable)
    }

    async fn read(&self, room: RoomId, after: Seq, most: usize) -> Result<Vec<Entry>, Unavailable> {
        let next = after.saturating_add(1);
        let is_an_end = self.heads.get(room) == Some(after);
        let mut windows = self.windows_from(room, next, most).await?;
        let mut window = windows.try_next().await?;
        // Nearly always it is the end of a window that is read on from, and if there is more it begins there.
        let follows = window
            .as_ref()
            .map_or(is_an_end, |window| begins_at(window, next));
        if !follows {
            let Some(start) = self.window_with(room, next).await? else {
                return Ok(Vec::new());
            };
            windows = self.windows_from(room, start, most).await?;
            window = windows.try_next().await?;
        }
        let mut entries: Vec<Entry> = Vec::new();
        while let Some(found) = window {
            let record = Bytes::copy_from_slice(required(found.get_binary_generic("entries"))?);
            let record = record::decode(unsigned(&found, "seq")?, &record)?;
            entries.extend(record.into_iter().filter(|entry| entry.seq > after));
            if entries.len() >= most {
                break;
            }
            window = windows.try_next().await?;
        }
        if let Some(last) = entries.last() {
            // The end of a window, which the next append may well follow.
            self.heads.set(room, last.seq);
        }
        Ok(entries)
    }

    async fn heads(&self, rooms: &[RoomId]) -> Result<Vec<Seq>, Unavailable> {
        if rooms.is_empty() {
            return Ok(Vec::new());
        }
        let last = self.last_seqs(rooms).await?;
        let head = |room: &RoomId| last.get(&room.to_string()).copied().unwrap_or_default();
        Ok(rooms.iter().map(head).collect())
    }

    async fn gone(&self, rooms: &[RoomId]) -> Result<Vec<RoomId>, Unavailable> {
        let ids: Vec<_> = rooms.iter().map(ToString::to_string).collect();
        let firsts = self
            .windows
            .find(doc! { "room": { "$in": ids }, "seq": 1_i64 })
            .projection(doc! { "room": 1 });
        let there: Vec<Document> = firsts.await?.try_collect().await?;
        let is_there = |room: &RoomId| {
            let id = room.to_string();
            there
                .iter()
                .any(|first| first.get_str("room").is_ok_and(|room| room == id))
        };
        Ok(rooms
            .iter()
            .filter(|room| !is_there(room))
            .copied()
            .collect())
    }

    async fn checkpoint(&self, room: RoomId) -> Result<Option<Checkpoint>, Unavailable> {
        let found = self
            .checkpoints
            .find_one(doc! { "_id": room.to_string(), "seq": { "$gt": 0_i64 } })
            .await?;
        found.as_ref().map(decode_checkpoint).transpose()
    }

    async fn save_checkpoint(&self, room: RoomId, new: Checkpoint) -> Result<(), Unavailable> {
        // The log only grows, so what holds now holds when it is written; but it may be removed meanwhile.
        if self.head(room).await? < new.seq {
            return Ok(());
        }
        // None is what there was before erasures were counted.
        let as_often = match number(new.erasures) {
            0 => doc! { "$in": [0_i64, null] },
            erasures => doc! { "$eq": erasures },
        };
        let older = doc! {
            "_id": room.to_string(),
            "seq": { "$lt": number(new.seq) },
            "erasures": as_often,
        };
        let values = doc! {
            "seq": number(new.seq),
            "hash": binary(new.hash.to_vec()),
            "format": i64::from(new.format),
            "body": binary(new.body.to_vec()),
            "erasures": number(new.erasures),
        };
        let update = self
            .checkpoints
            .update_one(older, doc! { "$set": values })
            .upsert(true);
        match update.await {
            // There is one, and it is not older.
            Err(error) if is_duplicate(&error) => {}
            outcome => drop(outcome?),
        }
        if self.head(room).await? == 0 {
            let of_room = doc! { "_id": room.to_string() };
            self.checkpoints.delete_one(of_room).await?;
        }
        Ok(())
    }

    async fn erase(&self, room: RoomId, redaction: Redaction) -> Result<u64, Unavailable> {
        self.erase_from_log(room, &redaction).await
    }

    async fn erasures(&self, rooms: &[RoomId]) -> Result<Vec<u64>, Unavailable> {
        self.count_erasures(rooms).await
    }

    async fn delete(&self, room: RoomId) -> Result<u64, Unavailable> {
        let entries = self.head(room).await?;
        self.windows
            .delete_many(doc! { "room": room.to_string() })
            .await?;
        self.checkpoints
            .delete_one(doc! { "_id": room.to_string() })
            .await?;
        self.heads.forget(room);
        Ok(entries)
    }

    async fn rooms(&self, after: Option<RoomId>, most: usize) -> Result<Vec<RoomId>, Unavailable> {
        if most == 0 {
            return Ok(Vec::new());
        }
        let mut filter = doc! { "seq": 1_i64 };
        if let Some(after) = after {
            filter.insert("room", doc! { "$gt": after.to_string() });
        }
        let firsts = self
            .windows
            .find(filter)
            .sort(by("room", false))
            .limit(limit(most))
            .projection(doc! { "room": 1 });
        let firsts: Vec<Document> = firsts.await?.try_collect().await?;
        let room = |first: &Document| {
            let room = required(first.get_str("room"))?;
            room.parse()
                .map_err(|error| Unavailable(format!("mongodb: room {room}: {error}")))
        };
        firsts.iter().map(room).collect()
    }
}

/// Entries in groups that fit into a document each; nearly always one. If another node is faster than a later
/// one, the first ones are in the log all the same, as after a failure whose outcome nobody knows.
fn windows(entries: &[Entry]) -> impl Iterator<Item = &[Entry]> {
    record::groups(entries, WINDOW_BYTES, record::bytes, |_, _| true)
}

fn begins_at(window: &Document, seq: Seq) -> bool {
    window
        .get_i64("seq")
        .is_ok_and(|first| first == number(seq))
}

fn decode_checkpoint(document: &Document) -> Result<Checkpoint, Unavailable> {
    let unreadable = |what: &str| Unavailable(format!("mongodb: unreadable {what}"));
    let hash = required(document.get_binary_generic("hash"))?;
    let format = unsigned(document, "format")?;
    Ok(Checkpoint {
        seq: unsigned(document, "seq")?,
        hash: hash[..].try_into().map_err(|_| unreadable("hash"))?,
        format: format.try_into().map_err(|_| unreadable("format"))?,
        body: Bytes::copy_from_slice(required(document.get_binary_generic("body"))?),
        erasures: match document.get("erasures") {
            Some(_) => unsigned(document, "erasures")?,
            None => 0,
        },
    })
}
