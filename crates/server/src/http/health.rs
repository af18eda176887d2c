//! Probes: `/healthz` (alive) and `/readyz` (may take traffic).

use axum::{Json, extract::State};
use codevlive_protocol::problem::ProblemCode;
use serde_json::{Value, json};

use crate::{Services, http::failure::Failure};

/// The process answers: nothing to restart it for.
pub(super) async fn alive() -> Json<Value> {
    Json(json!({ "status": "alive" }))
}

/// May this node be given traffic? 503 while it goes away, and while its store takes no writes.
pub(super) async fn ready(State(services): State<Services>) -> Result<Json<Value>, Failure> {
    if services.readiness.is_draining() {
        return Err(ProblemCode::Draining.into());
    }
    services.store.health.writable()?;
    Ok(Json(json!({ "status": "ready" })))
}
