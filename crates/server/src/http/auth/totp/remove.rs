//! `DELETE /auth/totp`

use axum::{extract::State, http::StatusCode};
use codevlive_protocol::auth::Confirmation;
use codevlive_store::{document::WriteError, documents::account::Account};

use crate::{
    Services,
    auth::caller::AccountCaller,
    http::{
        body::OptionalBody,
        failure::Failure,
        problems::{BODY, CALL, CHANGE, problems},
    },
};

problems!(RemoveProblems: CALL, CHANGE, BODY; Unauthenticated, AccountRequired, BadPassword, SignInAgain);

/// Turn the second factor off
///
/// Needs a sign-in of the last ten minutes, or the password.
#[utoipa::path(
    delete,
    path = "/auth/totp",
    tag = "Accounts",
    operation_id = "remove_totp",
    security(("accessToken" = [])),
    request_body = Option<Confirmation>,
    responses((status = 204, description = "It is off"), RemoveProblems)
)]
pub(in crate::http) async fn remove(
    State(services): State<Services>,
    caller: AccountCaller,
    OptionalBody(body): OptionalBody<Confirmation>,
) -> Result<StatusCode, Failure> {
    let account = services.confirm(&caller, body.password).await?;
    let removed = services.amend(account.id, |account| {
        Ok::<_, WriteError>(turn_off(&services, account))
    });
    removed.await?;
    tracing::info!(person.id = %account.id, "second factor turned off");
    Ok(StatusCode::NO_CONTENT)
}

/// Whether it was on, or being set up.
fn turn_off(services: &Services, account: &mut Account) -> bool {
    let pending = account.security.pending_factor.take();
    let on = account.security.second_factor.take();
    if on.is_some() {
        services.tell_change(account, "second factor was removed");
    }
    on.is_some() || pending.is_some()
}
