//! `POST /admin/jobs/{id}/retry`

use axum::{extract::State, http::StatusCode};
use codevlive_protocol::problem::ProblemCode;

use super::AdministratorOfJob;
use crate::{
    Services,
    http::{
        failure::Failure,
        problems::{CALL, CHANGE, problems},
    },
};

problems!(RetryProblems: CALL, CHANGE; Unauthenticated, AccountRequired, Forbidden, UnknownJob);

/// Try a job again
///
/// For administrators. A job that was given up, or that waits for its next try, is due now, with all its tries
/// before it.
#[utoipa::path(
    post,
    path = "/admin/jobs/{id}/retry",
    tag = "Administration",
    operation_id = "retry_job",
    security(("accessToken" = [])),
    params(("id" = uuid::Uuid, Path, description = "The job")),
    responses((status = 204, description = "It is due"), RetryProblems)
)]
pub(in crate::http) async fn retry_job(
    State(services): State<Services>,
    AdministratorOfJob(administrator, id): AdministratorOfJob,
) -> Result<StatusCode, Failure> {
    if !services.queue.retry(id).await? {
        return Err(ProblemCode::UnknownJob.into());
    }
    tracing::info!(job.id = %id, person.id = %administrator.0.person.id, "a job is tried again");
    Ok(StatusCode::NO_CONTENT)
}
