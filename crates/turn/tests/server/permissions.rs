//! For how long peers may talk, how many of them, and what that costs others.

use std::time::Duration;

use codevlive_turn::settings::Quotas;
use stun::message::METHOD_CREATE_PERMISSION;
use tokio::{net::UdpSocket, time};

use crate::{
    raw::{Raw, to},
    stage::Stage,
};

/// For how long a permission is good; timers are exact to a millisecond.
const PERMISSION: Duration = Duration::from_millis(300_010);

/// Lets time pass for all timers at once; what was sent before comes in the same moment.
async fn pass(how_long: Duration) {
    time::pause();
    time::advance(how_long).await;
    time::resume();
}

/// As the library once waited, with a lock held, for a task that waited for that lock: every second time or so.
#[tokio::test]
async fn who_asks_twice_for_what_is_just_ending_stops_nobody() {
    let stage = Stage::set(true).await;
    let other = Raw::new(&stage, stage.issue("ben")).await;
    for _ in 0..20 {
        let client = Raw::new(&stage, stage.issue("asha")).await;
        client.relay().await;
        assert_eq!(client.permit("127.0.0.1:9").await, 0);
        let again = client.signed(METHOD_CREATE_PERMISSION, vec![to("127.0.0.1:9")]);
        for _ in 0..2 {
            client.socket.send(&again.raw).await.unwrap();
        }
        pass(PERMISSION).await;
        other.settle().await;
        assert_eq!(client.permit("127.0.0.1:9").await, 0, "it goes on");
    }
}

#[tokio::test]
async fn a_permission_ends_after_five_minutes_and_comes_again() {
    let stage = Stage::set(true).await;
    let client = Raw::new(&stage, stage.issue("asha")).await;
    let relay = client.relay().await;
    let peer = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let at = peer.local_addr().unwrap().to_string();
    assert_eq!(client.permit(&at).await, 0);
    peer.send_to(b"first", relay).await.unwrap();
    assert_eq!(client.data().await, b"first");
    pass(PERMISSION).await;
    peer.send_to(b"late", relay).await.unwrap();
    client.send(&at, b"late").await;
    client.settle().await;
    assert_eq!(client.permit(&at).await, 0);
    client.send(&at, b"again").await;
    let mut buffer = [0; 100];
    let (length, from) = peer.recv_from(&mut buffer).await.unwrap();
    assert_eq!(&buffer[..length], b"again", "nothing came before");
    peer.send_to(b"again", from).await.unwrap();
    assert_eq!(client.data().await, b"again", "nothing came before");
}

#[tokio::test]
async fn a_stranger_uses_up_nothing_of_what_a_peer_may_send() {
    let quotas = Quotas {
        bytes_per_second: 10_000,
        ..Quotas::default()
    };
    let stage = Stage::with(true, quotas).await;
    let client = Raw::new(&stage, stage.issue("asha")).await;
    let relay = client.relay().await;
    assert_eq!(client.permit("127.0.0.1:9").await, 0);
    let stranger = UdpSocket::bind("127.0.0.2:0").await.unwrap();
    for _ in 0..40 {
        stranger.send_to(&[0; 1_000], relay).await.unwrap();
    }
    let peer = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    for n in 0..20 {
        peer.send_to(&[n; 900], relay).await.unwrap();
        assert_eq!(client.data().await, [n; 900]);
    }
}

#[tokio::test]
async fn an_allocation_has_so_many_peers_and_channels() {
    let stage = Stage::set(true).await;
    let [client, other] = [
        Raw::new(&stage, stage.issue("asha")).await,
        Raw::new(&stage, stage.issue("asha")).await,
    ];
    client.relay().await;
    other.relay().await;
    for n in 0..64 {
        assert_eq!(client.permit(&format!("10.0.0.{n}:9")).await, 0);
        let one = format!("10.0.0.1:{}", 1 + n);
        assert_eq!(other.bind_on(0x4000 + n, &one).await, 0);
    }
    assert_eq!(client.permit("10.0.0.64:9").await, 508);
    assert_eq!(client.bind("10.0.0.64:9").await, 508);
    assert_eq!(client.permit("10.0.0.0:9").await, 0, "it has that one");
    assert_eq!(other.bind_on(0x4040, "10.0.0.1:65").await, 508);
    assert_eq!(other.bind_on(0x4000, "10.0.0.1:1").await, 0, "it is there");
    assert_eq!(
        other.permit("10.0.0.64:9").await,
        0,
        "another's is another's"
    );
}

#[tokio::test]
async fn a_channel_has_one_peer_and_a_number_of_channels() {
    let stage = Stage::set(true).await;
    let client = Raw::new(&stage, stage.issue("asha")).await;
    client.relay().await;
    assert_eq!(client.bind_on(0x3fff, "10.0.0.1:9").await, 400);
    assert_eq!(client.bind_on(0x4000, "10.0.0.1:9").await, 0);
    assert_eq!(client.bind_on(0x4000, "10.0.0.2:9").await, 400);
    assert_eq!(client.bind_on(0x4001, "10.0.0.1:9").await, 400);
    assert_eq!(client.bind_on(0x4001, "10.0.0.1:10").await, 0);
}
