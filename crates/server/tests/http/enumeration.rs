//! No call but sign-up tells whether an address has an account: not by its answer, and not by its time.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::{
    harness::{Answer, PASSWORD, Person, Server},
    shown::shown,
};

const ROUNDS: u32 = 30;

/// A call with the address of an account, and one with that of nobody: how long each took, in the middle. In turn,
/// each first every other time, so that what else this machine does, and what a call leaves to be done after it,
/// meets both alike.
async fn times(call: impl AsyncFn(&str) -> Answer) -> [Duration; 2] {
    let mut took = [Vec::new(), Vec::new()];
    for round in 0..ROUNDS {
        let mut both = [
            (0, format!("there{round}@example.org")),
            (1, format!("nobody{round}@example.org")),
        ];
        if round % 2 == 1 {
            both.reverse();
        }
        for (index, email) in both {
            let started = Instant::now();
            call(&email).await;
            took[index].push(started.elapsed());
        }
    }
    took.map(|mut all| {
        all.sort_unstable();
        // Of the quicker half: what else the machine does only makes calls slower.
        all[all.len() / 4]
    })
}

/// Far enough apart to be told, over a network? Each takes milliseconds: what a missing password hash (20 ms) or
/// missing writes would save shows.
fn assert_alike([there, nobody]: [Duration; 2], bound: f64) {
    let ratio = there.as_secs_f64() / nobody.as_secs_f64();
    assert!(
        (1.0 / bound..bound).contains(&ratio),
        "{there:?} against {nobody:?}"
    );
}

async fn with_accounts() -> Server {
    let server = Server::start().await;
    for round in 0..ROUNDS {
        server.sign_up(&format!("there{round}")).await;
    }
    server
}

#[tokio::test]
async fn a_log_in_takes_as_long_for_nobody() {
    let server = with_accounts().await;
    let took = times(async |email| {
        let body = json!({ "email": email, "password": "wrong" });
        server.post("/api/v1/auth/login", &body).send().await
    });
    assert_alike(took.await, 1.6);
}

#[tokio::test]
async fn a_forgotten_password_takes_as_long_and_as_many_writes_for_nobody() {
    let server = with_accounts().await;
    let writes = std::sync::Mutex::new(Vec::new());
    let took = times(async |email| {
        let before = server.documents.gate.calls();
        let body = json!({ "email": email });
        let answer = server
            .post("/api/v1/auth/password/forgot", &body)
            .send()
            .await;
        assert_eq!((answer.status, answer.text.as_str()), (202, ""));
        writes
            .lock()
            .unwrap()
            .push(server.documents.gate.calls() - before);
        answer
    });
    assert_alike(took.await, 2.0);
    let writes = writes.into_inner().unwrap();
    assert!(writes.iter().all(|calls| calls == &writes[0]), "{writes:?}");
}

async fn same(server: &Server, call: impl AsyncFn(&str) -> Answer) {
    server.sign_up("there").await;
    let there = shown(&call("there@example.org").await);
    assert_eq!(there, shown(&call("nobody@example.org").await));
}

#[tokio::test]
async fn answers_are_the_same() {
    let server = Server::start().await;
    same(&server, async |email| {
        let body = json!({ "email": email, "password": "wrong", "code": "123456" });
        server.post("/api/v1/auth/login", &body).send().await
    })
    .await;
    let server = Server::start().await;
    same(&server, async |email| {
        let body = json!({ "email": email });
        server
            .post("/api/v1/auth/password/forgot", &body)
            .send()
            .await
    })
    .await;
}

#[tokio::test]
async fn asking_for_an_address_costs_the_same_whether_or_not_it_is_taken() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    server.sign_up("there").await;
    let mut calls = Vec::new();
    for email in ["first@example.org", "there@example.org", "free@example.org"] {
        let before = server.documents.gate.calls();
        let answer = ask(&server, &person, email).await;
        assert_eq!((answer.status, answer.body()), (202, Value::Null));
        calls.push(server.documents.gate.calls() - before);
    }
    assert_eq!(calls[1], calls[2]);
}

async fn ask(server: &Server, person: &Person, email: &str) -> Answer {
    let body = json!({ "email": email, "password": PASSWORD });
    let call = server.post("/api/v1/me/email", &body);
    call.token(&person.token).send().await
}
