//! `GET /admin/jobs`

use axum::{Json, extract::State};
use codevlive_jobs::job::Envelope;
use codevlive_protocol::admin::{self, JobPage, JobQuery, JobQueue, JobState};
use codevlive_queue::job::{self, Counts, JobId, JobRecord, Listing};

use super::Administrator;
use crate::{
    Services,
    http::{
        failure::Failure,
        problems::{CALL, problems},
        query::{self, Query},
    },
};

const DEFAULT_LIMIT: usize = 50;
const MAX_LIMIT: usize = 100;

problems!(ListProblems: CALL; Unauthenticated, AccountRequired, Forbidden, Invalid);

/// The queue
///
/// For administrators. Jobs that wait, run or were given up, oldest first, and how many there are of each kind.
#[utoipa::path(
    get,
    path = "/admin/jobs",
    tag = "Administration",
    operation_id = "list_jobs",
    security(("accessToken" = [])),
    params(JobQuery),
    responses((status = 200, description = "One page of them", body = JobPage), ListProblems)
)]
pub(in crate::http) async fn list_jobs(
    State(services): State<Services>,
    _administrator: Administrator,
    Query(page): Query<JobQuery>,
) -> Result<Json<JobPage>, Failure> {
    let limit = query::limit(page.limit, DEFAULT_LIMIT, MAX_LIMIT)?;
    let after: Option<JobId> = query::cursor(page.cursor.as_deref())?;
    let mut found = Vec::new();
    for state in states(page.state) {
        let listing = Listing {
            state,
            kind: page.kind.clone(),
            after,
            limit: limit + 1,
        };
        found.extend(services.queue.list(listing).await?);
    }
    found.sort_unstable_by_key(|job| job.id);
    let more = found.len() > limit;
    found.truncate(limit);
    let last = found.last().filter(|_| more);
    let next_cursor = last.map(|job| job.id.to_string());
    let counts = services.queue.counts().await?;
    Ok(Json(JobPage {
        items: found.into_iter().map(shown).collect(),
        queues: counts.into_iter().map(queue).collect(),
        next_cursor,
    }))
}

fn states(asked: Option<JobState>) -> Vec<job::State> {
    match asked {
        None => job::State::ALL.to_vec(),
        Some(JobState::Waiting) => vec![job::State::Waiting],
        Some(JobState::Delayed) => vec![job::State::Delayed],
        Some(JobState::Running) => vec![job::State::Running],
        Some(JobState::Dead) => vec![job::State::Dead],
    }
}

fn shown(record: JobRecord) -> admin::Job {
    let job = Envelope::of_json(&record.payload).map(|envelope| envelope.job);
    let state = match record.state {
        job::State::Waiting => JobState::Waiting,
        job::State::Delayed => JobState::Delayed,
        job::State::Running => JobState::Running,
        job::State::Dead => JobState::Dead,
    };
    admin::Job {
        id: record.id.0,
        kind: record.kind,
        summary: job.map_or_else(|| "unknown to this version".to_owned(), |job| job.summary()),
        state,
        attempts: record.attempts,
        error: record.error,
        created_at: record.created_at.into(),
        run_at: record.run_at.into(),
    }
}

fn queue(counts: Counts) -> JobQueue {
    JobQueue {
        kind: counts.kind,
        waiting: counts.waiting,
        delayed: counts.delayed,
        running: counts.running,
        dead: counts.dead,
        oldest_waiting_seconds: counts.oldest_waiting.map(|age| age.as_secs_f64()),
    }
}
