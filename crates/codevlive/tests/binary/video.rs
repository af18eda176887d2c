//! The embedded TURN server, by what a browser is told of it.

use codevlive_turn::{
    credentials::Credentials,
    probe::{NoRelay, try_server, udp_address},
};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::process::{Server, codevlive, run};

/// What a guest who has just come is told.
async fn servers(server: &Server) -> Value {
    let token = server.sign_up().await;
    let title = json!({ "title": "Interview" });
    let room = server.post("/rooms", Some(&token), &title).await;
    let id = room["id"].as_str().unwrap();
    let path = format!("/rooms/{id}/guests");
    let guest = server.post(&path, None, &json!({ "name": "Ben" })).await;
    let url = format!("{}/api/v1/rtc/ice-servers?room={id}", server.url);
    let request = reqwest::Client::new().get(url);
    let answer = request.bearer_auth(guest["accessToken"].as_str().unwrap());
    let answer = answer.send().await.unwrap();
    answer.json().await.unwrap()
}

#[tokio::test]
async fn a_guest_in_the_lobby_reaches_the_server_and_nobody_with_other_credentials() {
    let folder = TempDir::new().unwrap();
    let mut command = codevlive(folder.path(), &["serve"]);
    let server = Server::of(command.env("TURN_LISTEN", "127.0.0.1:0"));
    let told = servers(&server).await;
    let (stun, turn) = (&told["iceServers"][0], &told["iceServers"][1]);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let address = udp_address(&text(&turn["urls"][0])).unwrap();
    assert_eq!(stun["urls"][0], json!(format!("stun:{address}")));
    let credentials = Credentials {
        username: text(&turn["username"]),
        password: text(&turn["credential"]),
    };
    let good = try_server(&address, &credentials).await;
    assert!(good.is_ok(), "{good:?}");
    let forged = Credentials {
        username: format!("{}0", credentials.username),
        ..credentials
    };
    let refused = try_server(&address, &forged).await;
    assert!(matches!(refused, Err(NoRelay::Refused(_))), "{refused:?}");
}

#[test]
fn check_says_how_the_turn_server_is() {
    let folder = TempDir::new().unwrap();
    let check = |name: &str, value: &str| {
        let mut command = codevlive(folder.path(), &["check"]);
        command.env("TURN_SECRET", "long enough for a secret");
        let (_, out, _) = run(command.env(name, value));
        let line = out.lines().find(|line| line.contains("turn:"));
        line.unwrap_or(&out).to_owned()
    };
    let embedded = check("TURN_LISTEN", "127.0.0.1:0");
    assert!(embedded.starts_with("ok "), "{embedded}");
    let taken = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let line = check("TURN_LISTEN", &taken);
    assert!(
        line.starts_with("failed") && line.contains("TURN_LISTEN"),
        "{line}"
    );
    // Somebody is there, and says nothing.
    let line = check("TURN_URL", &format!("turn:{taken}"));
    assert!(
        line.starts_with("failed") && line.contains("TURN_URL"),
        "{line}"
    );
    let line = check("TURN_URL", "turns:turn.example.org");
    assert!(line.contains("not tried"), "{line}");
}
