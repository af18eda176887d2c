//! Signing up, in and out.

pub(super) mod firebase;
pub(super) mod firebase_config;
pub(super) mod log_in;
pub(super) mod log_out;
pub(super) mod refresh;
pub(super) mod sign_up;

use axum::{
    Json,
    http::{HeaderValue, header},
    response::AppendHeaders,
};
use codevlive_protocol::auth::SignedIn;
use codevlive_store::documents::account::Account;

use crate::{
    Services,
    auth::{sessions::SignIn, token::ACCESS_SECONDS},
    http::{me, refresh_cookie},
};

/// A header that sets a cookie.
type SetCookie = AppendHeaders<[(header::HeaderName, HeaderValue); 1]>;

/// How a sign-in is answered: the access token in the body, the refresh token as a cookie.
fn signed_in(
    services: &Services,
    account: Account,
    sign_in: SignIn,
) -> (SetCookie, Json<SignedIn>) {
    let cookie = refresh_cookie::set(services, &sign_in);
    let body = SignedIn {
        access_token: sign_in.access,
        expires_in: ACCESS_SECONDS,
        user: me::user(account),
    };
    (AppendHeaders([(header::SET_COOKIE, cookie)]), Json(body))
}
