//! Relays: the sockets that peers talk to.

mod socket;

use std::{
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    ops::RangeInclusive,
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;
use codevlive_domain::clock::Clock;
use tokio::net::UdpSocket;
use turn::relay::RelayAddressGenerator;
use webrtc_util::Conn;

use crate::{datagrams::Unconnected, front::Front, guard::PeerGuard, ledger::Place};
pub(crate) use socket::Relay;
use socket::RelaySocket;

/// How many ports are tried. All but the last few of the range may be taken.
const TRIES: u32 = 256;

/// Opens relays.
pub(crate) struct Relays {
    /// The address of this machine they are bound to.
    pub(crate) local: Ipv4Addr,
    /// The address that peers send to.
    pub(crate) public: Ipv4Addr,
    pub(crate) ports: RangeInclusive<u16>,
    pub(crate) bytes_per_second: u32,
    pub(crate) guard: Arc<PeerGuard>,
    /// What their clients are reached by.
    pub(crate) front: Arc<Unconnected<Front>>,
    /// Random bits for ports that nobody can guess (RFC 8656, 7.2).
    pub(crate) clock: Arc<dyn Clock>,
    /// The place of the allocation that is being made. The gate leaves it here, since the crate carries nothing of
    /// ours along, and makes one allocation at a time.
    pub(crate) next: Next,
}

/// Where a place waits for its relay.
#[derive(Clone, Default)]
pub(crate) struct Next(Arc<Mutex<Option<Place>>>);

impl Next {
    pub(crate) fn put(&self, place: Option<Place>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = place;
    }

    fn take(&self) -> Option<Place> {
        let mut next = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        next.take()
    }
}

impl Relays {
    async fn bind(&self) -> io::Result<UdpSocket> {
        let (first, last) = (*self.ports.start(), *self.ports.end());
        let count = u32::from(last.saturating_sub(first)) + 1;
        // The last bits of a UUIDv7 are random (RFC 9562, 5.7).
        let bytes = *self.clock.new_id().as_bytes();
        let random = u32::from_be_bytes([bytes[12], bytes[13], bytes[14], bytes[15]]) % count;
        let mut outcome = Err(io::ErrorKind::AddrInUse.into());
        for tried in 0..count.min(TRIES) {
            let offset = u16::try_from((random + tried) % count).unwrap_or_default();
            outcome = UdpSocket::bind((self.local, first + offset)).await;
            if outcome.is_ok() {
                break;
            }
        }
        outcome
    }

    /// Where a relay of ours is reached from this machine.
    fn inside(&self) -> IpAddr {
        if self.local.is_unspecified() {
            Ipv4Addr::LOCALHOST.into()
        } else {
            self.local.into()
        }
    }
}

#[async_trait]
impl RelayAddressGenerator for Relays {
    fn validate(&self) -> Result<(), turn::Error> {
        Ok(())
    }

    async fn allocate_conn(
        &self,
        use_ipv4: bool,
        _requested_port: u16,
    ) -> Result<(Arc<dyn Conn + Send + Sync>, SocketAddr), turn::Error> {
        let place = self.next.take().filter(|_| use_ipv4);
        let mut place = place.ok_or(turn::Error::ErrRelayAddressInvalid)?;
        let socket = self.bind().await.inspect_err(|error| {
            tracing::warn!(%error, "no port for a relay");
        })?;
        // Nothing goes out at once before the runtime has seen that it can.
        socket.writable().await?;
        let port = socket.local_addr()?.port();
        place.listens_on(port);
        let at = SocketAddr::new(self.public.into(), port);
        let relay = RelaySocket::new(socket, self, at, place);
        Ok((Arc::new(Unconnected(relay)), at))
    }
}
