//! Erasing from a log: its rows are written anew, and its checkpoint goes.

use bytes::Bytes;
use codevlive_domain::{
    id::RoomId,
    room::entry::{GENESIS, Seq},
};
use rusqlite::{Connection, OptionalExtension, params};

use super::{engine::Engine, writer::read_head};
use crate::{
    Unavailable,
    log::{Redaction, redact},
    record,
};

/// Rows in a transaction, 64 KiB each or one large entry: the writes of others wait for it.
const ROWS: i64 = 32;

/// How far it is.
#[derive(Default)]
struct Progress {
    /// The first seq of the last row that was looked at.
    behind: Seq,
    erased: u64,
    is_done: bool,
}

impl Engine {
    /// See [`RoomLog::erase`](crate::log::RoomLog::erase). Nothing else changes a row once it is in the table, and
    /// all that changes one runs in the one thread that writes.
    pub(super) async fn erase_from_log(
        &self,
        room: RoomId,
        redaction: &Redaction,
    ) -> Result<u64, Unavailable> {
        // Rows are only made of what was moved; the files it was moved from are gone by then.
        if let Some(last) = self.journal.last(room) {
            self.journal.settle(room, last, true).await?;
        }
        let mut progress = Progress::default();
        while !progress.is_done {
            let (redaction, behind) = (redaction.clone(), progress.behind);
            let (step, _) = self
                .write(move |connection| Ok(rewrite_rows(connection, room, behind, &redaction)))
                .await?;
            let step = step?;
            progress = Progress {
                erased: progress.erased + step.erased,
                ..step
            };
        }
        // Last: what was read while rows were written must not be kept.
        let count = self.write(move |connection| count_erasure(connection, room));
        let ((), durable) = count.await?;
        durable.await.map(|()| progress.erased)
    }
}

/// How often something was erased from a room.
pub(super) fn erasures(connection: &Connection, room: RoomId) -> rusqlite::Result<u64> {
    connection
        .prepare_cached("SELECT erasures FROM checkpoints WHERE room = ?1")?
        .query_row([room.0.as_bytes()], |row| row.get(0))
        .optional()
        .map(Option::unwrap_or_default)
}

fn rewrite_rows(
    connection: &Connection,
    room: RoomId,
    behind: Seq,
    redaction: &Redaction,
) -> Result<Progress, Unavailable> {
    let sql =
        "SELECT first, entries FROM log WHERE room = ?1 AND first > ?2 ORDER BY first LIMIT ?3";
    let mut statement = connection.prepare_cached(sql)?;
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?));
    let found = statement.query_map(params![room.0.as_bytes(), behind, ROWS], row)?;
    let rows: Vec<(Seq, Vec<u8>)> = found.collect::<Result<_, _>>()?;
    let mut progress = Progress {
        behind: rows.last().map_or(behind, |(first, _)| *first),
        erased: 0,
        is_done: rows.is_empty(),
    };
    let sql = "UPDATE log SET entries = ?3 WHERE room = ?1 AND first = ?2";
    let mut update = connection.prepare_cached(sql)?;
    for (first, row) in rows {
        let entries = record::decode(first, &Bytes::from(row))?;
        let (rest, changed) = redact(entries, redaction);
        if changed > 0 {
            update.execute(params![room.0.as_bytes(), first, record::encode(&rest)])?;
            progress.erased += changed;
        }
    }
    Ok(progress)
}

/// In the place of the checkpoint: none of before can be saved from here on.
fn count_erasure(connection: &Connection, room: RoomId) -> rusqlite::Result<()> {
    if read_head(connection, room)? == 0 {
        return Ok(());
    }
    let sql = "INSERT INTO checkpoints (room, seq, hash, format, body, erasures)
        VALUES (?1, 0, ?2, 0, x'', 1)
        ON CONFLICT (room) DO UPDATE SET seq = 0, hash = excluded.hash, format = 0,
            body = x'', erasures = erasures + 1";
    let values = params![room.0.as_bytes(), GENESIS];
    connection.prepare_cached(sql)?.execute(values).map(drop)
}
