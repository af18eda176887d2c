//! Metrics of what waits.

use std::{sync::Arc, time::Duration};

use crate::{Queue, job::Counts};

/// How often.
const EVERY: Duration = Duration::from_secs(5);

/// Measures how many jobs of each kind there are, and how long the oldest waits, as long as the worker lives. Kinds
/// that are gone stay at zero.
pub(super) async fn sample(queue: Arc<dyn Queue>) {
    let mut known: Vec<String> = Vec::new();
    loop {
        match queue.counts().await {
            Ok(all) => {
                let gone = known
                    .iter()
                    .filter(|kind| all.iter().all(|counts| counts.kind != **kind));
                gone.for_each(|kind| {
                    record(&Counts {
                        kind: kind.clone(),
                        ..Counts::default()
                    });
                });
                all.iter().for_each(record);
                known.extend(all.into_iter().map(|counts| counts.kind));
                known.sort_unstable();
                known.dedup();
            }
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
