//! The refresh token's cookie: nothing but the browser reads it, and no other site makes it be sent.

use axum::http::{HeaderMap, HeaderValue};
use axum_extra::extract::CookieJar;

use crate::{Services, auth::sessions::SignIn};

/// The `__Host-` prefix makes browsers insist on TLS, this host alone and the whole path (RFC 6265bis,
/// 4.1.3.2); without TLS, on localhost, they would refuse it.
const fn name(secure: bool) -> &'static str {
    if secure { "__Host-refresh" } else { "refresh" }
}

/// The refresh token that came with a request.
pub(super) fn read(services: &Services, headers: &HeaderMap) -> Option<String> {
    let jar = CookieJar::from_headers(headers);
    let cookie = jar.get(name(services.settings.public_url.is_https()))?;
    Some(cookie.value().to_owned())
}

/// Hands out a refresh token, until it ends.
pub(super) fn set(services: &Services, sign_in: &SignIn) -> HeaderValue {
    write(
        services,
        &sign_in.refresh,
        sign_in.expires_at.since(services.clock.now()),
    )
}

/// Takes it back.
pub(super) fn clear(services: &Services) -> HeaderValue {
    write(services, "", 0)
}

fn write(services: &Services, token: &str, lasts: i64) -> HeaderValue {
    let secure = services.settings.public_url.is_https();
    let (name, attribute) = (name(secure), if secure { "; Secure" } else { "" });
    let seconds = lasts / 1000;
    let cookie =
        format!("{name}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{attribute}");
    HeaderValue::try_from(cookie).expect("a token has the characters of base64url, and dots")
}
