//! The embedded server: STUN, and TURN over UDP (RFC 8489, RFC 8656).
//!
//! The loop here stands in the place of the crate's own, which hands every packet on.

use std::{
    collections::HashMap,
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    panic::AssertUnwindSafe,
    sync::Arc,
    time::Duration,
};

use codevlive_domain::clock::Clock;
use futures_util::FutureExt;
use tokio::{
    sync::Mutex,
    task::JoinHandle,
    time::{Instant, timeout},
};
use turn::{
    allocation::allocation_manager::{Manager, ManagerConfig},
    proto::lifetime::DEFAULT_LIFETIME,
    server::request::Request,
};

use crate::{
    auth::{Auth, REALM},
    datagrams::{Datagrams, Unconnected},
    front::Front,
    gate::{Decision, Gate},
    guard::PeerGuard,
    ledger::{Ledger, Place},
    meters::{self, Reason},
    relay::{Next, Relays},
    settings::TurnSettings,
};

/// The largest packet that is taken: what an Ethernet carries, and a little more.
const MAX_PACKET: usize = 2_048;

/// How long one packet may take. What takes longer waits for something that does not come.
const PATIENCE: Duration = Duration::from_millis(100);

/// How long to wait after a fault that may come at once again.
const PAUSE: Duration = Duration::from_millis(10);

/// A running server; it ends when this is dropped, with all its allocations.
#[derive(Debug)]
pub struct TurnServer {
    address: SocketAddr,
    serving: JoinHandle<()>,
}

impl TurnServer {
    /// Starts to listen. Needs the runtime's context.
    ///
    /// # Errors
    /// If it can't listen there.
    pub async fn start(settings: &TurnSettings, clock: Arc<dyn Clock>) -> io::Result<Self> {
        let front = Front::bind(settings.listen).await?;
        let address = front.address();
        let desk = Desk::new(front, settings, clock);
        let serving = tokio::spawn(desk.serve());
        Ok(Self { address, serving })
    }

    /// Where it listens; with the port that it got, if any was fine.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for TurnServer {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// Takes packets, one after the other: what each asks for takes microseconds.
struct Desk {
    front: Arc<Unconnected<Front>>,
    gate: Gate,
    auth: Arc<Auth>,
    /// The allocations. They end with it.
    manager: Arc<Manager>,
    next: Next,
}

impl Desk {
    fn new(front: Front, settings: &TurnSettings, clock: Arc<dyn Clock>) -> Self {
        let ledger = Ledger::new(settings.quotas);
        let guard = Arc::new(PeerGuard::new(
            settings.allow_private_peers,
            settings.public_address.into(),
            front.address().port(),
            Arc::clone(&ledger),
        ));
        let front = Arc::new(Unconnected(front));
        let next = Next::default();
        let relays = Relays {
            local: match settings.listen.ip() {
                IpAddr::V4(ip) => ip,
                IpAddr::V6(_) => Ipv4Addr::UNSPECIFIED,
            },
            public: settings.public_address,
            ports: settings.relay_ports.clone(),
            bytes_per_second: settings.quotas.bytes_per_second,
            guard: Arc::clone(&guard),
            front: Arc::clone(&front),
            clock: Arc::clone(&clock),
            next: next.clone(),
        };
        let auth = Arc::new(Auth {
            secret: settings.secret.clone(),
            ledger,
            clock,
        });
        Self {
            front,
            gate: Gate::new(Arc::clone(&auth), guard, settings.quotas),
            auth,
            manager: Arc::new(Manager::new(ManagerConfig {
                relay_addr_generator: Box::new(relays),
                alloc_close_notify: None,
            })),
            next,
        }
    }

    async fn serve(mut self) {
        let mut buffer = vec![0; MAX_PACKET];
        loop {
            match self.front.0.receive(&mut buffer).await {
                Ok((length, client)) => self.bear(&buffer[..length], client).await,
                Err(error) => {
                    tracing::debug!(%error, "the TURN server could not receive");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }

    /// Takes a packet. One that can't be borne, or never comes to an end, ends nobody else's call.
    async fn bear(&mut self, packet: &[u8], client: SocketAddr) {
        let taken = AssertUnwindSafe(self.take(packet, client)).catch_unwind();
        match timeout(PATIENCE, taken).await {
            Ok(Ok(())) => {}
            Ok(Err(_panic)) => tracing::error!("a TURN packet led to a panic"),
            Err(_elapsed) => {
                meters::refused(Reason::Stuck);
                tracing::error!("a TURN packet took too long and was given up");
            }
        }
        // If it did not come to an allocation, its place is free again.
        self.next.put(None);
    }

    async fn take(&mut self, packet: &[u8], client: SocketAddr) {
        match self.gate.decide(packet, client) {
            Decision::Drop(reason) => meters::refused(reason),
            Decision::Ignore => {}
            Decision::Answer(answer, reason) => {
                reason.into_iter().for_each(meters::refused);
                if let Err(error) = self.front.0.send_now(&answer, client) {
                    tracing::debug!(%error, "an answer could not be sent");
                }
            }
            Decision::Pass { nonce, place } => self.hand_on(packet, client, nonce, place).await,
        }
    }

    /// Lets the crate do it.
    async fn hand_on(
        &self,
        packet: &[u8],
        client: SocketAddr,
        nonce: Option<String>,
        place: Option<Place>,
    ) {
        self.next.put(place);
        let nonces = nonce.map(|nonce| (nonce, Instant::now()));
        let mut request = Request {
            conn: Arc::clone(&self.front) as _,
            src_addr: client,
            buff: packet.to_vec(),
            allocation_manager: Arc::clone(&self.manager),
            nonces: Arc::new(Mutex::new(HashMap::from_iter(nonces))),
            auth_handler: Arc::clone(&self.auth) as _,
            realm: REALM.to_owned(),
            channel_bind_timeout: DEFAULT_LIFETIME,
        };
        if let Err(error) = request.handle_request().await {
            tracing::debug!(%error, "a TURN packet led to nothing");
        }
    }
}

#[cfg(test)]
mod tests;
