//! `GET /me/sessions`

use axum::{Json, extract::State};
use codevlive_protocol::me::SessionList;

use crate::{
    Services,
    auth::caller::AccountCaller,
    http::{
        failure::Failure,
        me::sessions::item,
        problems::{CALL, problems},
    },
};

problems!(ListProblems: CALL; Unauthenticated, AccountRequired);

/// My sign-ins
#[utoipa::path(
    get,
    path = "/me/sessions",
    tag = "Accounts",
    operation_id = "list_sessions",
    security(("accessToken" = [])),
    responses((status = 200, description = "Those that have not ended, newest first", body = SessionList), ListProblems)
)]
pub(in crate::http) async fn list(
    State(services): State<Services>,
    caller: AccountCaller,
) -> Result<Json<SessionList>, Failure> {
    let account = services.own_account(&caller).await?;
    let sessions = services.sessions_of(&account).await?.into_iter();
    let items = sessions
        .map(|session| item(session, caller.session))
        .collect();
    Ok(Json(SessionList { items }))
}
