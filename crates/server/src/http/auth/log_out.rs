//! `POST /auth/logout`

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{AppendHeaders, IntoResponse},
};

use crate::{
    Services,
    auth::caller::bearer,
    http::{
        failure::Failure,
        problems::{CALL, CHANGE, problems},
        refresh_cookie,
    },
};

problems!(LogOutProblems: CALL, CHANGE);

/// Log out
///
/// Ends the sign-in of the refresh cookie and that of the access token: neither is good any more, and
/// their sockets are closed. Who is not signed in is so afterwards, too.
#[utoipa::path(
    post,
    path = "/auth/logout",
    tag = "Accounts",
    security(("refreshCookie" = []), ("accessToken" = []), ()),
    responses(
        (status = 204, description = "Signed out",
            headers(("Set-Cookie" = String, description = "Takes the refresh token back"))),
        LogOutProblems,
    )
)]
pub(in crate::http) async fn log_out(
    State(services): State<Services>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Failure> {
    let refresh = refresh_cookie::read(&services, &headers);
    let by_cookie = refresh.and_then(|token| services.tokens.verify_refresh(&token).ok());
    let access = bearer(&headers);
    let by_token =
        access.and_then(|token| services.tokens.verify(token, services.clock.now()).ok());
    let sessions = [
        by_cookie.map(|claims| claims.session),
        by_token.and_then(|claims| claims.session),
    ];
    for session in sessions.into_iter().flatten() {
        services.end_session(session).await?;
    }
    let cookie = [(header::SET_COOKIE, refresh_cookie::clear(&services))];
    Ok((StatusCode::NO_CONTENT, AppendHeaders(cookie)))
}
