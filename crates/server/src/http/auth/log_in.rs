//! `POST /auth/login`

use axum::{extract::State, response::IntoResponse};
use codevlive_protocol::auth::{LogIn, SignedIn};

use crate::{
    Services,
    auth::{accounts::Attempt, browser::Browser},
    http::{
        auth::signed_in,
        body::Body,
        failure::Failure,
        problems::{BODY, CALL, CHANGE, problems},
    },
};

problems!(LogInProblems: CALL, CHANGE, BODY; BadCredentials, CodeRequired, BadCode);

/// Log in
///
/// A wrong password and an unknown address are answered alike, after the same time. With a second factor, a code is
/// asked for once the password is right. A browser that the account does not know is told of by mail.
#[utoipa::path(
    post,
    path = "/auth/login",
    tag = "Accounts",
    request_body = LogIn,
    responses(
        (status = 200, description = "Signed in", body = SignedIn,
            headers(("Set-Cookie" = String, description = "The refresh token"))),
        LogInProblems,
    )
)]
pub(in crate::http) async fn log_in(
    State(services): State<Services>,
    browser: Browser,
    Body(body): Body<LogIn>,
) -> Result<impl IntoResponse, Failure> {
    let attempt = Attempt {
        email: body.email,
        password: body.password,
        code: body.code,
    };
    let (account, sign_in) = services.log_in(attempt, &browser).await?;
    tracing::info!(person.id = %account.id, "logged in");
    Ok(signed_in(&services, account, sign_in, &browser))
}
