//! `POST /me/email`

use axum::{extract::State, http::StatusCode};
use codevlive_protocol::me::EmailChange;

use crate::{
    Services,
    auth::{caller::AccountCaller, email::email},
    http::{
        body::Body,
        failure::Failure,
        fields::Fields,
        problems::{BODY, CALL, CHANGE, problems},
    },
    rate_limit::Rule,
};

problems!(
    ChangeEmailProblems: CALL, CHANGE, BODY;
    Unauthenticated, AccountRequired, BadPassword, SignInAgain
);

/// Change my address
///
/// Sends a link to the new address, which is the account's once it is followed, and a note to the one until now.
/// The answer does not tell whether the new address has an account. Needs the password; of an account that has
/// none, a sign-in of the last ten minutes.
#[utoipa::path(
    post,
    path = "/me/email",
    tag = "Accounts",
    operation_id = "change_email",
    security(("accessToken" = [])),
    request_body = EmailChange,
    responses((status = 202, description = "The mail is on its way"), ChangeEmailProblems)
)]
pub(in crate::http) async fn change_email(
    State(services): State<Services>,
    caller: AccountCaller,
    Body(body): Body<EmailChange>,
) -> Result<StatusCode, Failure> {
    let mut fields = Fields::default();
    let new = fields.check("email", email(&body.email));
    fields.finish()?;
    let account = services.own_account(&caller).await?;
    let account = match body.password {
        // Not even a moment after the sign-in: whoever has the address has the account.
        None if account.password_hash.is_some() => return Err(Failure::missing("password")),
        None => services.confirm_recent(&caller).await?,
        Some(password) => services.confirm_password(&caller, password).await?,
    };
    services.limits.take(Rule::OwnMail, account.id.0).await?;
    services.ask_for_address(&account, &new).await?;
    Ok(StatusCode::ACCEPTED)
}
