//! By the client of webrtc-rs, as a browser would.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use codevlive_domain::clock::Clock;
use codevlive_turn::{
    credentials::{Credentials, TurnSecret},
    probe::{NoRelay, try_server},
};
use tokio::{net::UdpSocket, time::timeout};
use turn::client::{Client, ClientConfig};
use webrtc_util::Conn;

use crate::stage::Stage;

const PATIENCE: Duration = Duration::from_secs(10);

async fn client(stage: &Stage, credentials: Credentials) -> Client {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let server = stage.server.address().to_string();
    let config = ClientConfig {
        stun_serv_addr: server.clone(),
        turn_serv_addr: server,
        username: credentials.username,
        password: credentials.password,
        realm: String::new(),
        software: String::new(),
        rto_in_ms: 0,
        conn: Arc::new(socket),
        vnet: None,
    };
    let client = Client::new(config).await.unwrap();
    client.listen().await.unwrap();
    client
}

async fn receive(from: &impl Conn) -> (Vec<u8>, SocketAddr) {
    let mut buffer = vec![0; 2_000];
    let received = timeout(PATIENCE, from.recv_from(&mut buffer)).await;
    let (length, from) = received.expect("it arrives").unwrap();
    buffer.truncate(length);
    (buffer, from)
}

#[tokio::test]
async fn it_relays_both_ways() {
    let stage = Stage::set(true).await;
    let client = client(&stage, stage.issue("asha")).await;
    let relay = client.allocate().await.unwrap();
    let peer = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let at = peer.local_addr().unwrap();
    // The first ones go as indications, and then a channel is there.
    for n in 0..20_u8 {
        let data = [n; 1_200];
        relay.send_to(&data, at).await.unwrap();
        let (received, from) = receive(&peer).await;
        assert_eq!(
            (received, from),
            (data.to_vec(), relay.local_addr().unwrap())
        );
        peer.send_to(&[n, n], from).await.unwrap();
        assert_eq!(receive(&relay).await, (vec![n, n], at));
    }
    client.close().await.unwrap();
}

#[tokio::test]
async fn two_relays_reach_each_other_though_no_private_peer_is_allowed() {
    let stage = Stage::set(false).await;
    let (asha, ben) = (
        client(&stage, stage.issue("asha")).await,
        client(&stage, stage.issue("ben")).await,
    );
    let (one, other) = (
        asha.allocate().await.unwrap(),
        ben.allocate().await.unwrap(),
    );
    let (at_one, at_other) = (one.local_addr().unwrap(), other.local_addr().unwrap());
    // Each permits the other by sending; what comes before that may be lost, as with any relay.
    other.send_to(b"first", at_one).await.unwrap();
    one.send_to(&[0], at_other).await.unwrap();
    for n in 0..20_u8 {
        assert_eq!(receive(&other).await, (vec![n], at_one));
        other.send_to(&[n, n], at_one).await.unwrap();
        let mut received = receive(&one).await;
        if received.0 == b"first" {
            received = receive(&one).await;
        }
        assert_eq!(received, (vec![n, n], at_other));
        one.send_to(&[n + 1], at_other).await.unwrap();
    }
}

#[tokio::test]
async fn a_private_peer_is_refused_and_wrong_credentials_too() {
    let stage = Stage::set(false).await;
    let good = client(&stage, stage.issue("asha")).await;
    let relay = good.allocate().await.unwrap();
    let peer = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let sent = relay.send_to(b"hello", peer.local_addr().unwrap()).await;
    assert!(sent.is_err());
    let forged = Credentials {
        password: "made up".to_owned(),
        ..stage.issue("asha")
    };
    let refused = client(&stage, forged).await.allocate().await;
    let why = refused.err().map(|error| error.to_string());
    assert!(
        why.as_deref().is_some_and(|why| why.contains("401")),
        "{why:?}"
    );
}

#[tokio::test]
async fn a_server_is_tried_as_a_browser_would() {
    let stage = Stage::set(false).await;
    let address = stage.server.address().to_string();
    let good = try_server(&address, &stage.issue("check")).await;
    assert!(good.is_ok(), "{good:?}");
    let forged = TurnSecret::new(b"south").issue("check", stage.clock.now());
    let refused = try_server(&address, &forged).await;
    assert!(matches!(refused, Err(NoRelay::Refused(_))), "{refused:?}");
}

#[tokio::test]
async fn everything_ends_with_the_server() {
    let stage = Stage::set(true).await;
    let client = client(&stage, stage.issue("asha")).await;
    let relay = client.allocate().await.unwrap();
    let at = relay.local_addr().unwrap();
    assert!(UdpSocket::bind(at).await.is_err(), "it is there");
    drop(stage);
    let freed = async {
        while UdpSocket::bind(at).await.is_err() {
            tokio::task::yield_now().await;
        }
    };
    timeout(PATIENCE, freed).await.expect("it is gone");
}
