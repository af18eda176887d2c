//! How large messages may be, and how many parts they may have.

use codevlive_domain::id::ConnectionId;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{client::Client, server::Server};

const MIB: usize = 1024 * 1024;

#[tokio::test]
async fn up_to_two_mebibytes_are_answered_and_beyond_the_connection_is_closed() {
    let server = Server::start().await;
    let (mut client, view) = Client::inside(&server).await;
    let pad = json!([Server::pad(&view)]);
    for size in [MIB + 1, 2 * MIB] {
        let answer = client.ask("edit", pad.clone(), &[vec![0; size]]).await;
        assert_eq!(answer["code"], "too_large", "{size}");
    }
    let id = client.tell("edit", pad, &[vec![0; 2 * MIB + 1]]).await;
    assert_eq!(client.ack(id).await, None);
}

#[tokio::test]
async fn surplus_attachments_are_answered() {
    let server = Server::start().await;
    let (mut client, view) = Client::inside(&server).await;
    let pad = json!([Server::pad(&view)]);
    for count in [2, 3, 8] {
        let answer = client.ask("edit", pad.clone(), &vec![vec![0]; count]).await;
        assert_eq!(answer["code"], "invalid", "{count}: {answer}");
    }
}

#[tokio::test]
async fn signalling_and_commands_have_limits_of_their_own() {
    let server = Server::start().await;
    let (mut client, _) = Client::inside(&server).await;
    let nobody = ConnectionId(Uuid::from_u128(1));
    let rtc = |size| json!([{ "to": nobody, "data": { "sdp": "x".repeat(size) } }]);
    let code = |answer: Value| answer["code"].as_str().unwrap_or_default().to_owned();
    assert_eq!(
        code(client.ask("rtc", rtc(64 * 1024), &[]).await),
        "too_large"
    );
    let passed = client.ask("rtc", rtc(60 * 1024), &[]).await;
    assert_ne!(code(passed), "too_large");
    let say = json!([{ "id": "1", "type": "say", "text": "x".repeat(MIB), "to": "all" }]);
    assert_eq!(code(client.ask("command", say, &[]).await), "too_large");
}

#[tokio::test]
async fn what_a_library_complains_of_is_not_sent_back_at_length() {
    let server = Server::start().await;
    let (mut client, _) = Client::inside(&server).await;
    let command = json!([{ "id": "1", "type": "x".repeat(MIB / 2) }]);
    let answer = client.ask("command", command, &[]).await;
    assert_eq!(answer["code"], "invalid");
    assert!(answer["detail"].as_str().unwrap().len() < 1_000);
}
