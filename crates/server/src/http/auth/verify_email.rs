//! `POST /auth/email/verify`

use axum::{extract::State, http::StatusCode};
use codevlive_protocol::auth::EmailVerification;

use crate::{
    Services,
    client_address::ClientAddress,
    http::{
        body::Body,
        failure::Failure,
        problems::{BODY, CALL, CHANGE, problems},
    },
    rate_limit::{Rule, by_address},
};

problems!(VerifyProblems: CALL, CHANGE, BODY; LinkExpired);

/// Verify an address by the link of a mail
///
/// Of a new address, this is the moment in which it becomes the account's. The link is good once, for a day.
#[utoipa::path(
    post,
    path = "/auth/email/verify",
    tag = "Accounts",
    operation_id = "verify_email",
    request_body = EmailVerification,
    responses((status = 204, description = "It is theirs"), VerifyProblems)
)]
pub(in crate::http) async fn verify(
    State(services): State<Services>,
    address: ClientAddress,
    Body(body): Body<EmailVerification>,
) -> Result<StatusCode, Failure> {
    services
        .limits
        .take(Rule::Link, by_address(address.0))
        .await?;
    let account = services.verify_address(&body.token).await?;
    tracing::info!(person.id = %account.id, "address verified");
    Ok(StatusCode::NO_CONTENT)
}
