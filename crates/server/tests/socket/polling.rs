//! Long polling, and a WebSocket that began with it.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

use crate::{client::Client, server::Server};

/// An Engine.IO session by long polling.
struct Polling {
    http: reqwest::Client,
    url: String,
    session: String,
}

impl Polling {
    async fn open(server: &Server) -> Self {
        let url = format!(
            "http://{}/socket.io/?EIO=4&transport=polling",
            server.address
        );
        let http = reqwest::Client::new();
        let open = http.get(&url).send().await.unwrap().text().await.unwrap();
        let open: Value = serde_json::from_str(open.strip_prefix('0').unwrap()).unwrap();
        let session = open["sid"].as_str().unwrap().to_owned();
        let url = format!("{url}&sid={session}");
        Self { http, url, session }
    }

    async fn post(&self, packets: String) -> u16 {
        let answer = self.http.post(&self.url).body(packets).send().await;
        answer.unwrap().status().as_u16()
    }

    /// The next packet that holds that text.
    async fn packet_with(&self, text: &str) -> String {
        loop {
            let polled = self.http.get(&self.url).send().await.unwrap();
            assert_eq!(polled.status(), 200);
            let polled = polled.text().await.unwrap();
            if let Some(found) = polled.split('\x1e').find(|packet| packet.contains(text)) {
                return found.to_owned();
            }
        }
    }
}

#[tokio::test]
async fn two_mebibytes_are_answered_by_polling_too() {
    let server = Server::start().await;
    let polling = Polling::open(&server).await;
    polling.post(format!("40/room,{}", server.auth())).await;
    let view = polling.packet_with("[\"view\"").await;
    let view: Value = serde_json::from_str(view.split_once(',').unwrap().1).unwrap();
    let edit = json!(["edit", Server::pad(&view[1]), { "_placeholder": true, "num": 0 }]);
    let update = BASE64_STANDARD.encode(vec![0; 2 * 1024 * 1024]);
    let status = polling.post(format!("451-/room,1{edit}\x1eb{update}"));
    assert_eq!(status.await, 200);
    let ack = polling.packet_with("43/room,1").await;
    assert!(ack.contains("too_large"), "{ack}");
}

#[tokio::test]
async fn closing_ends_the_web_socket_that_polling_has_become() {
    let server = Server::start().await;
    let polling = Polling::open(&server).await;
    polling.post(format!("40/room,{}", server.auth())).await;
    polling.packet_with("[\"view\"").await;
    let url = format!(
        "ws://{}/socket.io/?EIO=4&transport=websocket&sid={}",
        server.address, polling.session
    );
    let mut client = Client::over(&url).await;
    client.send("2probe").await;
    assert_eq!(client.text().await.as_deref(), Some("3probe"));
    client.send("5").await;
    server.post("/auth/logout", &Value::Null).await;
    assert_eq!(client.event("closed").await["reason"], "signed_out");
    client.closes().await;
}

#[tokio::test]
async fn a_node_that_goes_takes_no_new_sessions_and_keeps_those_it_has() {
    let server = Server::start().await;
    let polling = Polling::open(&server).await;
    server.readiness.drain();
    let url = polling.url.split("&sid=").next().unwrap();
    let refused = polling.http.get(url).send().await.unwrap();
    assert_eq!(refused.status(), 503);
    let problem: Value = serde_json::from_str(&refused.text().await.unwrap()).unwrap();
    assert_eq!(problem["code"], "draining");
    assert_eq!(
        polling.post(format!("40/room,{}", server.auth())).await,
        200
    );
    polling.packet_with("[\"view\"").await;
}
