//! `DELETE /me/sessions/{id}`

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use codevlive_domain::id::SessionId;
use codevlive_protocol::problem::ProblemCode;

use crate::{
    Services,
    auth::caller::AccountCaller,
    http::{
        failure::Failure,
        problems::{CALL, CHANGE, problems},
    },
};

problems!(EndProblems: CALL, CHANGE; Unauthenticated, AccountRequired, UnknownSession);

/// End one of my sign-ins
///
/// Its tokens are no good any more, and its sockets are closed within a second.
#[utoipa::path(
    delete,
    path = "/me/sessions/{id}",
    tag = "Accounts",
    operation_id = "end_session",
    security(("accessToken" = [])),
    params(("id" = SessionId, Path, description = "The sign-in")),
    responses((status = 204, description = "It has ended"), EndProblems)
)]
pub(in crate::http) async fn end(
    State(services): State<Services>,
    caller: AccountCaller,
    Path(id): Path<String>,
) -> Result<StatusCode, Failure> {
    let id: SessionId = id.parse().map_err(|_| ProblemCode::UnknownSession)?;
    let session = services.sessions().get(&id.to_string()).await?;
    session
        .filter(|session| session.value.person == caller.person.id)
        .ok_or(ProblemCode::UnknownSession)?;
    services.end_session(id).await?;
    tracing::info!(session.id = %id, person.id = %caller.person.id, "sign-in ended");
    Ok(StatusCode::NO_CONTENT)
}
