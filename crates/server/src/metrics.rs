//! Metrics for Prometheus, on a listener of their own.

use std::{sync::OnceLock, time::Duration};

use axum::{Router, routing::get};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

/// How often samples are summed up.
const UPKEEP: Duration = Duration::from_secs(5);

static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();

/// Starts to record what this process measures. It is one for the whole process; asked again, it is the
/// same.
///
/// # Panics
/// If another recorder was installed before.
pub fn install() -> PrometheusHandle {
    let recorder = || {
        PrometheusBuilder::new()
            .install_recorder()
            .expect("nobody else installs a recorder")
    };
    RECORDER.get_or_init(recorder).clone()
}

/// Keeps what was recorded small, for as long as the runtime lives: histograms keep every sample until
/// they are asked for, or told to sum up, and perhaps nobody ever asks.
pub async fn upkeep(recorded: PrometheusHandle) {
    let mut due = tokio::time::interval(UPKEEP);
    loop {
        due.tick().await;
        recorded.run_upkeep();
    }
}

/// Answers `/metrics` with what was recorded.
pub fn router(recorded: PrometheusHandle) -> Router {
    Router::new().route("/metrics", get(async move || recorded.render()))
}
