//! What a queue holds.

use std::{fmt, str::FromStr, time::Duration};

use codevlive_domain::time::Millis;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// For how long the key of a finished job is remembered: who asks for the job again in that time is told that it
/// is done.
pub const REMEMBERED: Duration = Duration::from_hours(24);

/// A job, from its making to its end. `UUIDv7`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JobId(pub Uuid);

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for JobId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// Which of the jobs that are due goes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// Someone sits and waits for it.
    High,
    /// As most.
    #[default]
    Normal,
    /// Whenever there is nothing else.
    Low,
}

/// A job to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJob {
    /// Of the caller's making.
    pub id: JobId,
    /// Which worker does it.
    pub kind: String,
    /// What its worker is given: JSON.
    pub payload: String,
    /// No two jobs of one key are held at once. Mostly the id.
    pub key: String,
    /// Which goes first.
    pub priority: Priority,
    /// Not before that time.
    pub run_at: Millis,
    /// When it was asked for.
    pub created_at: Millis,
}

/// What came of asking for a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enqueued {
    /// It is here now.
    Added,
    /// One of its key was here already.
    Present(JobId),
    /// One of its key was finished, or removed, not long ago.
    Finished,
}

/// A job in a worker's hands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// Which.
    pub id: JobId,
    /// Its kind.
    pub kind: String,
    /// What its worker is given: JSON.
    pub payload: String,
    /// Its key.
    pub key: String,
    /// Which try this is, from 1.
    pub attempt: u32,
    /// The engine's mark of this lease, by which it tells it from a later one of the same job.
    pub token: String,
}

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Due, and not yet taken.
    Waiting,
    /// Its time has not come: asked for later, or to be tried again.
    Delayed,
    /// A worker has it.
    Running,
    /// Given up.
    Dead,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Delayed, Self::Running, Self::Dead];

    /// As in metrics.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delayed => "delayed",
            Self::Running => "running",
            Self::Dead => "dead",
        }
    }
}

/// All that is known of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobRecord {
    /// Which.
    pub id: JobId,
    /// Its kind.
    pub kind: String,
    /// What its worker is given: JSON.
    pub payload: String,
    /// Where it stands.
    pub state: State,
    /// Tries so far, one that runs now among them.
    pub attempts: u32,
    /// Why the last try failed.
    pub error: Option<String>,
    /// When it was asked for.
    pub created_at: Millis,
    /// When it is or was due.
    pub run_at: Millis,
}

/// Which jobs to list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Of that state.
    pub state: State,
    /// Of that kind alone.
    pub kind: Option<String>,
    /// Those behind this one.
    pub after: Option<JobId>,
    /// So many at most.
    pub limit: usize,
}

/// The jobs of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Which.
    pub kind: String,
    /// Due, and not yet taken.
    pub waiting: u64,
    /// Not yet due.
    pub delayed: u64,
    /// In workers' hands.
    pub running: u64,
    /// Given up.
    pub dead: u64,
    /// How long the oldest that waits has been due.
    pub oldest_waiting: Option<Duration>,
}
