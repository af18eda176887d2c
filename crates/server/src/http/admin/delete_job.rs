//! `DELETE /admin/jobs/{id}`

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

problems!(DeleteProblems: CALL, CHANGE; Unauthenticated, AccountRequired, Forbidden, UnknownJob);

/// Delete a job
///
/// For administrators. It is not done any more; one that runs is cut off within seconds.
#[utoipa::path(
    delete,
    path = "/admin/jobs/{id}",
    tag = "Administration",
    operation_id = "delete_job",
    security(("accessToken" = [])),
    params(("id" = uuid::Uuid, Path, description = "The job")),
    responses((status = 204, description = "It is gone"), DeleteProblems)
)]
pub(in crate::http) async fn delete_job(
    State(services): State<Services>,
    AdministratorOfJob(administrator, id): AdministratorOfJob,
) -> Result<StatusCode, Failure> {
    if !services.queue.remove(id).await? {
        return Err(ProblemCode::UnknownJob.into());
    }
    tracing::info!(job.id = %id, person.id = %administrator.0.person.id, "a job was deleted");
    Ok(StatusCode::NO_CONTENT)
}
