//! `POST /auth/refresh`

use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::{AppendHeaders, IntoResponse, Response},
};
use codevlive_protocol::auth::SignedIn;

use crate::{
    Services,
    auth::{browser::Browser, sessions::RefreshError},
    http::{
        auth::signed_in,
        failure::Failure,
        problems::{CALL, CHANGE, problems},
        refresh_cookie,
    },
    rate_limit::{Rule, by_address},
};

problems!(RefreshProblems: CALL, CHANGE; SessionEnded);

/// Refresh
///
/// Takes the refresh cookie, and gives the next one with a new access token. The cookie is good once: if
/// it is used again, the whole sign-in ends. Only within 30 seconds the same successor is given again,
/// for two tabs that ask at once.
#[utoipa::path(
    post,
    path = "/auth/refresh",
    tag = "Accounts",
    security(("refreshCookie" = [])),
    responses(
        (status = 200, description = "Still signed in", body = SignedIn,
            headers(("Set-Cookie" = String, description = "The next refresh token"))),
        RefreshProblems,
    )
)]
pub(in crate::http) async fn refresh(
    State(services): State<Services>,
    browser: Browser,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    services
        .limits
        .take(Rule::Refresh, by_address(browser.address))
        .await?;
    let outcome = match refresh_cookie::read(&services, &headers) {
        Some(token) => services.refresh(&token, &browser).await,
        None => Err(RefreshError::Ended),
    };
    match outcome {
        Ok((account, sign_in)) => {
            Ok(signed_in(&services, account, sign_in, &browser).into_response())
        }
        Err(RefreshError::Ended) => {
            let cookie = [(header::SET_COOKIE, refresh_cookie::clear(&services))];
            Ok((AppendHeaders(cookie), Failure::from(RefreshError::Ended)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
