//! Records that are in the journal and not in the database yet, and how they become rows there.

use std::collections::HashMap;

use codevlive_domain::{id::RoomId, room::entry::Seq};
use rusqlite::{Connection, params};

use super::segment::Record;
use crate::{record, sqlite::writer::read_head};

/// A row takes records until it has so many bytes.
const ROW_BYTES: usize = 64 * 1024;

/// By room, the oldest first, dense.
#[derive(Debug, Default)]
pub(super) struct Held(HashMap<RoomId, Vec<Record>>);

impl FromIterator<Record> for Held {
    fn from_iter<I: IntoIterator<Item = Record>>(records: I) -> Self {
        let mut held = Self::default();
        records.into_iter().for_each(|record| held.push(record));
        held
    }
}

impl Held {
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

    /// Those that the database lacks.
    pub(super) fn lacking(mut self, database: &Connection) -> rusqlite::Result<Self> {
        for (room, records) in &mut self.0 {
            let lacking = lacking(database, *room, records)?.len();
            records.drain(..records.len() - lacking);
        }
        self.0.retain(|_, records| !records.is_empty());
        Ok(self)
    }

    /// Writes those that the database lacks to the log; several that follow each other may become one row.
    pub(super) fn insert(&self, database: &Connection) -> rusqlite::Result<()> {
        let sql = "INSERT INTO log (room, first, last, entries) VALUES (?1, ?2, ?3, ?4)";
        let mut statement = database.prepare_cached(sql)?;
        for (room, records) in &self.0 {
            for row in rows(lacking(database, *room, records)?) {
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

/// Those of a room's records that the database lacks: the last ones. None if they do not follow what it has,
/// so that one room's trouble does not keep all others from being moved.
fn lacking<'a>(
    database: &Connection,
    room: RoomId,
    records: &'a [Record],
) -> rusqlite::Result<&'a [Record]> {
    let head = read_head(database, room)?;
    let lacking = &records[records.partition_point(|record| record.last <= head)..];
    match lacking.first() {
        Some(first) if first.first != head + 1 => {
            // After a power cut: what is between them was lost, and so none of it was called saved.
            let (from, to) = (head, first.first);
            tracing::error!(room.id = %room, from, to, "dropped: entries before these are missing");
            Ok(&[])
        }
        _ => Ok(lacking),
    }
}

/// Records in groups that become a row each: of the same format, and not too large together.
fn rows(records: &[Record]) -> impl Iterator<Item = &[Record]> {
    let format = |record: &Record| record.entries.first().copied();
    record::groups(
        records,
        ROW_BYTES,
        |record| record.entries.len(),
        move |one, next| format(one) == format(next),
    )
}
