//! `GET /me`

use axum::{Json, extract::State};
use codevlive_protocol::{me::User, problem::ProblemCode};

use crate::{
    Services,
    auth::caller::AccountCaller,
    http::{
        failure::Failure,
        me::user,
        problems::{CALL, problems},
    },
};

problems!(ShowProblems: CALL; Unauthenticated, AccountRequired);

/// Who am I
#[utoipa::path(
    get,
    path = "/me",
    tag = "Accounts",
    operation_id = "show_me",
    security(("accessToken" = [])),
    responses((status = 200, description = "Who is signed in", body = User), ShowProblems)
)]
pub(in crate::http) async fn show(
    State(services): State<Services>,
    caller: AccountCaller,
) -> Result<Json<User>, Failure> {
    let account = services
        .accounts()
        .get(&caller.person.id.to_string())
        .await?;
    let account = account.ok_or(ProblemCode::Unauthenticated)?;
    Ok(Json(user(account.value)))
}
