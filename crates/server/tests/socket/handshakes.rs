//! Who is let in, and what the others are told.

use serde_json::{Value, json};

use crate::{client::Client, server::Server};

async fn answer(server: &Server, auth: &Value) -> Result<(), String> {
    Client::open(server.address).await.connect(auth).await
}

#[tokio::test]
async fn the_token_is_looked_at_before_the_room() {
    let server = Server::start().await;
    let (token, room) = (&server.token, &server.room);
    let nowhere = "0197b3d4-0000-7000-8000-000000000000";
    for (auth, refusal) in [
        (json!({ "token": "x", "room": "no id" }), "unauthenticated"),
        (json!({ "token": 1, "room": room }), "unauthenticated"),
        (json!({ "room": room }), "unauthenticated"),
        (Value::Null, "unauthenticated"),
        (json!([]), "unauthenticated"),
        (json!({ "token": token }), "unknown_room"),
        (json!({ "token": token, "room": 7 }), "unknown_room"),
        (json!({ "token": token, "room": "no id" }), "unknown_room"),
        (json!({ "token": token, "room": nowhere }), "unknown_room"),
    ] {
        assert_eq!(answer(&server, &auth).await, Err(refusal.into()), "{auth}");
    }
}

#[tokio::test]
async fn a_malformed_after_is_none() {
    let server = Server::start().await;
    for after in [json!("x"), json!(-1), json!(1.5), json!({}), Value::Null] {
        let mut auth = server.auth();
        auth["after"] = after;
        assert_eq!(answer(&server, &auth).await, Ok(()), "{auth}");
    }
}

#[tokio::test]
async fn who_logs_out_in_the_middle_of_it_is_not_let_in() {
    let server = Server::start().await;
    server.documents.forget_after_the_next();
    let refused = answer(&server, &server.auth()).await;
    assert_eq!(refused, Err("unauthenticated".into()));
}

#[tokio::test]
async fn one_connection_asks_so_often_and_is_closed() {
    let server = Server::start().await;
    let mut client = Client::open(server.address).await;
    for _ in 0..5 {
        let refused = client.connect(&json!({ "token": "x" })).await;
        assert_eq!(refused, Err("unauthenticated".into()));
    }
    client.send("40/room,{}").await;
    client.closes().await;
}

#[tokio::test]
async fn a_person_has_so_many_connections_to_a_room() {
    let server = Server::start().await;
    let mut inside = Vec::new();
    for _ in 0..50 {
        inside.push(Client::inside(&server).await.0);
    }
    let full = answer(&server, &server.auth()).await;
    assert_eq!(full, Err("try_later".into()));
    drop(inside.pop());
    // Its going takes a moment to be known.
    while answer(&server, &server.auth()).await.is_err() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_thousand_come_back_at_once_from_one_address() {
    let server = Server::start().await;
    for _ in 0..1_000 {
        let refused = answer(&server, &json!({ "token": "x" })).await;
        assert_eq!(refused, Err("unauthenticated".into()));
    }
}
