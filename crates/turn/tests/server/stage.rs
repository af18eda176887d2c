//! A server to ask.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use codevlive_domain::{clock::Clock, time::Millis};
use codevlive_turn::{
    credentials::{Credentials, TurnSecret},
    server::TurnServer,
    settings::{Quotas, RELAY_PORTS, TurnSettings},
};
use uuid::Uuid;

/// Where everything is.
const HERE: Ipv4Addr = Ipv4Addr::LOCALHOST;

/// A clock that moves only when told to.
pub(crate) struct TestClock(AtomicI64);

impl TestClock {
    pub(crate) fn advance_seconds(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1000, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Millis {
        Millis(self.0.load(Ordering::SeqCst))
    }

    fn new_id(&self) -> Uuid {
        Uuid::now()
    }
}

trait Now {
    fn now() -> Self;
}

impl Now for Uuid {
    #[expect(
        clippy::disallowed_methods,
        reason = "tests use the ports that are free"
    )]
    fn now() -> Self {
        Self::now_v7()
    }
}

/// A server, until it is dropped.
pub(crate) struct Stage {
    pub(crate) server: TurnServer,
    pub(crate) secret: TurnSecret,
    pub(crate) clock: Arc<TestClock>,
}

impl Stage {
    /// With relays that talk to this machine, or not.
    pub(crate) async fn set(allow_private_peers: bool) -> Self {
        Self::with(allow_private_peers, Quotas::default()).await
    }

    pub(crate) async fn with(allow_private_peers: bool, quotas: Quotas) -> Self {
        let secret = TurnSecret::new(b"north");
        let clock = Arc::new(TestClock(AtomicI64::new(1_769_851_800_000)));
        let settings = TurnSettings {
            listen: SocketAddr::from((HERE, 0)),
            public_address: HERE,
            relay_ports: RELAY_PORTS,
            allow_private_peers,
            secret: secret.clone(),
            quotas,
        };
        let server = TurnServer::start(&settings, Arc::clone(&clock) as _).await;
        Self {
            server: server.unwrap(),
            secret,
            clock,
        }
    }

    pub(crate) fn issue(&self, user: &str) -> Credentials {
        self.secret.issue(user, self.clock.now())
    }
}
