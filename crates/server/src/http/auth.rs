//! Signing up, in and out.

pub(super) mod firebase;
pub(super) mod firebase_config;
pub(super) mod forgot_password;
pub(super) mod log_in;
pub(super) mod log_out;
pub(super) mod refresh;
pub(super) mod reset_password;
pub(super) mod sign_up;
pub(super) mod totp;
pub(super) mod verify_email;

use axum::{
    Json,
    http::{HeaderValue, header},
    response::AppendHeaders,
};
use codevlive_protocol::auth::SignedIn;
use codevlive_store::documents::account::Account;

use crate::{
    Services,
    auth::{browser::Browser, sessions::SignIn, token::ACCESS_SECONDS},
    http::{me, refresh_cookie},
};

/// Headers that set two cookies.
type SetCookies = AppendHeaders<[(header::HeaderName, HeaderValue); 2]>;

/// How a sign-in is answered: the access token in the body, the refresh token as a cookie, and the one by which
/// the account knows the browser.
pub(super) fn signed_in(
    services: &Services,
    account: Account,
    sign_in: SignIn,
    browser: &Browser,
) -> (SetCookies, Json<SignedIn>) {
    let refresh = refresh_cookie::set(services, &sign_in);
    let cookies = [
        (header::SET_COOKIE, refresh),
        (header::SET_COOKIE, browser.remember()),
    ];
    let body = SignedIn {
        access_token: sign_in.access,
        expires_in: ACCESS_SECONDS,
        user: me::user(account),
    };
    (AppendHeaders(cookies), Json(body))
}
