//! Whom relays talk to.

use stun::message::METHOD_CREATE_PERMISSION;
use tokio::net::UdpSocket;

use crate::{
    raw::{Raw, code, to},
    stage::Stage,
};

#[tokio::test]
async fn permissions_and_channels_for_private_peers_are_refused() {
    let stage = Stage::set(false).await;
    let client = Raw::new(&stage, stage.issue("asha")).await;
    client.relay().await;
    for peer in [
        "127.0.0.1:9",
        "127.8.0.1:9",
        "10.0.0.1:9",
        "172.16.0.1:9",
        "192.168.1.1:9",
        "169.254.169.254:80",
        "100.64.0.1:9",
        "0.0.0.0:9",
        "224.0.0.1:9",
        "255.255.255.255:9",
        "203.0.113.1:9",
        "[::1]:9",
        "[::ffff:127.0.0.1]:9",
        "[::ffff:192.168.1.1]:9",
        "[::ffff:8.8.8.8]:9",
        "[::10.0.0.1]:9",
        "[64:ff9b::a00:1]:9",
        "[fd00::1]:9",
        "[fe80::1]:9",
    ] {
        assert_eq!(client.permit(peer).await, 403, "{peer}");
        assert_eq!(client.bind(peer).await, 403, "{peer}");
    }
    assert_eq!(client.permit("8.8.8.8:9").await, 0);
    let v6 = client.permit("[2606:4700::1111]:9").await;
    assert_eq!(v6, 443, "relays are IPv4");
}

#[tokio::test]
async fn private_peers_are_fine_where_that_is_set_and_nothing_worse() {
    let stage = Stage::set(true).await;
    let client = Raw::new(&stage, stage.issue("asha")).await;
    client.relay().await;
    for peer in ["127.0.0.1:9", "10.0.0.1:9", "192.168.1.1:9"] {
        assert_eq!(client.permit(peer).await, 0, "{peer}");
    }
    let own = stage.server.address().to_string();
    for peer in [
        own.as_str(),
        "169.254.169.254:80",
        "0.0.0.0:9",
        "224.0.0.1:9",
        "[::ffff:127.0.0.1]:9",
    ] {
        assert_eq!(client.permit(peer).await, 403, "{peer}");
    }
}

#[tokio::test]
async fn one_good_peer_does_not_let_another_in() {
    let stage = Stage::set(false).await;
    let client = Raw::new(&stage, stage.issue("asha")).await;
    client.relay().await;
    for pair in [["8.8.8.8:9", "127.0.0.1:9"], ["127.0.0.1:9", "8.8.8.8:9"]] {
        let peers = pair.map(to).into_iter().collect();
        let answer = client.sign(METHOD_CREATE_PERMISSION, peers).await;
        assert_eq!(code(&answer), 508, "{pair:?}");
    }
}

#[tokio::test]
async fn nothing_passes_between_a_client_and_a_refused_peer() {
    let stage = Stage::set(false).await;
    let client = Raw::new(&stage, stage.issue("asha")).await;
    let relay = client.relay().await;
    let peer = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let at = peer.local_addr().unwrap();
    // A permission is for an address with all its ports: that for another relay here is one for this machine.
    let other = Raw::new(&stage, stage.issue("ben")).await;
    let others = other.relay().await.to_string();
    assert_eq!(client.permit(&others).await, 0);
    assert_eq!(other.permit(&relay.to_string()).await, 0);

    client.send(&at.to_string(), b"from the client").await;
    client.settle().await;
    let neighbour = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    neighbour.send_to(b"next", at).await.unwrap();
    let mut buffer = [0; 100];
    let (length, _) = peer.recv_from(&mut buffer).await.unwrap();
    assert_eq!(&buffer[..length], b"next", "nothing came before");

    peer.send_to(b"from the peer", relay).await.unwrap();
    other.send(&relay.to_string(), b"next").await;
    assert_eq!(client.data().await, b"next", "nothing came before");
}
