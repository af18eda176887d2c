//! Room logs: a table, and the journal for what is not in it yet.

use std::collections::BTreeSet;

use async_trait::async_trait;
use bytes::Bytes;
use codevlive_domain::{
    id::RoomId,
    room::entry::{Entry, Seq},
};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::{
    engine::Engine,
    erasure::erasures,
    journal::{Append, Record},
    writer::read_head,
};
use crate::{
    Unavailable,
    log::{AppendError, Checkpoint, Durable, Redaction, RoomLog, bounds},
    record,
};

#[async_trait]
impl RoomLog for Engine {
    async fn append(&self, room: RoomId, entries: Vec<Entry>) -> Result<Durable, AppendError> {
        let (first, last) = bounds(&entries)?;
        let record = Record {
            room,
            first,
            last,
            entries: record::encode(&entries).into_boxed_slice().into(),
        };
        loop {
            match self.journal.append(record.clone()) {
                Append::Done(outcome) => return outcome,
                Append::HeadUnknown(forgot) => {
                    let head = self.read(move |connection| Ok(read_head(connection, room)?));
                    self.journal.learn(room, head.await?, forgot);
                }
                Append::Full => self.journal.room_for_more().await?,
            }
        }
    }

    async fn read(
        &self,
        room: RoomId,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<Entry>, Unavailable> {
        let held = self.journal.held(room);
        let entries = self.read(move |connection| read(connection, room, after, limit));
        add_held(entries.await?, &held, after, limit)
    }

    async fn heads(&self, rooms: &[RoomId]) -> Result<Vec<Seq>, Unavailable> {
        let last = |room: &RoomId| self.journal.last(*room).unwrap_or_default();
        let held: Vec<_> = rooms.iter().map(|room| (*room, last(room))).collect();
        self.read(move |connection| {
            held.into_iter()
                .map(|(room, held)| Ok(read_head(connection, room)?.max(held)))
                .collect()
        })
        .await
    }

    async fn checkpoint(&self, room: RoomId) -> Result<Option<Checkpoint>, Unavailable> {
        self.read(move |connection| Ok(checkpoint(connection, room)?))
            .await
    }

    async fn save_checkpoint(&self, room: RoomId, new: Checkpoint) -> Result<(), Unavailable> {
        // A checkpoint may not outlive, in a power cut, what it is of.
        self.journal.settle(room, new.seq, false).await?;
        self.write(move |connection| {
            if read_head(connection, room)? < new.seq {
                return Ok(());
            }
            // One transaction, so a power cut leaves the old one or the new one.
            let sql = "INSERT INTO checkpoints (room, seq, hash, format, body, erasures)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                ON CONFLICT (room) DO UPDATE SET seq = excluded.seq, hash = excluded.hash,
                    format = excluded.format, body = excluded.body
                WHERE excluded.seq > seq AND excluded.erasures = erasures";
            let values = params![
                room.0.as_bytes(),
                new.seq,
                new.hash,
                new.format,
                &new.body[..],
                new.erasures
            ];
            connection.prepare_cached(sql)?.execute(values).map(drop)
        })
        .await
        .map(drop)
    }

    async fn erase(&self, room: RoomId, redaction: Redaction) -> Result<u64, Unavailable> {
        self.erase_from_log(room, &redaction).await
    }

    async fn erasures(&self, rooms: &[RoomId]) -> Result<Vec<u64>, Unavailable> {
        let rooms = rooms.to_vec();
        self.read(move |connection| {
            let counts = rooms.into_iter().map(|room| erasures(connection, room));
            Ok(counts.collect::<Result<_, _>>()?)
        })
        .await
    }

    async fn delete(&self, room: RoomId) -> Result<u64, Unavailable> {
        let engine = self.me.upgrade();
        let engine = engine.ok_or_else(|| Unavailable("the store is closed".into()))?;
        // To the end, also if who asked goes away half way.
        tokio::spawn(async move { engine.delete_log(room).await })
            .await
            .unwrap_or_else(|error| Err(Unavailable(format!("a deletion ended: {error}"))))
    }

    async fn rooms(&self, after: Option<RoomId>, limit: usize) -> Result<Vec<RoomId>, Unavailable> {
        let held = self.journal.held_rooms();
        let moved = self.read(move |connection| Ok(rooms(connection, after, limit)?));
        let mut all = BTreeSet::from_iter(moved.await?);
        all.extend(held.into_iter().filter(|room| Some(*room) > after));
        Ok(all.into_iter().take(limit).collect())
    }
}

impl Engine {
    async fn delete_log(&self, room: RoomId) -> Result<u64, Unavailable> {
        let _one_at_a_time = self.deleting.lock().await;
        // Until that is durable: what is appended to the room that follows is, too, and must come later.
        let _shut = self.journal.shut(room);
        self.journal.settle(room, Seq::MAX, true).await?;
        let delete = self.write(move |connection| {
            let entries = read_head(connection, room)?;
            for sql in [
                "DELETE FROM log WHERE room = ?1",
                "DELETE FROM checkpoints WHERE room = ?1",
            ] {
                connection
                    .prepare_cached(sql)?
                    .execute([room.0.as_bytes()])?;
            }
            Ok(entries)
        });
        let (entries, durable) = delete.await?;
        durable.await.map(|()| entries)
    }
}

fn read(
    connection: &Connection,
    room: RoomId,
    after: Seq,
    limit: usize,
) -> Result<Vec<Entry>, Unavailable> {
    // The record that holds the entry after `after` may begin before it.
    let sql = "SELECT first, entries FROM log WHERE room = ?1 AND first >= coalesce(
            (SELECT first FROM log WHERE room = ?1 AND first <= ?2 ORDER BY first DESC LIMIT 1), 0)
        ORDER BY first";
    let mut statement = connection.prepare_cached(sql)?;
    let next = i64::try_from(after).unwrap_or(i64::MAX).saturating_add(1);
    let mut rows = statement.query(params![room.0.as_bytes(), next])?;
    let mut entries: Vec<Entry> = Vec::new();
    while entries.len() < limit
        && let Some(row) = rows.next()?
    {
        let record = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
        let record = record::decode(row.get(0)?, &Bytes::copy_from_slice(record))?;
        entries.extend(record.into_iter().filter(|entry| entry.seq > after));
    }
    Ok(entries)
}

