//! What changes the table. Each runs inside a transaction.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    Now,
    rows::{self, DEAD, RUNNING, TO_DO},
};
use crate::{
    LEASE, Next,
    job::{Enqueued, JobId, Lease, NewJob, Priority, REMEMBERED},
};

/// None if there are too many.
pub(super) fn enqueue(
    connection: &Connection,
    job: &NewJob,
    most: u64,
    now: Now,
) -> rusqlite::Result<Option<Enqueued>> {
    if let Some(known) = known(connection, &job.key, now)? {
        return Ok(Some(known));
    }
    let held: u64 = connection
        .prepare_cached(
            "SELECT count(*) FROM jobs WHERE kind = ?1 AND (state = ?2 OR state = ?3 AND run_at <= ?4)",
        )?
        .query_row(params![job.kind, RUNNING, TO_DO, now.time.0], |row| row.get(0))?;
    if held >= most {
        return Ok(None);
    }
    connection
        .prepare_cached(
            "INSERT INTO jobs (id, kind, payload, key, priority, state, run_at, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            job.id.0.as_bytes(),
            job.kind,
            job.payload,
            job.key,
            rank(job.priority),
            TO_DO,
            job.run_at.0,
            job.created_at.0,
        ])?;
    Ok(Some(Enqueued::Added))
}

fn known(connection: &Connection, key: &str, now: Now) -> rusqlite::Result<Option<Enqueued>> {
    let present = connection
        .prepare_cached("SELECT id FROM jobs WHERE key = ?1")?
        .query_row([key], |row| rows::id(row, 0))
        .optional()?;
    if let Some(id) = present {
        return Ok(Some(Enqueued::Present(id)));
    }
    let finished = connection
        .prepare_cached("SELECT 1 FROM finished WHERE key = ?1 AND until > ?2")?
        .exists(params![key, now.time.0])?;
    Ok(finished.then_some(Enqueued::Finished))
}

/// Those of a process before, which is gone: the tries count.
pub(super) fn end_all_leases(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE jobs SET state = ?1, lease_until = NULL WHERE state = ?2",
        params![TO_DO, RUNNING],
    )?;
    Ok(())
}

pub(super) fn lease(
    connection: &Connection,
    kind: &str,
    count: usize,
    now: Now,
) -> rusqlite::Result<Vec<Lease>> {
    // Those whose worker died: as if they had never been taken, but for the try.
    connection
        .prepare_cached("UPDATE jobs SET state = ?1, lease_until = NULL WHERE lease_until <= ?2")?
        .execute(params![TO_DO, now.running])?;
    let mut due = connection.prepare_cached(
        "SELECT id FROM jobs WHERE kind = ?1 AND state = ?2 AND run_at <= ?3
         ORDER BY priority, run_at, id LIMIT ?4",
    )?;
    let due = due.query_map(params![kind, TO_DO, now.time.0, count], |row| {
        rows::id(row, 0)
    })?;
    due.map(|id| take(connection, id?, now)).collect()
}

fn take(connection: &Connection, id: JobId, now: Now) -> rusqlite::Result<Lease> {
    connection
        .prepare_cached(
            "UPDATE jobs SET state = ?2, attempts = attempts + 1, leases = leases + 1, lease_until = ?3
             WHERE id = ?1 RETURNING kind, payload, key, attempts, leases",
        )?
        .query_row(
            params![id.0.as_bytes(), RUNNING, until(now)],
            |row| leased(id, row),
        )
}

fn leased(id: JobId, row: &Row<'_>) -> rusqlite::Result<Lease> {
    Ok(Lease {
        id,
        kind: row.get(0)?,
        payload: row.get(1)?,
        key: row.get(2)?,
        attempt: row.get(3)?,
        token: row.get::<_, u64>(4)?.to_string(),
    })
}

/// Until when a lease of now holds, in milliseconds since the file was opened.
fn until(now: Now) -> i64 {
    let lease = i64::try_from(LEASE.as_millis()).unwrap_or(i64::MAX);
    now.running.saturating_add(lease)
}

/// A held lease is one that has this token still, whether or not its time has passed.
const HELD: &str = "id = ?1 AND state = ?2 AND CAST(leases AS TEXT) = ?3";

pub(super) fn renew(
    connection: &Connection,
    leases: &[Lease],
    now: Now,
) -> rusqlite::Result<Vec<JobId>> {
    let update = format!("UPDATE jobs SET lease_until = ?4 WHERE {HELD}");
    let mut update = connection.prepare_cached(&update)?;
    let mut held = Vec::new();
    for lease in leases {
        let id = lease.id.0.as_bytes();
        if update.execute(params![id, RUNNING, lease.token, until(now)])? == 1 {
            held.push(lease.id);
        }
    }
    Ok(held)
}

pub(super) fn complete(
    connection: &Connection,
    leases: &[Lease],
    now: Now,
) -> rusqlite::Result<()> {
    forget_old_keys(connection, now)?;
    for lease in leases {
        // Whoever has it now: it is done.
        delete(connection, lease.id)?;
        remember(connection, &lease.key, now)?;
    }
    Ok(())
}

pub(super) fn fail(
    connection: &Connection,
    lease: &Lease,
    error: &str,
    next: Next,
    now: Now,
) -> rusqlite::Result<()> {
    let (state, run_at, uncounted) = match next {
        Next::RetryAt(at) => (TO_DO, at, 0),
        Next::Dead => (DEAD, now.time, 0),
        Next::Release => (TO_DO, now.time, 1),
    };
    let update = format!(
        "UPDATE jobs SET state = ?4, run_at = ?5, attempts = attempts - ?6, error = ?7, lease_until = NULL
         WHERE {HELD}"
    );
    connection.prepare_cached(&update)?.execute(params![
        lease.id.0.as_bytes(),
        RUNNING,
        lease.token,
        state,
        run_at.0,
        uncounted,
        error,
    ])?;
    Ok(())
}

pub(super) fn remove(connection: &Connection, id: JobId, now: Now) -> rusqlite::Result<bool> {
    let key = delete(connection, id)?;
    if let Some(key) = &key {
        remember(connection, key, now)?;
    }
    Ok(key.is_some())
}

pub(super) fn retry(connection: &Connection, id: JobId, now: Now) -> rusqlite::Result<bool> {
    let changed = connection
        .prepare_cached(
            "UPDATE jobs SET state = ?2, run_at = ?3, attempts = 0
             WHERE id = ?1 AND (state = ?4 OR state = ?2 AND run_at > ?3)",
        )?
        .execute(params![id.0.as_bytes(), TO_DO, now.time.0, DEAD])?;
    Ok(changed == 1)
}

/// The key of the job that was there.
fn delete(connection: &Connection, id: JobId) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("DELETE FROM jobs WHERE id = ?1 RETURNING key")?
        .query_row([id.0.as_bytes()], |row| row.get(0))
        .optional()
}

fn remember(connection: &Connection, key: &str, now: Now) -> rusqlite::Result<()> {
    let until = now
        .time
        .plus(i64::try_from(REMEMBERED.as_millis()).unwrap_or(i64::MAX));
    connection
        .prepare_cached("INSERT OR REPLACE INTO finished (key, until) VALUES (?1, ?2)")?
        .execute(params![key, until.0])?;
    Ok(())
}

fn forget_old_keys(connection: &Connection, now: Now) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM finished WHERE until <= ?1")?
        .execute([now.time.0])?;
    Ok(())
}

const fn rank(priority: Priority) -> u8 {
    priority as u8
}
