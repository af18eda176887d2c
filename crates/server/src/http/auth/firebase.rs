//! `POST /auth/firebase`

use axum::{extract::State, response::IntoResponse};
use codevlive_protocol::auth::{FirebaseSignIn, SignedIn};

use crate::{
    Services,
    auth::browser::Browser,
    http::{
        auth::signed_in,
        body::Body,
        failure::Failure,
        problems::{BODY, CALL, CHANGE, problems},
    },
    rate_limit::{Rule, by_address},
};

problems!(FirebaseProblems: CALL, CHANGE, BODY; BadIdToken, CodeRequired, BadCode, EmailNotVerified, NotFound);

/// Sign in with Google or GitHub
///
/// Takes the ID token that Firebase gives for such a sign-in. It opens the account that it opened before, or that
/// of its address if Firebase says that the address is verified, or a new one. An account of this address that
/// was never verified is handed over: its password and its sign-ins end, since its maker may not be its owner. A
/// second factor is asked for as with a password.
#[utoipa::path(
    post,
    path = "/auth/firebase",
    tag = "Accounts",
    request_body = FirebaseSignIn,
    responses(
        (status = 200, description = "Signed in", body = SignedIn,
            headers(("Set-Cookie" = String, description = "The refresh token"))),
        FirebaseProblems,
    )
)]
pub(in crate::http) async fn sign_in(
    State(services): State<Services>,
    browser: Browser,
    Body(body): Body<FirebaseSignIn>,
) -> Result<impl IntoResponse, Failure> {
    services
        .limits
        .take(Rule::Firebase, by_address(browser.address))
        .await?;
    let (account, sign_in) = services
        .sign_in_through_firebase(&body.id_token, body.code, &browser)
        .await?;
    tracing::info!(person.id = %account.id, "signed in through Firebase");
    Ok(signed_in(&services, account, sign_in, &browser))
}
