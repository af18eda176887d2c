//! Jobs as the scripts answer them.

use std::{collections::HashMap, time::Duration};

use codevlive_domain::time::Millis;
use redis::Pipeline;

use super::connection::Connection;
use crate::{
    Unavailable,
    job::{Counts, JobId, JobRecord, Lease, State},
};

/// How many jobs of a kind and state are looked through for a list.
pub(super) const LISTED: usize = 10_000;

/// Id, payload, key, attempt, token.
pub(super) type Leased = (String, String, String, u32, String);

/// Kind, waiting, delayed, running, dead, and the age of the oldest in milliseconds, or −1.
pub(super) type Counted = (String, u64, u64, u64, u64, i64);

pub(super) fn id(text: &str) -> Result<JobId, Unavailable> {
    text.parse()
        .map_err(|_| Unavailable(format!("redis: `{text}` is no id")))
}

pub(super) fn lease(kind: &str, leased: Leased) -> Result<Lease, Unavailable> {
    let (job, payload, key, attempt, token) = leased;
    Ok(Lease {
        id: id(&job)?,
        kind: kind.to_owned(),
        payload,
        key,
        attempt,
        token,
    })
}

pub(super) fn counts(counted: Counted) -> Counts {
    let (kind, waiting, delayed, running, dead, oldest) = counted;
    Counts {
        kind,
        waiting,
        delayed,
        running,
        dead,
        oldest_waiting: u64::try_from(oldest).ok().map(Duration::from_millis),
    }
}

/// The jobs of these ids that are still there.
pub(super) async fn read(
    connection: &Connection,
    prefix: &str,
    ids: &[JobId],
    state: State,
) -> Result<Vec<JobRecord>, Unavailable> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut commands = Pipeline::new();
    for id in ids {
        commands.hgetall(format!("{prefix}job:{id}"));
    }
    let hashes: Vec<HashMap<String, String>> = connection.pipe(&commands).await?;
    let jobs = ids
        .iter()
        .zip(hashes)
        .filter(|(_, fields)| !fields.is_empty());
    jobs.map(|(id, fields)| record(*id, &fields, state))
        .collect()
}

fn record(
    id: JobId,
    fields: &HashMap<String, String>,
    state: State,
) -> Result<JobRecord, Unavailable> {
    let text = |name: &str| fields.get(name).cloned().unwrap_or_default();
    let number = |name: &str| {
        let number = text(name).parse::<i64>();
        number.map_err(|_| Unavailable(format!("redis: job {id} has no {name}")))
    };
    Ok(JobRecord {
        id,
        kind: text("kind"),
        payload: text("payload"),
        state,
        attempts: u32::try_from(number("attempts")?).unwrap_or_default(),
        error: fields
            .get("error")
            .filter(|error| !error.is_empty())
            .cloned(),
        created_at: Millis(number("created_at")?),
        run_at: Millis(number("run_at")?),
    })
}
