//! How much there is for whom.

use std::time::Duration;

use codevlive_turn::settings::Quotas;
use stun::message::METHOD_ALLOCATE;
use tokio::time::timeout;
use turn::proto::{evenport::EvenPort, reqfamily::REQUESTED_FAMILY_IPV6};

use crate::{
    raw::{Raw, code, transport},
    stage::Stage,
};

#[tokio::test]
async fn a_user_has_so_many_allocations() {
    let quotas = Quotas {
        of_user: 2,
        of_source: 4,
        of_all: 100,
        ..Quotas::default()
    };
    let stage = Stage::with(false, quotas).await;
    let mut open = Vec::new();
    for (user, expected) in [
        ("asha", 0),
        ("asha", 0),
        ("asha", 486),
        ("ben", 0),
        ("chen", 0),
        ("dora", 486),
    ] {
        let client = Raw::new(&stage, stage.issue(user)).await;
        assert_eq!(client.allocate().await, expected, "{user}");
        open.push(client);
    }
}

#[tokio::test]
async fn there_are_so_many_in_all() {
    let quotas = Quotas {
        of_all: 1,
        ..Quotas::default()
    };
    let stage = Stage::with(false, quotas).await;
    let first = Raw::new(&stage, stage.issue("asha")).await;
    assert_eq!(first.allocate().await, 0);
    let second = Raw::new(&stage, stage.issue("ben")).await;
    assert_eq!(second.allocate().await, 508);
}

#[tokio::test]
async fn what_no_browser_asks_for_is_not_done() {
    let stage = Stage::set(false).await;
    let client = Raw::new(&stage, stage.issue("asha")).await;
    let mut pair = transport();
    pair.push(Box::new(EvenPort::default()));
    let answer = client.sign(METHOD_ALLOCATE, pair).await;
    assert_eq!(code(&answer), 508);
    let mut family = transport();
    family.push(Box::new(REQUESTED_FAMILY_IPV6));
    let answer = client.sign(METHOD_ALLOCATE, family).await;
    assert_eq!(code(&answer), 440);
    assert_eq!(client.allocate().await, 0, "neither has left anything");
}

#[tokio::test]
async fn an_address_that_asks_without_end_gets_no_answers() {
    let quotas = Quotas {
        requests: 5,
        ..Quotas::default()
    };
    let stage = Stage::with(false, quotas).await;
    // Its first question is answered with a nonce.
    let client = Raw::new(&stage, stage.issue("asha")).await;
    for _ in 0..4 {
        client.settle().await;
    }
    let request = client.signed(METHOD_ALLOCATE, transport());
    let answer = client.try_exchange(&request);
    let answer = timeout(Duration::from_millis(300), answer).await;
    assert!(answer.is_err());
}

#[tokio::test]
async fn nonsense_is_borne() {
    let stage = Stage::set(false).await;
    let client = Raw::new(&stage, stage.issue("asha")).await;
    let request = client.signed(METHOD_ALLOCATE, transport()).raw;
    for length in 0..request.len() {
        client.socket.send(&request[..length]).await.unwrap();
    }
    for at in 0..request.len() {
        let mut changed = request.clone();
        changed[at] ^= 0xff;
        client.socket.send(&changed).await.unwrap();
    }
    client.socket.send(&[0x40; 1_400]).await.unwrap();
    client.settle().await;
    assert_eq!(client.allocate().await, 0);
}
