//! Credentials that end by themselves: the user's name says when, and the password is a signature over it
//! (draft-uberti-behave-turn-rest-00, 2.2).

use std::{fmt, str::FromStr};

use base64::{Engine, prelude::BASE64_STANDARD};
use codevlive_domain::time::Millis;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::Sha256;

/// Seconds for which credentials open something new. Not longer than need be: who was removed from the room keeps
/// theirs. Browsers ask for others before they look for new ways.
pub const TTL_SECONDS: u32 = 60 * 60;

/// How far the clocks of two nodes may be apart, in milliseconds: nothing that ends later than [`TTL_SECONDS`] and
/// this from now was made by any of ours.
const SKEW: i64 = 5 * 60 * 1000;

/// The longest user that is taken. Ours are ids of 36 characters.
const MAX_USER: usize = 128;

/// What a browser shows a TURN server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    /// `expiry:user`, the expiry in seconds since the Unix epoch.
    pub username: String,
    /// HMAC-SHA1 of the name, in base64.
    pub password: String,
}

/// What the name of a user says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Username {
    /// From when on nothing new is opened with it.
    pub expires_at: Millis,
    /// Whose they are.
    pub user: String,
}

/// Why a name opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// Not of the form `expiry:user`.
    #[error("not of the form expiry:user")]
    Malformed,
    /// Its time is over.
    #[error("expired")]
    Expired,
    /// It would be good for longer than anything that is made here.
    #[error("expires too late")]
    TooLate,
}

impl FromStr for Username {
    type Err = Unusable;

    fn from_str(text: &str) -> Result<Self, Unusable> {
        let (expiry, user) = text.split_once(':').ok_or(Unusable::Malformed)?;
        let digits = (1..=12).contains(&expiry.len()) && expiry.bytes().all(|b| b.is_ascii_digit());
        if !digits || user.is_empty() || user.len() > MAX_USER {
            return Err(Unusable::Malformed);
        }
        let seconds: i64 = expiry.parse().map_err(|_| Unusable::Malformed)?;
        Ok(Self {
            expires_at: Millis(seconds.saturating_mul(1000)),
            user: user.to_owned(),
        })
    }
}

impl Username {
    /// Whether something new may be opened with it.
    pub fn check(&self, now: Millis) -> Result<(), Unusable> {
        let left = self.expires_at.since(now);
        if left <= 0 {
            return Err(Unusable::Expired);
        }
        if left > i64::from(TTL_SECONDS) * 1000 + SKEW {
            return Err(Unusable::TooLate);
        }
        Ok(())
    }
}

/// What is shared with a TURN server. Clones are the same.
#[derive(Clone)]
pub struct TurnSecret(Hmac<Sha1>);

impl fmt::Debug for TurnSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TurnSecret")
    }
}

impl TurnSecret {
    /// The secret that somebody gave both sides (`TURN_SECRET`).
    #[expect(clippy::missing_panics_doc, reason = "HMAC takes keys of any length")]
    pub fn new(secret: &[u8]) -> Self {
        let mac = Hmac::new_from_slice(secret);
        Self(mac.expect("HMAC takes keys of any length"))
    }

    /// One of the embedded server's own, made of the secret that signs tokens (`JWT_SECRET`).
    #[expect(clippy::missing_panics_doc, reason = "HMAC takes keys of any length")]
    pub fn derived(jwt_secret: &[u8]) -> Self {
        let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(jwt_secret);
        let mut key = mac.expect("HMAC takes keys of any length");
        key.update(b"codevlive embedded turn");
        Self::new(&key.finalize().into_bytes())
    }

    /// New credentials, good for [`TTL_SECONDS`].
    pub fn issue(&self, user: &str, now: Millis) -> Credentials {
        let expiry = now.0.div_euclid(1000) + i64::from(TTL_SECONDS);
        let username = format!("{expiry}:{user}");
        let password = self.password(&username);
        Credentials { username, password }
    }

    /// The password that belongs to a name.
    pub fn password(&self, username: &str) -> String {
        let mut mac = self.0.clone();
        mac.update(username.as_bytes());
        BASE64_STANDARD.encode(mac.finalize().into_bytes())
    }

    /// A key for something else, that tells nothing of the secret.
    pub(crate) fn key(&self, purpose: &str) -> Vec<u8> {
        let mut mac = self.0.clone();
        // No user's name starts like this.
        mac.update(b"\0");
        mac.update(purpose.as_bytes());
        mac.finalize().into_bytes().to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = Millis(1_769_851_800_000);

    fn check(username: &str) -> Result<(), Unusable> {
        username.parse::<Username>()?.check(NOW)
    }

    #[test]
    fn passwords_are_those_of_any_other_hmac_sha1() {
        // RFC 2202, test case 2.
        let secret = TurnSecret::new(b"Jefe");
        let password = secret.password("what do ya want for nothing?");
        assert_eq!(password, "7/zfauXrL6LSdBbV8YTfnCWafHk=");
        // echo -n 1769855400:asha | openssl dgst -sha1 -hmac north -binary | base64
        let secret = TurnSecret::new(b"north");
        assert_eq!(
            secret.issue("asha", NOW),
            Credentials {
                username: "1769855400:asha".to_owned(),
                password: "TNA7ZvXFRGmYOYE8QfPExy8xHxw=".to_owned(),
            }
        );
    }

    #[test]
    fn what_is_issued_is_good_until_its_time_is_over() {
        let issued = TurnSecret::new(b"north").issue("asha", NOW);
        let name: Username = issued.username.parse().unwrap();
        assert_eq!(name.user, "asha");
        let ttl = i64::from(TTL_SECONDS) * 1000;
        assert_eq!(name.check(NOW), Ok(()));
        assert_eq!(name.check(NOW.plus(ttl - 1)), Ok(()));
        assert_eq!(name.check(NOW.plus(ttl)), Err(Unusable::Expired));
        assert_eq!(name.check(NOW.plus(-SKEW)), Ok(()), "a node that is behind");
        assert_eq!(name.check(NOW.plus(-SKEW - 1000)), Err(Unusable::TooLate));
    }

    #[test]
    fn names_of_another_form_are_refused() {
        for name in [
            "",
            ":",
            "asha",
            "1769855400",
            "1769855400:",
            ":asha",
            "+1769855400:asha",
            "-1769855400:asha",
            " 1769855400:asha",
            "1769855400.5:asha",
            "17698554000000000000000000:asha",
            &format!("1769855400:{}", "a".repeat(MAX_USER + 1)),
        ] {
            assert_eq!(check(name), Err(Unusable::Malformed), "{name}");
        }
        assert_eq!(check("1769851800:asha"), Err(Unusable::Expired));
        assert_eq!(check("0:asha"), Err(Unusable::Expired));
        assert_eq!(check("999999999999:asha"), Err(Unusable::TooLate));
        assert_eq!(check("1769855400:asha:more"), Ok(()));
    }

    #[test]
    fn secrets_are_apart_and_not_shown() {
        let (one, other) = (TurnSecret::new(b"a"), TurnSecret::derived(b"a"));
        assert_ne!(one.password("1:x"), other.password("1:x"));
        assert_eq!(format!("{one:?}"), "TurnSecret");
    }
}
