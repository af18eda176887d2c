//! `POST /auth/login`

use axum::{extract::State, response::IntoResponse};
use codevlive_protocol::{
    auth::{LogIn, MAX_PASSWORD, SignedIn},
    problem::ProblemCode,
};
use codevlive_store::documents::account::email_key;

use crate::{
    Services,
    client_address::ClientAddress,
    http::{
        auth::signed_in,
        body::Body,
        failure::Failure,
        problems::{BODY, CALL, CHANGE, problems},
    },
    rate_limit::{Limited, Rule, by_address},
};

problems!(LogInProblems: CALL, CHANGE, BODY; BadCredentials);

/// Log in
///
/// A wrong password and an unknown address are answered alike, after the same time.
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
    address: ClientAddress,
    Body(body): Body<LogIn>,
) -> Result<impl IntoResponse, Failure> {
    limit(&services, address, &body.email).await?;
    if body.password.chars().count() > MAX_PASSWORD {
        return Err(ProblemCode::BadCredentials.into());
    }
    let (account, sign_in) = services.log_in(&body.email, body.password).await?;
    tracing::info!(person.id = %account.id, "logged in");
    Ok(signed_in(&services, account, sign_in))
}

/// Counted whether or not the address has an account, or the password fits: the limit tells neither.
async fn limit(services: &Services, address: ClientAddress, email: &str) -> Result<(), Limited> {
    let account = email_key(email);
    let limits = &services.limits;
    limits.take(Rule::LogIn, by_address(address.0)).await?;
    limits
        .take(
            Rule::LogInToAccountFromAddress,
            (&account, by_address(address.0)),
        )
        .await?;
    limits.take(Rule::LogInToAccount, &account).await
}
