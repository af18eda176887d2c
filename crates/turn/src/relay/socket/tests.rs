use std::net::Ipv4Addr;

use codevlive_domain::{clock::Clock, time::Millis};
use tokio::time::timeout;
use uuid::Uuid;

use super::*;
use crate::{
    ledger::Ledger,
    relay::Next,
    settings::{Quotas, RELAY_PORTS},
};

struct NoClock;

impl Clock for NoClock {
    fn now(&self) -> Millis {
        Millis(0)
    }

    fn new_id(&self) -> Uuid {
        Uuid::nil()
    }
}

/// A relay on this machine, and a peer of it.
async fn stage(allow_private: bool, bytes_per_second: u32) -> (RelaySocket, UdpSocket) {
    let ledger = Ledger::new(Quotas::default());
    let mut place = ledger.take("9.9.9.9:1".parse().unwrap(), "asha").unwrap();
    let public = Ipv4Addr::new(198, 41, 0, 4);
    let guard = PeerGuard::new(allow_private, public.into(), 3478, ledger);
    let relays = Relays {
        local: Ipv4Addr::LOCALHOST,
        public,
        ports: RELAY_PORTS,
        bytes_per_second,
        guard: Arc::new(guard),
        clock: Arc::new(NoClock),
        next: Next::default(),
    };
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let port = socket.local_addr().unwrap().port();
    place.listens_on(port);
    let at = SocketAddr::new(public.into(), port);
    let peer = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    (RelaySocket::new(socket, &relays, at, place), peer)
}

/// Whatever reaches the relay at its own address here within a moment.
async fn received(relay: &RelaySocket) -> Option<usize> {
    let mut buffer = [0; 2_000];
    let received = relay.receive(&mut buffer);
    let received = timeout(Duration::from_millis(100), received).await;
    received.ok().map(|received| received.unwrap().0)
}

#[tokio::test]
async fn whatever_was_permitted_a_refused_peer_neither_gets_nor_gives_anything() {
    let (relay, peer) = stage(false, 1_000_000).await;
    let to = peer.local_addr().unwrap();
    let sent = relay.send(b"hello", to).await;
    let kind = sent.map_err(|error| error.kind());
    assert_eq!(kind, Err(io::ErrorKind::PermissionDenied));
    let here = relay.socket.local_addr().unwrap();
    peer.send_to(b"hello", here).await.unwrap();
    assert_eq!(received(&relay).await, None);
}

#[tokio::test]
async fn a_peer_that_is_not_refused_gets_and_gives() {
    let (relay, peer) = stage(true, 1_000_000).await;
    relay
        .send(b"hello", peer.local_addr().unwrap())
        .await
        .unwrap();
    let mut buffer = [0; 10];
    let (length, here) = peer.recv_from(&mut buffer).await.unwrap();
    peer.send_to(&buffer[..length], here).await.unwrap();
    assert_eq!(received(&relay).await, Some(5));
}

#[tokio::test]
async fn what_is_too_much_is_lost_and_no_error() {
    let (relay, peer) = stage(true, 1_000).await;
    for _ in 0..5 {
        let to = peer.local_addr().unwrap();
        assert_eq!(relay.send(&[0; 900], to).await.unwrap(), 900);
    }
    let mut buffer = [0; 1_000];
    let mut arrived = 0;
    let patience = Duration::from_millis(100);
    while timeout(patience, peer.recv(&mut buffer)).await.is_ok() {
        arrived += 1;
    }
    assert_eq!(arrived, 2);
}
