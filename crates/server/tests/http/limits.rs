//! Rate limits, and who is counted.

use serde_json::json;

use crate::harness::{Answer, Options, PASSWORD, Server};

async fn limited() -> Server {
    Server::with(Options {
        rate_limits: true,
        ..Options::default()
    })
    .await
}

async fn log_in(server: &Server, email: &str, password: &str) -> Answer {
    let body = json!({ "email": email, "password": password });
    server.post("/api/v1/auth/login", &body).send().await
}

fn assert_limited(answer: &Answer, at_most: u64) {
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (429, "rate_limited")
    );
    let wait: u64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=at_most).contains(&wait), "{wait}");
}

#[tokio::test]
async fn guessing_a_password_is_slowed_whether_or_not_the_account_exists() {
    let server = limited().await;
    let person = server.sign_up("asha").await;
    for email in [person.email.as_str(), "nobody@example.org"] {
        for _ in 0..10 {
            assert_eq!(log_in(&server, email, "wrong").await.status, 401);
        }
        assert_limited(&log_in(&server, email, "wrong").await, 30);
        // Also with the right password, or in other letters: it would tell.
        assert_limited(&log_in(&server, &email.to_uppercase(), PASSWORD).await, 30);
    }
}

/// Asks until it is too much; how often that was fine.
async fn exhaust(ask: impl AsyncFn() -> Answer, at_most: u64) -> usize {
    for asked in 0..1_000 {
        let answer = ask().await;
        if answer.status == 429 {
            assert_limited(&answer, at_most);
            return asked;
        }
        assert_eq!(answer.status, 201, "{}", answer.text);
    }
    panic!("nobody said that it was too much");
}

#[tokio::test]
async fn sign_ups_guests_and_rooms_are_limited() {
    let server = limited().await;
    let host = server.sign_up("asha").await;
    let room = server.create_room(&host).await;
    let guests = format!("{room}/guests");
    let guest = async || server.post(&guests, &json!({ "name": "Ben" })).send().await;
    let create = async || {
        server
            .post("/api/v1/rooms", &json!({ "title": "x" }))
            .token(&host.token)
            .send()
            .await
    };
    let number = std::sync::atomic::AtomicU32::new(0);
    let sign_up = async || {
        let number = number.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let email = format!("{number}@example.org");
        let body = json!({ "email": email, "password": PASSWORD, "name": "Ben" });
        server.post("/api/v1/auth/signup", &body).send().await
    };
    // Some more than at once, since time passes while they are made.
    assert!((100..200).contains(&exhaust(guest, 1).await));
    assert!((59..100).contains(&exhaust(create, 5).await));
    assert!((29..60).contains(&exhaust(sign_up, 20).await));
}

#[tokio::test]
async fn clients_behind_a_trusted_proxy_are_counted_apart() {
    let options = Options {
        rate_limits: true,
        trusted_proxies: &["127.0.0.0/8"],
        ..Options::default()
    };
    let server = Server::with(options).await;
    let guess = async |client: &str| {
        let body = json!({ "email": "nobody@example.org", "password": "wrong" });
        let call = server
            .post("/api/v1/auth/login", &body)
            .header("x-forwarded-for", client);
        call.send().await
    };
    for _ in 0..10 {
        assert_eq!(guess("198.51.100.1").await.status, 401);
    }
    assert_limited(&guess("198.51.100.1").await, 30);
    assert_limited(&guess("203.0.113.5, 198.51.100.1").await, 30);
    assert_eq!(guess("198.51.100.2").await.status, 401);
}

#[tokio::test]
async fn nobody_else_may_say_where_they_come_from() {
    let server = limited().await;
    let guess = async |client: &str| {
        let body = json!({ "email": "nobody@example.org", "password": "wrong" });
        let call = server
            .post("/api/v1/auth/login", &body)
            .header("x-forwarded-for", client);
        call.send().await
    };
    for number in 0..10 {
        assert_eq!(guess(&format!("198.51.100.{number}")).await.status, 401);
    }
    assert_limited(&guess("198.51.100.99").await, 30);
}
