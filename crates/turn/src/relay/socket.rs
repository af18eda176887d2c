//! One relay: its socket, and what it carries between its client and its peers.

use std::{
    fmt, io,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use tokio::{net::UdpSocket, time::Instant};

use super::Relays;
use crate::{
    datagrams::{Datagrams, Unconnected, send_now},
    front::Front,
    guard::{PeerGuard, Route},
    ledger::Place,
    meters::{self, Reason},
    peers::{NotDone, Peers, Way},
    volume::Volume,
    wire,
};

/// How long to wait after a fault that may come at once again.
const PAUSE: Duration = Duration::from_millis(10);

/// One relay: asks the guard about each packet, whatever was permitted before, and carries no more than it should.
pub(crate) struct Relay {
    socket: UdpSocket,
    at: SocketAddr,
    /// Where relays of ours are reached from here.
    inside: IpAddr,
    client: SocketAddr,
    /// What the client is reached by.
    front: Arc<Unconnected<Front>>,
    guard: Arc<PeerGuard>,
    peers: Mutex<Peers>,
    out: Volume,
    back: Volume,
}

impl Relay {
    /// Lets that address send and be sent to.
    pub(crate) fn permit(&self, ip: IpAddr) -> Result<(), NotDone> {
        self.peers().permit(ip, Instant::now())
    }

    /// Binds a channel to that peer.
    pub(crate) fn bind(&self, number: u16, peer: SocketAddr) -> Result<(), NotDone> {
        self.peers().bind(number, peer, Instant::now())
    }

    /// Carries what came on a channel.
    pub(crate) fn send_on(&self, number: u16, data: &[u8]) -> Result<(), Reason> {
        let peer = self.peers().of(number, Instant::now());
        self.carry(data, peer.ok_or(Reason::Permission)?)
    }

    /// Carries what is for a peer.
    pub(crate) fn send(&self, data: &[u8], peer: SocketAddr) -> Result<(), Reason> {
        if !self.peers().may(peer.ip(), Instant::now()) {
            return Err(Reason::Permission);
        }
        self.carry(data, peer)
    }

    fn carry(&self, data: &[u8], peer: SocketAddr) -> Result<(), Reason> {
        let to = match self.guard.route(peer).map_err(|_| Reason::Peer)? {
            Route::Outside => peer,
            Route::OwnRelay => SocketAddr::new(self.inside, peer.port()),
        };
        count(&self.out, data)?;
        if let Err(error) = send_now(&self.socket, data, to) {
            tracing::debug!(%error, "a relay could not send");
        }
        Ok(())
    }

    /// Carries whatever peers send, without an end.
    async fn listen(&self, buffer: &mut [u8]) -> ! {
        loop {
            match self.socket.recv_from(buffer).await {
                Ok((length, from)) => {
                    let carried = self.carry_back(&buffer[..length], from);
                    carried.unwrap_or_else(meters::refused);
                }
                Err(error) => {
                    // The allocation would end with an error, without a word to anyone.
                    tracing::debug!(%error, "a relay could not receive");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }

    /// A packet that is not permitted counts for nothing, or anyone could use up what the client's peers may send.
    fn carry_back(&self, data: &[u8], from: SocketAddr) -> Result<(), Reason> {
        let peer = self.peer(from);
        self.guard.route(peer).map_err(|_| Reason::Peer)?;
        let way = self.peers().way(peer, Instant::now());
        let way = way.ok_or(Reason::Permission)?;
        count(&self.back, data)?;
        let packet = match way {
            Way::Channel(number) => wire::channel_data(number, data),
            Way::Indication => wire::indication(peer, data).map_err(|_| Reason::Malformed)?,
        };
        if let Err(error) = self.front.0.send_now(&packet, self.client) {
            tracing::debug!(%error, "a client could not be sent to");
        }
        Ok(())
    }

    /// Whose a packet is, by the address it came from.
    fn peer(&self, from: SocketAddr) -> SocketAddr {
        let public = SocketAddr::new(self.at.ip(), from.port());
        let own = from.ip() == self.inside && self.guard.route(public) == Ok(Route::OwnRelay);
        if own { public } else { from }
    }

    fn peers(&self) -> MutexGuard<'_, Peers> {
        self.peers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts what is carried, or says that it is too much.
fn count(volume: &Volume, data: &[u8]) -> Result<(), Reason> {
    if !volume.take(data.len(), Instant::now()) {
        return Err(Reason::Volume);
    }
    meters::relayed(data.len());
    Ok(())
}

impl fmt::Debug for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Relay({})", self.at)
    }
}

/// What the crate has of a relay: a socket that it reads, and on which nothing ever comes. By its reading the relay
/// lives, and ends with the allocation.
pub(super) struct RelaySocket {
    relay: Arc<Relay>,
    /// Given back when the allocation ends.
    _place: Place,
}

impl RelaySocket {
    pub(super) fn new(
        socket: UdpSocket,
        relays: &Relays,
        at: SocketAddr,
        mut place: Place,
    ) -> Self {
        let relay = Arc::new(Relay {
            socket,
            at,
            inside: relays.inside(),
            client: place.client(),
            front: Arc::clone(&relays.front),
            guard: Arc::clone(&relays.guard),
            peers: Mutex::default(),
            out: Volume::new(relays.bytes_per_second),
            back: Volume::new(relays.bytes_per_second),
        });
        place.open(Arc::clone(&relay));
        Self {
            relay,
            _place: place,
        }
    }
}

#[async_trait]
impl Datagrams for RelaySocket {
    async fn receive(&self, buffer: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        self.relay.listen(buffer).await
    }

    /// The crate has no permissions to send anything by.
    async fn send(&self, _packet: &[u8], _peer: SocketAddr) -> io::Result<usize> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn address(&self) -> SocketAddr {
        self.relay.at
    }
}

#[cfg(test)]
mod tests;