/// Adds what the database did not have yet when it was read.
fn add_held(
    mut entries: Vec<Entry>,
    held: &[Record],
    after: Seq,
    limit: usize,
) -> Result<Vec<Entry>, Unavailable> {
    for record in held {
        let seen = entries.last().map_or(after, |last| last.seq);
        if entries.len() < limit && record.last > seen {
            let record = record::decode(record.first, &record.entries)?;
            entries.extend(record.into_iter().filter(|entry| entry.seq > seen));
        }
    }
    Ok(entries)
}

fn checkpoint(connection: &Connection, room: RoomId) -> rusqlite::Result<Option<Checkpoint>> {
    connection
        .prepare_cached(
            "SELECT seq, hash, format, body, erasures FROM checkpoints
                WHERE room = ?1 AND seq > 0",
        )?
        .query_row([room.0.as_bytes()], |row| {
            Ok(Checkpoint {
                seq: row.get(0)?,
                hash: row.get(1)?,
                format: row.get(2)?,
                body: row.get::<_, Vec<u8>>(3)?.into(),
                erasures: row.get(4)?,
            })
        })
        .optional()
}

/// Jumps from room to room: `DISTINCT` would walk over every row.
fn rooms(
    connection: &Connection,
    after: Option<RoomId>,
    limit: usize,
) -> rusqlite::Result<Vec<RoomId>> {
    let mut statement = connection
        .prepare_cached("SELECT room FROM log WHERE room > ?1 ORDER BY room, first LIMIT 1")?;
    let mut behind = after.map_or_else(Vec::new, |room| room.0.as_bytes().to_vec());
    let mut rooms = Vec::new();
    while rooms.len() < limit {
        let next = statement
            .query_row([&behind], |row| row.get::<_, [u8; 16]>(0))
            .optional()?;
        let Some(room) = next else { break };
        behind = room.to_vec();
        rooms.push(RoomId(Uuid::from_bytes(room)));
    }
    Ok(rooms)
}
