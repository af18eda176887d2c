//! Records that are in the journal and not in the database yet, and how they become rows there.

use std::collections::HashMap;

use codevlive_domain::{id::RoomId, room::entry::Seq};
use rusqlite::{Connection, params};

use super::segment::Record;
use crate::sqlite::{record, writer::read_head};

/// A row takes records until it has so many bytes.
const ROW_BYTES: usize = 64 * 1024;

/// By room, the oldest first, dense.
#[derive(Debug, Default)]
pub(super) struct Held(HashMap<RoomId, Vec<Record>>);

impl Held {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn push(&mut self, record: Record) {
        self.0.entry(record.room).or_default().push(record);
    }

    pub(super) fn of(&self, room: RoomId) -> &[Record] {
        self.0.get(&room).map_or(&[], Vec::as_slice)
    }

    /// Whether there is something of a room up to `seq`.
    pub(super) fn reaches(&self, room: RoomId, seq: Seq) -> bool {
        self.of(room)
            .first()
            .is_some_and(|first| first.first <= seq)
    }

    pub(super) fn rooms(&self) -> impl Iterator<Item = RoomId> {
        self.0.keys().copied()
    }

    pub(super) fn bytes(&self) -> usize {
        self.0.values().flatten().map(Record::bytes).sum()
    }

    /// Keeps, of records as they lie in the journal, those that the database lacks.
    pub(super) fn lacking(
        connection: &Connection,
        records: impl IntoIterator<Item = Record>,
    ) -> rusqlite::Result<Self> {
        let mut lacking = Self::default();
        for record in records {
            let head = match lacking.of(record.room).last() {
                Some(last) => last.last,
                None => read_head(connection, record.room)?,
            };
            if record.first == head + 1 {
                lacking.push(record);
            } else if record.last > head {
                // What is between them was lost, and so was never called saved.
                let (room, seq) = (record.room, record.first);
                tracing::warn!(room.id = %room, seq, "dropped: the entries before it are missing");
            }
        }
        Ok(lacking)
    }

    /// Writes all of them to the log; several that follow each other may become one row.
    pub(super) fn insert(&self, connection: &Connection) -> rusqlite::Result<()> {
        let sql = "INSERT INTO log (room, first, last, entries) VALUES (?1, ?2, ?3, ?4)";
        let mut statement = connection.prepare_cached(sql)?;
        for (room, records) in &self.0 {
            for row in rows(records) {
                let (Some(first), Some(last)) = (row.first(), row.last()) else {
                    continue;
                };
                let entries = record::join(row.iter().map(|record| &record.entries[..]));
                statement.execute(params![room.0.as_bytes(), first.first, last.last, entries])?;
            }
        }
        Ok(())
    }
}

/// Records in groups that become a row each: of the same format, and not too large together.
fn rows(records: &[Record]) -> impl Iterator<Item = &[Record]> {
    let mut bytes = 0;
    records.chunk_by(move |one, next| {
        bytes += one.entries.len();
        let joins =
            bytes + next.entries.len() <= ROW_BYTES && one.entries.first() == next.entries.first();
        if !joins {
            bytes = 0;
        }
        joins
    })
}
