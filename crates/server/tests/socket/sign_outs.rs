//! Sign-ins end, and their sockets with them, within a second.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use codevlive_live::settings::LiveSettings;
use codevlive_store::{document::Collection, documents::account::Account};
use serde_json::{Value, json};

use crate::{client::Client, server::Server};

const PASSWORD: &str = "correct horse battery";
/// Promised.
const SOON: Duration = Duration::from_secs(1);

/// Two connections of the host, by two sign-ins; how long it takes until both are closed after what `ends` does.
async fn closed_by(ends: impl AsyncFn(&Server)) -> Duration {
    let server = Server::start().await;
    let (mut first, _view) = Client::inside(&server).await;
    let body = json!({ "email": "asha@example.org", "password": PASSWORD });
    let other = server.post("/auth/login", &body).await;
    let mut auth = server.auth();
    auth["token"] = other["accessToken"].clone();
    let mut second = Client::open(server.address).await;
    second.connect(&auth).await.unwrap();
    let started = Instant::now();
    ends(&server).await;
    for client in [&mut first, &mut second] {
        let closed = client.event("closed").await;
        assert_eq!(closed["reason"], json!("signed_out"), "{closed}");
    }
    started.elapsed()
}

#[tokio::test]
async fn a_new_password_closes_all_sockets() {
    let took = closed_by(async |server| {
        let body = json!({ "currentPassword": PASSWORD, "newPassword": "another battery" });
        let answer = server.post("/me/password", &body).await;
        assert_ne!(answer["accessToken"], Value::Null, "{answer}");
    });
    let took = took.await;
    assert!(took < SOON, "{took:?}");
}

#[tokio::test]
async fn deleting_the_account_closes_all_sockets() {
    let took = closed_by(async |server| {
        server.delete("/me").await;
    });
    let took = took.await;
    assert!(took < SOON, "{took:?}");
}

/// Another process writes to the account, and tells nobody; the node looks every 50 ms here, every 10 s elsewhere.
async fn closed_unsaid(write: impl FnMut(&mut Account) + Send) {
    let live = LiveSettings {
        check_sign_ins: Duration::from_millis(50),
        ..LiveSettings::default()
    };
    let server = Server::with(live, true).await;
    let (mut host, _view) = Client::inside(&server).await;
    // Who is signed in stays, however often it is looked.
    tokio::time::sleep(Duration::from_millis(200)).await;
    host.ask("command", json!([{}]), &[]).await;
    let accounts = Collection::<Account>::new(Arc::clone(&server.documents) as _);
    let found = accounts.find_one("email", "asha@example.org").await;
    let id = found.unwrap().unwrap().value.id.to_string();
    accounts.update(&id, write).await.unwrap().unwrap();
    let closed = host.event("closed").await;
    assert_eq!(closed["reason"], json!("signed_out"), "{closed}");
}

#[tokio::test]
async fn an_account_deleted_elsewhere_closes_its_sockets() {
    closed_unsaid(|account| account.deleted_at = Some(account.created_at)).await;
}

#[tokio::test]
async fn sign_ins_ended_elsewhere_close_their_sockets() {
    closed_unsaid(|account| account.security.epoch += 1).await;
}

/// A call with a refresh token, `name=value`; its status, and the token that it gives.
async fn refresh(server: &Server, cookie: &str) -> (u16, String) {
    let url = format!("http://{}/api/v1/auth/refresh", server.address);
    let call = reqwest::Client::new().post(url).header("cookie", cookie);
    let answer = call.send().await.unwrap();
    (answer.status().as_u16(), refresh_token(&answer))
}

fn refresh_token(answer: &reqwest::Response) -> String {
    let cookies = answer.headers().get_all("set-cookie").iter();
    let mut tokens = cookies.filter_map(|cookie| cookie.to_str().ok()?.split(';').next());
    let token = tokens.find(|cookie| cookie.starts_with("refresh="));
    token.unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_refresh_token_that_is_used_again_closes_the_sockets_of_its_sign_in() {
    let server = Server::start().await;
    let (_first, _view) = Client::inside(&server).await;
    let body = json!({ "email": "asha@example.org", "password": PASSWORD });
    let url = format!("http://{}/api/v1/auth/login", server.address);
    let signed_in = reqwest::Client::new().post(url).json(&body);
    let signed_in = signed_in.send().await.unwrap();
    let stolen = refresh_token(&signed_in);
    let mut auth = server.auth();
    let tokens: Value = signed_in.json().await.unwrap();
    auth["token"] = tokens["accessToken"].clone();
    let mut socket = Client::open(server.address).await;
    socket.connect(&auth).await.unwrap();
    let (_, second) = refresh(&server, &stolen).await;
    assert_eq!(refresh(&server, &second).await.0, 200);
    let started = Instant::now();
    assert_eq!(refresh(&server, &stolen).await.0, 401);
    let closed = socket.event("closed").await;
    assert_eq!(closed["reason"], json!("signed_out"), "{closed}");
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
}
