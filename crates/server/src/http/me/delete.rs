//! `DELETE /me`

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{AppendHeaders, IntoResponse},
};
use codevlive_protocol::auth::Confirmation;

use crate::{
    Services,
    auth::caller::AccountCaller,
    http::{
        body::OptionalBody,
        failure::Failure,
        problems::{BODY, CALL, CHANGE, problems},
        refresh_cookie,
    },
};

problems!(DeleteProblems: CALL, CHANGE, BODY; Unauthenticated, AccountRequired, BadPassword, SignInAgain);

/// Delete my account
///
/// All sign-ins end, sockets included, and the address is free again. What belongs to the account is erased soon
/// after. Needs a sign-in of the last ten minutes, or the password.
#[utoipa::path(
    delete,
    path = "/me",
    tag = "Accounts",
    operation_id = "delete_me",
    security(("accessToken" = [])),
    request_body = Option<Confirmation>,
    responses(
        (status = 204, description = "There is no such account any more",
            headers(("Set-Cookie" = String, description = "Takes the refresh token back"))),
        DeleteProblems,
    )
)]
pub(in crate::http) async fn delete(
    State(services): State<Services>,
    caller: AccountCaller,
    OptionalBody(body): OptionalBody<Confirmation>,
) -> Result<impl IntoResponse, Failure> {
    let account = services.confirm(&caller, body.password).await?;
    services.delete_account(account.id).await?;
    tracing::info!(person.id = %account.id, "account deleted");
    let cookie = [(header::SET_COOKIE, refresh_cookie::clear(&services))];
    Ok((StatusCode::NO_CONTENT, AppendHeaders(cookie)))
}
