//! One relay's socket.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::{Duration, Instant},
};

use async_trait::async_trait;
use tokio::net::UdpSocket;

use super::Relays;
use crate::{
    datagrams::Datagrams,
    guard::{PeerGuard, Route},
    ledger::Place,
    meters::{self, Reason},
    volume::Volume,
};

/// How long to wait after a fault that may come at once again.
const PAUSE: Duration = Duration::from_millis(10);

/// One relay's socket: asks the guard about each packet, whatever was permitted before, and carries no more than it
/// should.
pub(super) struct RelaySocket {
    socket: UdpSocket,
    at: SocketAddr,
    /// Where relays of ours are reached from here.
    inside: IpAddr,
    guard: Arc<PeerGuard>,
    out: Volume,
    back: Volume,
    /// Given back when the allocation ends.
    _place: Place,
}

impl RelaySocket {
    pub(super) fn new(socket: UdpSocket, relays: &Relays, at: SocketAddr, place: Place) -> Self {
        Self {
            socket,
            at,
            inside: relays.inside(),
            guard: Arc::clone(&relays.guard),
            out: Volume::new(relays.bytes_per_second),
            back: Volume::new(relays.bytes_per_second),
            _place: place,
        }
    }

    /// Whose a packet is, by the address it came from.
    fn peer(&self, from: SocketAddr) -> SocketAddr {
        let public = SocketAddr::new(self.at.ip(), from.port());
        let own = from.ip() == self.inside && self.guard.route(public) == Ok(Route::OwnRelay);
        if own { public } else { from }
    }

    /// Whether a packet of that size may be carried, to or from a peer that may be talked to.
    fn fits(volume: &Volume, bytes: usize) -> bool {
        let fits = volume.take(bytes, Instant::now());
        if fits {
            meters::relayed(bytes);
        } else {
            meters::refused(Reason::Volume);
        }
        fits
    }
}

#[async_trait]
impl Datagrams for RelaySocket {
    async fn receive(&self, buffer: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        loop {
            let (length, from) = match self.socket.recv_from(buffer).await {
                Ok(received) => received,
                Err(error) => {
                    // The allocation would end with an error, without a word to anyone.
                    tracing::debug!(%error, "a relay could not receive");
                    tokio::time::sleep(PAUSE).await;
                    continue;
                }
            };
            let peer = self.peer(from);
            if self.guard.route(peer).is_err() {
                meters::refused(Reason::Peer);
            } else if Self::fits(&self.back, length) {
                return Ok((length, peer));
            }
        }
    }

    async fn send(&self, packet: &[u8], peer: SocketAddr) -> io::Result<usize> {
        let Ok(route) = self.guard.route(peer) else {
            meters::refused(Reason::Peer);
            return Err(io::ErrorKind::PermissionDenied.into());
        };
        if !Self::fits(&self.out, packet.len()) {
            // As a network would lose it.
            return Ok(packet.len());
        }
        let to = match route {
            Route::Outside => peer,
            Route::OwnRelay => SocketAddr::new(self.inside, peer.port()),
        };
        self.socket.send_to(packet, to).await
    }

    fn address(&self) -> SocketAddr {
        self.at
    }
}

#[cfg(test)]
mod tests;
