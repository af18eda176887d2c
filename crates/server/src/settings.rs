//! What the server is run with. The binary fills it in, from checked settings.

pub mod firebase;
pub mod ice;

use std::net::{IpAddr, Ipv6Addr};

use axum::http::Uri;
use ipnet::IpNet;

use crate::settings::{firebase::FirebaseSettings, ice::IceSettings};

/// What the server is run with.
#[derive(Clone, Debug)]
pub struct ServerSettings {
    /// Where people reach it (`PUBLIC_URL`): links, cookies and the origin check follow from it.
    pub public_url: PublicUrl,
    /// Signs tokens (`JWT_SECRET`), at least 32 bytes.
    pub jwt_secret: Vec<u8>,
    /// Proxies whose `X-Forwarded-For` is believed (`TRUSTED_PROXIES`).
    pub trusted_proxies: Vec<IpNet>,
    /// Whether clients that ask too much are slowed and refused (`RATE_LIMITS`).
    pub rate_limits: bool,
    /// Whether people may sign in with Google and GitHub, and by which project.
    pub firebase: Option<FirebaseSettings>,
    /// How browsers reach each other for video.
    pub ice: IceSettings,
    /// Whether pages for those who work on the product are served: only where nobody else listens.
    pub development: bool,
}

/// Where people reach the server: a scheme, a host, perhaps a port, and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    text: String,
    https: bool,
    host: String,
    port: u16,
}

/// A text that is not a [`PublicUrl`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not of the form https://host or http://host:port")]
pub struct NotAPublicUrl(String);

impl std::str::FromStr for PublicUrl {
    type Err = NotAPublicUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim_end_matches('/').to_ascii_lowercase();
        Self::from_origin(&text).ok_or(NotAPublicUrl(text))
    }
}

impl PublicUrl {
    /// Reads it in the form of an `Origin` header (RFC 6454): no slash at its end.
    fn from_origin(text: &str) -> Option<Self> {
        let (scheme, authority) = text.split_once("://")?;
        let https = match scheme {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        if authority.contains(['/', '?', '#', '@']) {
            return None;
        }
        let uri: Uri = text.parse().ok()?;
        let host = uri.host().filter(|host| !host.is_empty())?;
        let port = match authority.strip_prefix(host)? {
            "" if https => 443,
            "" => 80,
            port => port.strip_prefix(':')?.parse().ok()?,
        };
        Some(Self {
            text: text.to_owned(),
            https,
            host: host.to_owned(),
            port,
        })
    }

    /// As text, with no slash at its end.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether people reach it over TLS, so that cookies may ask for that.
    pub const fn is_https(&self) -> bool {
        self.https
    }

    /// The host's name, without its port.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    /// The link by which people come to a room.
    pub fn join_url(&self, room: codevlive_domain::id::RoomId) -> String {
        format!("{}/r/{room}", self.text)
    }

    /// The same host for WebSockets, for clients whose `'self'` leaves them out.
    pub(crate) fn web_socket(&self) -> String {
        self.text.replacen("http", "ws", 1)
    }

    /// Whether a page of that `Origin` is one of ours. Loopback names count as equal, on any port: who
    /// opens `127.0.0.1` means `localhost`, and development servers stand in front of ours there.
    pub(crate) fn is_origin(&self, origin: &str) -> bool {
        Self::from_origin(origin).is_some_and(|origin| {
            let same =
                (origin.https, &origin.host, origin.port) == (self.https, &self.host, self.port);
            same || (origin.is_loopback() && self.is_loopback())
        })
    }

    fn is_loopback(&self) -> bool {
        let host = self.host.trim_start_matches('[').trim_end_matches(']');
        host == "localhost"
            || host.parse::<IpAddr>().is_ok_and(|ip| match ip {
                IpAddr::V4(ip) => ip.is_loopback(),
                IpAddr::V6(ip) => ip == Ipv6Addr::LOCALHOST,
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> PublicUrl {
        text.parse().unwrap()
    }

    #[test]
    fn a_url_is_kept_without_its_last_slash() {
        assert_eq!(
            url("https://Code.Example/").as_str(),
            "https://code.example"
        );
    }

    #[test]
    fn what_is_more_or_less_than_an_origin_is_refused() {
        for text in [
            "",
            "code.example",
            "ftp://code.example",
            "https://",
            "https://:80",
            "https://a/b",
            "https://a?b",
            "https://a#b",
            "https://me@a",
            "https://a b",
            "https://a:x",
            "https://a:99999",
        ] {
            assert!(text.parse::<PublicUrl>().is_err(), "{text}");
        }
    }

    #[test]
    fn only_the_same_origin_is_ours() {
        let ours = url("https://code.example");
        for same in ["https://code.example", "https://code.example:443"] {
            assert!(ours.is_origin(same), "{same}");
        }
        for foreign in [
            "http://code.example",
            "https://evil.example",
            "https://sub.code.example",
            "https://code.example.evil.example",
            "https://code.example:8443",
            "null",
            "",
            "https://code.example/",
            "https://code.example@evil.example",
        ] {
            assert!(!ours.is_origin(foreign), "{foreign}");
        }
    }

    #[test]
    fn loopback_names_count_as_equal() {
        let names = [
            "http://localhost:5000",
            "http://127.0.0.1:5173",
            "http://[::1]",
        ];
        for ours in names {
            for origin in names {
                assert!(url(ours).is_origin(origin), "{origin} at {ours}");
            }
            assert!(!url(ours).is_origin("http://localhost.evil.example:5000"));
        }
        assert!(!url("http://code.example:5000").is_origin("http://localhost:5000"));
    }

    #[test]
    fn web_sockets_have_their_own_scheme() {
        assert_eq!(
            url("https://code.example").web_socket(),
            "wss://code.example"
        );
        assert_eq!(
            url("http://localhost:5000").web_socket(),
            "ws://localhost:5000"
        );
    }
}
