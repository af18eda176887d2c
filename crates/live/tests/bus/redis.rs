//! The bus over Redis, and what it does when Redis goes away, stands still, or moves.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use codevlive_domain::id::PersonId;
use codevlive_live::{
    bus::{Bus, Delivery, Message, Reach, SignOut, Topic, redis::RedisBus},
    redis::{
        RedisAddress,
        allowances::{Pace, Unanswered},
    },
};

use crate::{
    redis_server::RedisServer,
    suite::{Listener, PATIENCE, Wire, node, room, says},
};

async fn wire() -> Wire {
    let server = RedisServer::start();
    let (one, other) = (bus(&server, 1), bus(&server, 2));
    reaches(&one, Reach::All).await;
    reaches(&other, Reach::All).await;
    Wire {
        one: Arc::new(one),
        other: Arc::new(other),
        keep: Box::new(server),
    }
}

crate::suite!(wire);

fn bus(server: &RedisServer, number: u128) -> RedisBus {
    RedisBus::start(server.address(), node(number))
}

/// Waits until a bus reaches so many; how long that took.
async fn reaches(bus: &RedisBus, reach: Reach) -> Duration {
    let started = Instant::now();
    while bus.reach() != reach {
        assert!(
            started.elapsed() < PATIENCE,
            "{:?}, not {reach:?}",
            bus.reach()
        );
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    started.elapsed()
}

/// Waits until messages may have been lost.
async fn gap(listener: &mut Listener) {
    while !matches!(listener.delivery().await, Delivery::Gap) {}
}

/// Two nodes that hear each other.
async fn pair(server: &RedisServer) -> (RedisBus, RedisBus) {
    let (one, other) = (bus(server, 1), bus(server, 2));
    for bus in [&one, &other] {
        reaches(bus, Reach::All).await;
    }
    // Who knows of nobody reaches all, too: two beats, so that each has heard one of the other.
    tokio::time::sleep(Duration::from_millis(400)).await;
    (one, other)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_and_back_empty_it_carries_on_and_says_that_there_was_a_gap() {
    let mut server = RedisServer::start();
    let (one, other) = pair(&server).await;
    let mut listener = Listener::new(&other, node(2), room(1)).await;
    one.publish(node(1), room(1), says("before"));
    assert_eq!(listener.text().await, "before");
    server.kill();
    for bus in [&one, &other] {
        let noticed = reaches(bus, Reach::None).await;
        assert!(noticed < Duration::from_secs(1), "{noticed:?}");
    }
    let mut nodes = Listener::new(&other, node(2), Topic::Nodes).await;
    let sign_out = SignOut::Person(PersonId(uuid::Uuid::from_u128(7)));
    one.publish(node(1), Topic::Nodes, Message::SignOut(sign_out));
    // Nothing waits for Redis, also not to listen.
    let asked = Instant::now();
    one.publish(node(1), room(1), says("lost"));
    let mut late = Listener::new(&other, node(2), room(2)).await;
    assert!(asked.elapsed() < Duration::from_millis(100));
    server.start_again();
    let back = Instant::now();
    gap(&mut listener).await;
    gap(&mut late).await;
    reaches(&one, Reach::All).await;
    assert!(
        back.elapsed() < Duration::from_secs(2),
        "{:?}",
        back.elapsed()
    );
    // No log tells of it, so it was kept.
    while !matches!(nodes.delivery().await, Delivery::Message { message: Message::SignOut(whose), .. } if whose == sign_out)
    {
    }
    one.publish(node(1), room(1), says("after"));
    one.publish(node(1), room(2), says("after"));
    assert_eq!(listener.text().await, "after");
    assert_eq!(late.text().await, "after");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn standing_still_it_is_noticed_and_given_up() {
    let server = RedisServer::start();
    let (one, other) = pair(&server).await;
    let mut listener = Listener::new(&other, node(2), room(1)).await;
    server.signal("STOP");
    let noticed = reaches(&one, Reach::None).await;
    assert!(noticed < Duration::from_secs(1), "{noticed:?}");
    // Longer than a connection is believed in that says nothing.
    tokio::time::sleep(Duration::from_secs(4)).await;
    server.signal("CONT");
    gap(&mut listener).await;
    for bus in [&one, &other] {
        reaches(bus, Reach::All).await;
    }
    one.publish(node(1), room(1), says("after"));
    assert_eq!(listener.text().await, "after");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_is_gone_is_missed_unless_it_took_its_leave() {
    let server = RedisServer::start();
    let (one, other) = pair(&server).await;
    let third = bus(&server, 3);
    reaches(&third, Reach::All).await;
    third.leave().await;
    drop(third);
    drop(other);
    let noticed = reaches(&one, Reach::Some).await;
    assert!(noticed < Duration::from_secs(1), "{noticed:?}");
    let mut listener = Listener::new(&one, node(1), Topic::Nodes).await;
    let fourth = bus(&server, 4);
    reaches(&fourth, Reach::All).await;
    fourth.publish(node(4), Topic::Nodes, says("here"));
    assert_eq!(listener.text().await, "here");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sentinels_lead_to_the_new_master() {
    let mut master = RedisServer::start();
    let follow = format!("replicaof 127.0.0.1 {}", master.port());
    let replica = RedisServer::with(&[follow, "repl-diskless-sync-delay 0".to_owned()]);
    let sentinel = RedisServer::with(&[
        format!("sentinel monitor main 127.0.0.1 {} 1", master.port()),
        "sentinel down-after-milliseconds main 500".to_owned(),
        "sentinel failover-timeout main 2000".to_owned(),
    ]);
    let url = format!("redis+sentinel://127.0.0.1:{}/main", sentinel.port());
    let address: RedisAddress = url.parse().unwrap();
    let (one, other) = (
        RedisBus::start(address.clone(), node(1)),
        RedisBus::start(address, node(2)),
    );
    for bus in [&one, &other] {
        reaches(bus, Reach::All).await;
    }
    let mut listener = Listener::new(&other, node(2), room(1)).await;
    // The Sentinel has to know the replica before it can choose it: it asks the master every 10 seconds.
    knows_a_replica(sentinel.port()).await;
    master.kill();
    gap(&mut listener).await;
    for bus in [&one, &other] {
        reaches(bus, Reach::All).await;
    }
    one.publish(node(1), room(1), says("on the new master"));
    assert_eq!(listener.text().await, "on the new master");
    drop(replica);
}

async fn knows_a_replica(sentinel: u16) {
    let client = redis::Client::open(format!("redis://127.0.0.1:{sentinel}")).expect("a URL");
    let mut connection = client
        .get_multiplexed_async_connection()
        .await
        .expect("it runs");
    let started = Instant::now();
    loop {
        let asked = redis::cmd("SENTINEL").arg("replicas").arg("main").take();
        let replicas: Vec<redis::Value> =
            asked.query_async(&mut connection).await.expect("answered");
        if !replicas.is_empty() {
            return;
        }
        assert!(started.elapsed() < Duration::from_secs(20), "a replica");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_allowance_is_one_for_all_nodes() {
    let mut server = RedisServer::start();
    let (one, other) = pair(&server).await;
    let both = [one.allowances(), other.allowances()];
    let pace = Pace {
        burst: 10,
        interval: Duration::from_millis(300),
    };
    for taken in 0..10 {
        assert_eq!(
            both[taken % 2].take("somebody", pace).await,
            Ok(Ok(())),
            "{taken}"
        );
    }
    let wait = both[0].take("somebody", pace).await.unwrap().unwrap_err();
    assert!(wait <= pace.interval, "{wait:?}");
    assert_eq!(both[1].take("somebody else", pace).await, Ok(Ok(())));
    tokio::time::sleep(wait).await;
    assert_eq!(both[1].take("somebody", pace).await, Ok(Ok(())));
    assert!(both[0].take("somebody", pace).await.unwrap().is_err());
    server.kill();
    reaches(&one, Reach::None).await;
    assert_eq!(both[0].take("somebody", pace).await, Err(Unanswered));
}
