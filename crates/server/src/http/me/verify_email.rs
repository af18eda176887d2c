//! `POST /me/email/verification`

use axum::{extract::State, http::StatusCode};

use crate::{
    Services,
    auth::caller::AccountCaller,
    http::{
        failure::Failure,
        problems::{CALL, CHANGE, problems},
    },
    rate_limit::Rule,
};

problems!(VerificationProblems: CALL, CHANGE; Unauthenticated, AccountRequired);

/// Send the mail again that verifies my address
///
/// The link of the one before is void then. No mail is sent if the address is verified.
#[utoipa::path(
    post,
    path = "/me/email/verification",
    tag = "Accounts",
    operation_id = "send_verification",
    security(("accessToken" = [])),
    responses((status = 202, description = "The mail is on its way"), VerificationProblems)
)]
pub(in crate::http) async fn send_verification(
    State(services): State<Services>,
    caller: AccountCaller,
) -> Result<StatusCode, Failure> {
    let account = services.own_account(&caller).await?;
    services.limits.take(Rule::OwnMail, account.id.0).await?;
    services.send_verification(&account).await?;
    Ok(StatusCode::ACCEPTED)
}
