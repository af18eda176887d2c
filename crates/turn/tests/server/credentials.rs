//! Who is let in.

use codevlive_turn::credentials::{Credentials, TTL_SECONDS, TurnSecret};
use stun::message::{
    Getter, METHOD_ALLOCATE, METHOD_BINDING, METHOD_CREATE_PERMISSION, METHOD_REFRESH,
};
use stun::xoraddr::XorMappedAddress;
use turn::proto::lifetime::Lifetime;

use crate::{
    raw::{Raw, code, to, transport},
    stage::Stage,
};

#[tokio::test]
async fn anyone_learns_their_own_address() {
    let stage = Stage::set(false).await;
    let client = Raw::new(&stage, stage.issue("asha")).await;
    let answer = client.ask(METHOD_BINDING, vec![]).await;
    let mut at = XorMappedAddress::default();
    at.get_from(&answer).unwrap();
    let own = client.socket.local_addr().unwrap();
    assert_eq!((at.ip, at.port), (own.ip(), own.port()));
}

#[tokio::test]
async fn valid_credentials_open_an_allocation_and_others_get_401() {
    let stage = Stage::set(false).await;
    let good = stage.issue("asha");
    assert_eq!(Raw::new(&stage, good.clone()).await.allocate().await, 0);
    let signed = |username: &str| Credentials {
        username: username.to_owned(),
        password: stage.secret.password(username),
    };
    let expiry = |username: &str| username.split_once(':').unwrap().0.parse::<i64>().unwrap();
    let ends = expiry(&good.username);
    let now = ends - i64::from(TTL_SECONDS);
    for (why, credentials) in [
        (
            "a forged password",
            Credentials {
                password: TurnSecret::new(b"south").password(&good.username),
                ..good.clone()
            },
        ),
        (
            "another's password",
            Credentials {
                password: stage.issue("ben").password,
                ..good.clone()
            },
        ),
        (
            "a longer life than was signed",
            Credentials {
                username: format!("{}:asha", ends + 60),
                ..good.clone()
            },
        ),
        ("expired", signed(&format!("{now}:asha"))),
        ("expired long ago", signed("1:asha")),
        (
            "too far in the future",
            signed(&format!("{}:asha", ends + 3_600)),
        ),
        ("no expiry", signed("asha")),
        ("no user", signed(&format!("{ends}:"))),
        ("no name", signed("")),
    ] {
        let client = Raw::new(&stage, credentials).await;
        assert_eq!(client.allocate().await, 401, "{why}");
    }
}

#[tokio::test]
async fn what_is_open_is_kept_and_nothing_new_is_opened_once_they_have_expired() {
    let stage = Stage::set(true).await;
    let mut client = Raw::new(&stage, stage.issue("asha")).await;
    assert_eq!(client.allocate().await, 0);
    let mut late = Raw::new(&stage, stage.issue("asha")).await;
    stage.clock.advance_seconds(i64::from(TTL_SECONDS));
    assert_eq!(client.permit("127.0.0.1:9").await, 438, "the nonce is old");
    client.take_nonce().await;
    late.take_nonce().await;
    assert_eq!(client.permit("127.0.0.1:9").await, 0);
    assert_eq!(late.allocate().await, 401);
}

#[tokio::test]
async fn an_allocation_is_its_owners() {
    let stage = Stage::set(true).await;
    let mut client = Raw::new(&stage, stage.issue("asha")).await;
    let refresh = |client: &Raw| {
        let lifetime = Box::new(Lifetime(std::time::Duration::from_mins(5)));
        let request = client.signed(METHOD_REFRESH, vec![lifetime]);
        request.clone()
    };
    let answer = client.exchange(&refresh(&client)).await;
    assert_eq!(code(&answer), 437, "there is none");
    assert_eq!(client.permit("127.0.0.1:9").await, 437);
    assert_eq!(client.bind("127.0.0.1:9").await, 437);
    assert_eq!(client.allocate().await, 0);
    assert_eq!(code(&client.exchange(&refresh(&client)).await), 0);
    assert_eq!(client.allocate().await, 437, "one for each client");
    client.credentials = stage.issue("ben");
    assert_eq!(client.permit("127.0.0.1:9").await, 441);
    assert_eq!(code(&client.exchange(&refresh(&client)).await), 441);
}

#[tokio::test]
async fn an_allocation_ends_when_its_owner_says_so() {
    let stage = Stage::set(true).await;
    let client = Raw::new(&stage, stage.issue("asha")).await;
    assert_eq!(client.allocate().await, 0);
    let zero = Box::new(Lifetime(std::time::Duration::ZERO));
    let answer = client.sign(METHOD_REFRESH, vec![zero]).await;
    assert_eq!(code(&answer), 0);
    while client.permit("127.0.0.1:9").await != 437 {}
    assert_eq!(client.allocate().await, 0);
}

#[tokio::test]
async fn what_was_not_signed_is_not_believed() {
    let stage = Stage::set(true).await;
    let client = Raw::new(&stage, stage.issue("asha")).await;
    assert_eq!(client.allocate().await, 0);
    let mut request = client.signed(METHOD_CREATE_PERMISSION, vec![]);
    to("127.0.0.1:9").add_to(&mut request).unwrap();
    assert_eq!(code(&client.exchange(&request).await), 400);
    let mut changed = client.signed(METHOD_CREATE_PERMISSION, vec![to("127.0.0.1:9")]);
    // The port of the peer, in the first attribute.
    changed.raw[27] ^= 1;
    assert_eq!(code(&client.exchange(&changed).await), 401);
    let unsigned = client.ask(METHOD_ALLOCATE, transport()).await;
    assert_eq!(code(&unsigned), 401);
}
