//! The queue, as administrators see it.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::timestamp::Timestamp;

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Due, and not yet taken.
    Waiting,
    /// Its time has not come: asked for later, or to be tried again.
    Delayed,
    /// A worker has it.
    Running,
    /// Given up; a person decides.
    Dead,
}

/// A job.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    /// Its id.
    pub id: Uuid,
    /// Which queue it is in.
    #[schema(example = "mail")]
    pub kind: String,
    /// What it is about, in a few words.
    #[schema(example = "invitation to ben@example.org")]
    pub summary: String,
    /// Where it stands.
    pub state: JobState,
    /// Tries so far, one that runs now among them.
    pub attempts: u32,
    /// Why the last try failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub error: Option<String>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it is or was due, or was given up.
    pub run_at: Timestamp,
}

/// The jobs of one kind, counted.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct JobQueue {
    /// Which.
    #[schema(example = "mail")]
    pub kind: String,
    /// Due, and not yet taken.
    pub waiting: u64,
    /// Not yet due.
    pub delayed: u64,
    /// In workers' hands.
    pub running: u64,
    /// Given up.
    pub dead: u64,
    /// For how long the oldest that waits has been due, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub oldest_waiting_seconds: Option<f64>,
}

/// One page of jobs, and the counts of all.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct JobPage {
    /// Oldest first.
    pub items: Vec<Job>,
    /// All queues.
    pub queues: Vec<JobQueue>,
    /// For the next page; none if this is the last.
    pub next_cursor: Option<String>,
}

/// Which jobs to list.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct JobQuery {
    /// Of that state; without it, of all.
    #[param(nullable = false)]
    pub state: Option<JobState>,
    /// Of that kind; without it, of all.
    #[param(nullable = false)]
    pub kind: Option<String>,
    /// At most so many, 1 to 100; 50 if nothing is said.
    #[param(nullable = false, minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
    /// The `nextCursor` of the page before.
    #[param(nullable = false)]
    pub cursor: Option<String>,
}
