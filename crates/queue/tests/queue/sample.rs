//! Jobs for tests.

use codevlive_domain::clock::Clock;
use codevlive_queue::job::{JobId, Listing, NewJob, Priority, State};

use crate::clock::SystemClock;

pub(crate) const KIND: &str = "sample";

/// A job that is due now.
pub(crate) fn job() -> NewJob {
    let id = SystemClock.new_id();
    NewJob {
        id: JobId(id),
        kind: KIND.to_owned(),
        payload: format!("{{\"of\":\"{id}\"}}"),
        key: id.to_string(),
        priority: Priority::Normal,
        run_at: SystemClock.now(),
        created_at: SystemClock.now(),
    }
}

/// One that is due in so many milliseconds.
pub(crate) fn delayed(millis: i64) -> NewJob {
    NewJob {
        run_at: SystemClock.now().plus(millis),
        ..job()
    }
}

/// All jobs of that state.
pub(crate) fn all(state: State) -> Listing {
    Listing {
        state,
        kind: None,
        after: None,
        limit: 1_000,
    }
}
