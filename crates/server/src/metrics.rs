//! Metrics for Prometheus, on a listener of their own.

use std::sync::OnceLock;

use axum::{Router, routing::get};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

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

/// Answers `/metrics` with what was recorded.
pub fn router(recorded: PrometheusHandle) -> Router {
    Router::new().route("/metrics", get(async move || recorded.render()))
}
