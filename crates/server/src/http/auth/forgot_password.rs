//! `POST /auth/password/forgot`

use axum::{extract::State, http::StatusCode};
use codevlive_protocol::auth::ForgottenPassword;

use crate::{
    Services,
    auth::browser::Browser,
    http::{
        body::Body,
        failure::Failure,
        problems::{BODY, CALL, CHANGE, problems},
    },
};

problems!(ForgotProblems: CALL, CHANGE, BODY);

/// Forgot my password
///
/// Sends a link to the address, if it has an account: the answer is the same if it has none, and comes after the
/// same time. The link is good once, for half an hour; a new one makes the one before void.
#[utoipa::path(
    post,
    path = "/auth/password/forgot",
    tag = "Accounts",
    operation_id = "forgot_password",
    request_body = ForgottenPassword,
    responses((status = 202, description = "If there is an account, the mail is on its way"), ForgotProblems)
)]
pub(in crate::http) async fn forgot(
    State(services): State<Services>,
    browser: Browser,
    Body(body): Body<ForgottenPassword>,
) -> Result<StatusCode, Failure> {
    services.forget_password(&body.email, &browser).await?;
    Ok(StatusCode::ACCEPTED)
}
