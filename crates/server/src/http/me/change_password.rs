//! `POST /me/password`

use axum::{extract::State, response::IntoResponse};
use codevlive_protocol::{auth::SignedIn, me::PasswordChange, problem::ProblemCode};

use crate::{
    Services,
    auth::{browser::Browser, caller::AccountCaller},
    http::{
        auth::signed_in,
        body::Body,
        failure::Failure,
        problems::{BODY, CALL, CHANGE, problems},
    },
};

problems!(
    ChangePasswordProblems: CALL, CHANGE, BODY;
    Unauthenticated, AccountRequired, BadPassword, SignInAgain
);

/// Change my password
///
/// Ends all sign-ins, sockets included; the one who asks gets a new one. An account without a password gets one
/// after a sign-in of the last ten minutes.
#[utoipa::path(
    post,
    path = "/me/password",
    tag = "Accounts",
    operation_id = "change_password",
    security(("accessToken" = [])),
    request_body = PasswordChange,
    responses(
        (status = 200, description = "Changed, and signed in anew", body = SignedIn,
            headers(("Set-Cookie" = String, description = "The refresh token"))),
        ChangePasswordProblems,
    )
)]
pub(in crate::http) async fn change_password(
    State(services): State<Services>,
    caller: AccountCaller,
    browser: Browser,
    Body(body): Body<PasswordChange>,
) -> Result<impl IntoResponse, Failure> {
    let account = match body.current_password {
        Some(current) => services.confirm_password(&caller, current).await?,
        None if services.own_account(&caller).await?.password_hash.is_some() => {
            return Err(ProblemCode::BadPassword.into());
        }
        None => services.confirm_recent(&caller).await?,
    };
    let account = services
        .replace_password(&account, body.new_password, &browser)
        .await
        .map_err(|error| Failure::of_password("newPassword", error))?;
    tracing::info!(person.id = %account.id, "password changed");
    let sign_in = services.begin_session(&account, &browser).await?;
    Ok(signed_in(&services, account, sign_in, &browser))
}
