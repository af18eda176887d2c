//! What reads the table.

use std::{collections::BTreeMap, time::Duration};

use codevlive_domain::time::Millis;
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use super::Now;
use crate::job::{Counts, JobId, JobRecord, Listing, State};

/// Waits to be taken, now or later.
pub(super) const TO_DO: u8 = 0;
/// A worker has it.
pub(super) const RUNNING: u8 = 1;
/// Given up.
pub(super) const DEAD: u8 = 2;

/// The id in a column.
pub(super) fn id(row: &Row<'_>, column: usize) -> rusqlite::Result<JobId> {
    Ok(JobId(Uuid::from_bytes(row.get(column)?)))
}

/// What a job's state is, once it is known what time it is.
const fn state(kept: u8, run_at: Millis, now: Millis) -> State {
    match kept {
        RUNNING => State::Running,
        DEAD => State::Dead,
        _ if run_at.0 > now.0 => State::Delayed,
        _ => State::Waiting,
    }
}

pub(super) fn list(
    connection: &Connection,
    listing: &Listing,
    Now { time: now, .. }: Now,
) -> rusqlite::Result<Vec<JobRecord>> {
    let kept = match listing.state {
        State::Waiting | State::Delayed => TO_DO,
        State::Running => RUNNING,
        State::Dead => DEAD,
    };
    let after = listing.after.map_or(Uuid::nil(), |id| id.0);
    let mut select = connection.prepare_cached(
        "SELECT id, kind, payload, state, attempts, error, created_at, run_at FROM jobs
         WHERE id > ?1 AND state = ?2 AND (?3 IS NULL OR kind = ?3)
             AND (state <> 0 OR (run_at > ?4) = ?5)
         ORDER BY id LIMIT ?6",
    )?;
    let delayed = listing.state == State::Delayed;
    let rows = select.query_map(
        params![
            after.as_bytes(),
            kept,
            listing.kind,
            now.0,
            delayed,
            listing.limit
        ],
        |row| record(row, now),
    )?;
    rows.collect()
}

fn record(row: &Row<'_>, now: Millis) -> rusqlite::Result<JobRecord> {
    let run_at = Millis(row.get(7)?);
    Ok(JobRecord {
        id: id(row, 0)?,
        kind: row.get(1)?,
        payload: row.get(2)?,
        state: state(row.get(3)?, run_at, now),
        attempts: row.get(4)?,
        error: row.get(5)?,
        created_at: Millis(row.get(6)?),
        run_at,
    })
}

pub(super) fn counts(
    connection: &Connection,
    Now { time: now, .. }: Now,
) -> rusqlite::Result<Vec<Counts>> {
    let mut select = connection.prepare_cached(
        "SELECT kind, state, state = 0 AND run_at > ?1 AS later, count(*), min(run_at) FROM jobs
         GROUP BY kind, state, later",
    )?;
    let mut rows = select.query([now.0])?;
    let mut kinds: BTreeMap<String, Counts> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let kind: String = row.get(0)?;
        let counts = kinds.entry(kind.clone()).or_insert_with(|| Counts {
            kind,
            ..Counts::default()
        });
        let (count, oldest): (u64, i64) = (row.get(3)?, row.get(4)?);
        match (row.get::<_, u8>(1)?, row.get::<_, bool>(2)?) {
            (RUNNING, _) => counts.running = count,
            (DEAD, _) => counts.dead = count,
            (_, true) => counts.delayed = count,
            (_, false) => {
                let age = u64::try_from(now.since(Millis(oldest))).unwrap_or_default();
                (counts.waiting, counts.oldest_waiting) = (count, Some(Duration::from_millis(age)));
            }
        }
    }
    Ok(kinds.into_values().collect())
}
