use std::net::Ipv4Addr;

use stun::message::Message;
use tokio::time::timeout;

use super::*;
use crate::{
    ledger::Ledger,
    relay::Next,
    settings::{Quotas, RELAY_PORTS},
    test_clock::TestClock,
};

/// A relay on this machine between a client and a peer of it.
struct Stage {
    relay: Arc<Relay>,
    /// Where the relay is reached from here.
    here: SocketAddr,
    client: UdpSocket,
    peer: UdpSocket,
    at: SocketAddr,
}

async fn bind() -> UdpSocket {
    UdpSocket::bind("127.0.0.1:0").await.unwrap()
}

async fn stage(allow_private: bool, bytes_per_second: u32) -> Stage {
    let (client, peer, socket) = (bind().await, bind().await, bind().await);
    socket.writable().await.unwrap();
    let front = Front::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let ledger = Ledger::new(Quotas::default());
    let of = client.local_addr().unwrap();
    let mut place = ledger.take(of, "asha").unwrap();
    let public = Ipv4Addr::new(198, 41, 0, 4);
    let guard = PeerGuard::new(allow_private, public.into(), 3478, Arc::clone(&ledger));
    let relays = Relays {
        local: Ipv4Addr::LOCALHOST,
        public,
        ports: RELAY_PORTS,
        bytes_per_second,
        guard: Arc::new(guard),
        front: Arc::new(Unconnected(front)),
        clock: Arc::new(TestClock::default()),
        next: Next::default(),
    };
    let here = socket.local_addr().unwrap();
    place.listens_on(here.port());
    let public_at = SocketAddr::new(public.into(), here.port());
    let of_crate = RelaySocket::new(socket, &relays, public_at, place);
    let relay = ledger.relay(of).unwrap();
    tokio::spawn(async move { of_crate.receive(&mut [0; 1_500]).await });
    let at = peer.local_addr().unwrap();
    Stage {
        relay,
        here,
        client,
        peer,
        at,
    }
}

/// What comes within a moment.
async fn next(socket: &UdpSocket) -> Option<Vec<u8>> {
    let mut buffer = vec![0; 2_000];
    let received = timeout(Duration::from_millis(100), socket.recv(&mut buffer)).await;
    buffer.truncate(received.ok()?.unwrap());
    Some(buffer)
}

/// The peer and the data in a packet for a client.
fn data(packet: &[u8]) -> (SocketAddr, Vec<u8>) {
    let mut message = Message::new();
    message.write(packet).unwrap();
    wire::from_indication(&message).unwrap()
}

#[tokio::test]
async fn whatever_was_permitted_a_refused_peer_neither_gets_nor_gives_anything() {
    let Stage {
        relay,
        here,
        client,
        peer,
        at,
    } = stage(false, 1_000_000).await;
    relay.bind(0x4000, at).unwrap();
    assert_eq!(relay.send(b"hello", at), Err(Reason::Peer));
    assert_eq!(relay.send_on(0x4000, b"hello"), Err(Reason::Peer));
    peer.send_to(b"hello", here).await.unwrap();
    assert_eq!(next(&client).await, None);
}

#[tokio::test]
async fn a_peer_without_a_permission_neither_gets_nor_gives_anything() {
    let stage = stage(true, 1_000_000).await;
    let refused = stage.relay.send(b"hello", stage.at);
    assert_eq!(refused, Err(Reason::Permission));
    let refused = stage.relay.send_on(0x4000, b"hello");
    assert_eq!(refused, Err(Reason::Permission));
    stage.peer.send_to(b"hello", stage.here).await.unwrap();
    assert_eq!(next(&stage.client).await, None);
}

#[tokio::test]
async fn a_peer_that_is_permitted_gets_and_gives() {
    let stage = stage(true, 1_000_000).await;
    stage.relay.permit(stage.at.ip()).unwrap();
    stage.relay.send(b"hello", stage.at).unwrap();
    let got = next(&stage.peer).await;
    assert_eq!(got.as_deref(), Some(b"hello".as_slice()));
    stage.peer.send_to(b"hi", stage.here).await.unwrap();
    let given = next(&stage.client).await.unwrap();
    assert_eq!(data(&given), (stage.at, b"hi".to_vec()));
}

#[tokio::test]
async fn on_a_channel_there_is_a_short_header() {
    let stage = stage(true, 1_000_000).await;
    stage.relay.bind(0x4000, stage.at).unwrap();
    stage.relay.send_on(0x4000, b"hello").unwrap();
    let got = next(&stage.peer).await;
    assert_eq!(got.as_deref(), Some(b"hello".as_slice()));
    stage.peer.send_to(b"hi", stage.here).await.unwrap();
    let given = next(&stage.client).await;
    // Padded to four bytes (RFC 8656, 12.4).
    assert_eq!(given.as_deref(), Some(b"\x40\0\0\x02hi\0\0".as_slice()));
}

#[tokio::test]
async fn what_is_too_much_is_lost() {
    for (bytes_per_second, size) in [(1_000, 900), (30, 0)] {
        let stage = stage(true, bytes_per_second).await;
        stage.relay.permit(stage.at.ip()).unwrap();
        let sent = (0..5).map(|_| stage.relay.send(&vec![0; size], stage.at));
        let sent: Vec<_> = sent.collect();
        let lost = Err(Reason::Volume);
        assert_eq!(sent, [Ok(()), Ok(()), lost, lost, lost], "of {size} bytes");
        let arrived = [next(&stage.peer).await, next(&stage.peer).await];
        assert_eq!(arrived, [Some(vec![0; size]), Some(vec![0; size])]);
        assert_eq!(next(&stage.peer).await, None);
    }
}
