//! From which browser somebody comes: its address, what it says it is, and a cookie by which an account knows it
//! again.
//!
//! The cookie opens nothing. It lets the owner of an account in where guessers have used up what others may try,
//! and spares them the mail about a new device.

use std::net::IpAddr;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
};
use axum_extra::extract::CookieJar;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use codevlive_domain::id::PersonId;
use sha2::{Digest, Sha256};

use crate::{
    Services,
    auth::{random, user_agent},
    client_address::ClientAddress,
    http::failure::Failure,
};

/// Bytes of the cookie: nobody guesses another's.
const BYTES: usize = 32;
/// For how long browsers keep it, in seconds: as long as they keep any (RFC 6265bis, 5.5: 400 days).
const LASTS: u32 = 400 * 24 * 60 * 60;

/// Where a request comes from.
pub(crate) struct Browser {
    /// Its address.
    pub(crate) address: IpAddr,
    /// "Firefox on Linux".
    pub(crate) name: String,
    /// The cookie it sent, or gets with the answer.
    cookie: String,
    /// Whether the cookie asks for TLS.
    secure: bool,
}

impl FromRequestParts<Services> for Browser {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, Failure> {
        let address = ClientAddress::from_request_parts(parts, services).await?;
        let secure = services.settings.public_url.is_https();
        let user_agent = parts.headers.get(header::USER_AGENT);
        let user_agent = user_agent.and_then(|value| value.to_str().ok());
        Ok(Self {
            address: address.0,
            name: user_agent::name(user_agent.unwrap_or_default()),
            cookie: read(&parts.headers, secure).unwrap_or_else(fresh),
            secure,
        })
    }
}

impl Browser {
    /// How the account of that person knows this browser again; accounts can't compare.
    pub(crate) fn device_of(&self, person: PersonId) -> String {
        let hash = Sha256::new()
            .chain_update(person.0.as_bytes())
            .chain_update(&self.cookie);
        URL_SAFE_NO_PAD.encode(hash.finalize())
    }

    /// The header that makes the browser keep its cookie.
    pub(crate) fn remember(&self) -> HeaderValue {
        let (name, cookie) = (name(self.secure), &self.cookie);
        let attribute = if self.secure { "; Secure" } else { "" };
        let value = format!(
            "{name}={cookie}; Path=/; Max-Age={LASTS}; HttpOnly; SameSite=Strict{attribute}"
        );
        HeaderValue::try_from(value).expect("the cookie is base64url")
    }
}

const fn name(secure: bool) -> &'static str {
    if secure { "__Host-device" } else { "device" }
}

/// The cookie, if it is one of ours.
fn read(headers: &HeaderMap, secure: bool) -> Option<String> {
    let jar = CookieJar::from_headers(headers);
    let cookie = jar.get(name(secure))?.value();
    let bytes = URL_SAFE_NO_PAD.decode(cookie).ok()?;
    (bytes.len() == BYTES).then(|| cookie.to_owned())
}

fn fresh() -> String {
    URL_SAFE_NO_PAD.encode(random::bytes::<BYTES>())
}
