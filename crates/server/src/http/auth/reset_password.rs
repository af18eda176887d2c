//! `POST /auth/password/reset`

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{AppendHeaders, IntoResponse},
};
use codevlive_protocol::auth::PasswordReset;

use crate::{
    Services,
    auth::browser::Browser,
    http::{
        body::Body,
        failure::Failure,
        problems::{BODY, CALL, CHANGE, problems},
    },
    rate_limit::{Rule, by_address},
};

problems!(ResetProblems: CALL, CHANGE, BODY; LinkExpired);

/// Set a new password by the link of a mail
///
/// Ends all sign-ins, and shows that the address is theirs. A second factor stays on.
#[utoipa::path(
    post,
    path = "/auth/password/reset",
    tag = "Accounts",
    operation_id = "reset_password",
    request_body = PasswordReset,
    responses(
        (status = 204, description = "Sign in with it now",
            headers(("Set-Cookie" = String, description = "By which the account knows this browser again"))),
        ResetProblems,
    )
)]
pub(in crate::http) async fn reset(
    State(services): State<Services>,
    browser: Browser,
    Body(body): Body<PasswordReset>,
) -> Result<impl IntoResponse, Failure> {
    services
        .limits
        .take(Rule::Link, by_address(browser.address))
        .await?;
    let account = services
        .reset_password(&body.token, body.password, &browser)
        .await?;
    tracing::info!(person.id = %account.id, "password reset");
    let cookie = [(header::SET_COOKIE, browser.remember())];
    Ok((StatusCode::NO_CONTENT, AppendHeaders(cookie)))
}
