//! Metrics of what waits.

use std::{sync::Arc, time::Duration};

use crate::{Queue, job::Counts};

/// How often.
const EVERY: Duration = Duration::from_secs(5);

/// Measures how many jobs of each of these kinds there are, and how long the oldest waits, as long as the worker
/// lives. One without jobs has zeros: what is not there can't be told from what is not measured.
pub(super) async fn sample(queue: Arc<dyn Queue>, kinds: Vec<&'static str>) {
    loop {
        match queue.counts().await {
            Ok(all) => kinds.iter().for_each(|kind| {
                let none = || Counts {
                    kind: (*kind).to_owned(),
                    ..Counts::default()
                };
                let counts = all.iter().find(|counts| counts.kind == *kind);
                record(&counts.cloned().unwrap_or_else(none));
            }),
            Err(error) => tracing::debug!(%error, "jobs could not be counted"),
        }
        tokio::time::sleep(EVERY).await;
    }
}

fn record(counts: &Counts) {
    let states = [
        ("waiting", counts.waiting),
        ("delayed", counts.delayed),
        ("running", counts.running),
        ("dead", counts.dead),
    ];
    for (state, count) in states {
        metrics::gauge!("codevlive_jobs", "kind" => counts.kind.clone(), "state" => state)
            .set(u32::try_from(count).unwrap_or(u32::MAX));
    }
    let oldest = counts.oldest_waiting.unwrap_or_default().as_secs_f64();
    metrics::gauge!("codevlive_jobs_oldest_waiting_seconds", "kind" => counts.kind.clone())
        .set(oldest);
}
