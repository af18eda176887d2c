//! Who is asking.

use std::{net::SocketAddr, sync::Arc};

use codevlive_domain::{clock::Clock, time::Millis};
use turn::auth::{AuthHandler, generate_auth_key};

use crate::{
    credentials::{TurnSecret, Unusable, Username},
    ledger::Ledger,
};

/// What clients are told the server is called; passwords are hashed with it (RFC 8489, 9.2).
pub(crate) const REALM: &str = "codevlive";

/// For how long an allocation that is there may be kept with credentials that have expired since, in milliseconds:
/// no call breaks off because it is long (coturn does the same, without an end).
const KEEPING: i64 = 8 * 60 * 60 * 1000;

/// Checks names, and knows their passwords.
pub(crate) struct Auth {
    pub(crate) secret: TurnSecret,
    pub(crate) ledger: Arc<Ledger>,
    pub(crate) clock: Arc<dyn Clock>,
}

impl Auth {
    /// Whose the name is, and the key that requests in it are signed with.
    pub(crate) fn key(
        &self,
        username: &str,
        client: SocketAddr,
    ) -> Result<(String, Vec<u8>), Unusable> {
        let name: Username = username.parse()?;
        match name.check(self.clock.now()) {
            Err(Unusable::Expired) if self.keeps(&name, client) => {}
            checked => checked?,
        }
        let password = self.secret.password(username);
        Ok((name.user, generate_auth_key(username, REALM, &password)))
    }

    /// Whether somebody keeps what they opened while the name was good.
    fn keeps(&self, name: &Username, client: SocketAddr) -> bool {
        let until: Millis = name.expires_at.plus(KEEPING);
        self.clock.now() < until && self.ledger.holder(client).as_ref() == Some(&name.user)
    }
}

/// What the crate asks once more, of requests that the gate has let through.
impl AuthHandler for Auth {
    fn auth_handle(
        &self,
        username: &str,
        _realm: &str,
        client: SocketAddr,
    ) -> Result<Vec<u8>, turn::Error> {
        let key = self.key(username, client);
        key.map(|(_, key)| key)
            .map_err(|_| turn::Error::ErrNoSuchUser)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{credentials::TTL_SECONDS, settings::Quotas, test_clock::TestClock};

    #[test]
    fn what_was_opened_in_time_is_kept_for_some_hours() {
        let clock = Arc::new(TestClock::default());
        let auth = Auth {
            secret: TurnSecret::new(b"north"),
            ledger: Ledger::new(Quotas::default()),
            clock: Arc::clone(&clock) as _,
        };
        let name = auth.secret.issue("asha", clock.now()).username;
        let client: SocketAddr = "1.1.1.1:1".parse().unwrap();
        let check = |client| auth.key(&name, client).map(|(user, _)| user);
        assert_eq!(check(client).as_deref(), Ok("asha"));
        let ttl = i64::from(TTL_SECONDS) * 1000;
        clock.set(ttl);
        assert_eq!(check(client), Err(Unusable::Expired));
        let others = auth.ledger.take(client, "ben");
        assert_eq!(check(client), Err(Unusable::Expired), "it is not theirs");
        drop(others);
        let _place = auth.ledger.take(client, "asha");
        assert_eq!(check(client).as_deref(), Ok("asha"));
        let elsewhere = "1.1.1.1:2".parse().unwrap();
        assert_eq!(check(elsewhere), Err(Unusable::Expired));
        clock.set(ttl + KEEPING);
        assert_eq!(check(client), Err(Unusable::Expired));
    }
}
