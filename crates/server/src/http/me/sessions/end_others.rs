//! `DELETE /me/sessions`

use axum::{extract::State, http::StatusCode};

use crate::{
    Services,
    auth::caller::AccountCaller,
    http::{
        failure::Failure,
        problems::{CALL, CHANGE, problems},
    },
};

problems!(EndOthersProblems: CALL, CHANGE; Unauthenticated, AccountRequired);

/// End all my other sign-ins
///
/// Their tokens are no good any more, and their sockets are closed within a second.
#[utoipa::path(
    delete,
    path = "/me/sessions",
    tag = "Accounts",
    operation_id = "end_other_sessions",
    security(("accessToken" = [])),
    responses((status = 204, description = "They have ended"), EndOthersProblems)
)]
pub(in crate::http) async fn end_others(
    State(services): State<Services>,
    caller: AccountCaller,
) -> Result<StatusCode, Failure> {
    let account = services.own_account(&caller).await?;
    for session in services.sessions_of(&account).await? {
        if session.id != caller.session {
            services.end_session(session.id).await?;
        }
    }
    Ok(StatusCode::NO_CONTENT)
}
