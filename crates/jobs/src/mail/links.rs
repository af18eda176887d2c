//! The links in mails.

use std::net::Ipv4Addr;

use codevlive_domain::id::{PersonId, RoomId};
use uuid::Uuid;

use crate::signed_link::{Purpose, SignedLinks};

/// Makes the links of mails: to pages of this installation, with the tokens that open them.
#[derive(Clone)]
pub struct Links {
    /// Without a slash at its end.
    public_url: String,
    signed: SignedLinks,
}

impl Links {
    /// To the installation at that address (`PUBLIC_URL`).
    pub fn new(public_url: &str, signed: SignedLinks) -> Self {
        Self {
            public_url: public_url.trim_end_matches('/').to_owned(),
            signed,
        }
    }

    /// Where people find the installation.
    pub fn home(&self) -> &str {
        &self.public_url
    }

    /// The host people know it by, without a port.
    pub fn host(&self) -> &str {
        let authority = self.public_url.split("://").last().unwrap_or_default();
        match authority.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
            _ => authority,
        }
    }

    /// What ids of mails and calendar events end with: a domain, or an address as a literal (RFC 5322, 3.4.1).
    pub fn domain(&self) -> String {
        let host = self.host();
        if host.parse::<Ipv4Addr>().is_ok() {
            format!("[{host}]")
        } else {
            host.to_owned()
        }
    }

    pub(super) fn verify_address(&self, token: Uuid) -> String {
        let token = self.signed.token(Purpose::VerifyAddress, token);
        format!("{}/verify-email?token={token}", self.public_url)
    }

    pub(super) fn reset_password(&self, token: Uuid) -> String {
        let token = self.signed.token(Purpose::ResetPassword, token);
        format!("{}/reset-password?token={token}", self.public_url)
    }

    pub(super) fn settings(&self) -> String {
        format!("{}/settings", self.public_url)
    }

    pub(super) fn room(&self, room: RoomId) -> String {
        format!("{}/r/{room}", self.public_url)
    }

    /// The page where one unsubscribes.
    pub(super) fn unsubscribe(&self, person: PersonId) -> String {
        let token = self.signed.token(Purpose::Unsubscribe, person.0);
        format!("{}/unsubscribe?token={token}", self.public_url)
    }

    /// The call by which a mail program does it with one click (RFC 8058).
    pub(super) fn unsubscribe_call(&self, person: PersonId) -> String {
        let token = self.signed.token(Purpose::Unsubscribe, person.0);
        format!("{}/api/v1/mail/unsubscribe?token={token}", self.public_url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_has_no_port() {
        for (url, host, domain) in [
            ("https://code.example", "code.example", "code.example"),
            ("http://localhost:5000/", "localhost", "localhost"),
            ("http://192.0.2.7:5000", "192.0.2.7", "[192.0.2.7]"),
            ("http://[::1]:5000", "[::1]", "[::1]"),
            ("http://[::1]", "[::1]", "[::1]"),
        ] {
            let links = Links::new(url, SignedLinks::new(b"secret"));
            assert_eq!((links.host(), links.domain().as_str()), (host, domain));
        }
    }
}
