//! Refreshing, two tabs, stolen tokens, logging out.

use serde_json::{Value, json};

use crate::harness::{Answer, Options, PASSWORD, Person, Server};

async fn refresh(server: &Server, cookie: &str) -> Answer {
    server
        .post("/api/v1/auth/refresh", &Value::Null)
        .header("cookie", cookie)
        .send()
        .await
}

async fn is_signed_in(server: &Server, token: &str) -> bool {
    server.get("/api/v1/me").token(token).send().await.status == 200
}

#[tokio::test]
async fn a_refresh_gives_the_next_cookie_and_a_good_token() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    server.clock.advance_seconds(15 * 60);
    assert!(!is_signed_in(&server, &person.token).await);
    let next = refresh(&server, &person.refresh).await;
    assert_eq!((next.status, next.at("/expiresIn")), (200, json!(900)));
    assert_eq!(next.text_at("/user/id"), person.id);
    assert_ne!(next.refresh_cookie(), person.refresh);
    assert!(is_signed_in(&server, &next.text_at("/accessToken")).await);
}

#[tokio::test]
async fn two_tabs_get_the_same_successor_within_thirty_seconds() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let (one, other) = tokio::join!(
        refresh(&server, &person.refresh),
        refresh(&server, &person.refresh)
    );
    assert_eq!((one.status, other.status), (200, 200));
    assert_eq!(one.refresh_cookie(), other.refresh_cookie());
    server.clock.advance_seconds(30);
    let late = refresh(&server, &person.refresh).await;
    assert_eq!(
        (late.status, late.refresh_cookie()),
        (200, one.refresh_cookie())
    );
    assert_eq!(refresh(&server, &one.refresh_cookie()).await.status, 200);
}

#[tokio::test]
async fn a_token_used_twice_ends_the_sign_in_for_both() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let other = log_in(&server, &person).await;
    let next = refresh(&server, &person.refresh).await;
    server.clock.advance_seconds(31);
    let reused = refresh(&server, &person.refresh).await;
    assert_eq!(
        (reused.status, reused.code().as_str()),
        (401, "session_ended")
    );
    assert_eq!(refresh(&server, &next.refresh_cookie()).await.status, 401);
    assert!(!is_signed_in(&server, &next.text_at("/accessToken")).await);
    // Another sign-in of the same person goes on.
    assert!(is_signed_in(&server, &other.text_at("/accessToken")).await);
    assert_eq!(refresh(&server, &other.refresh_cookie()).await.status, 200);
}

async fn log_in(server: &Server, person: &Person) -> Answer {
    let body = json!({ "email": person.email, "password": PASSWORD });
    server.post("/api/v1/auth/login", &body).send().await
}

#[tokio::test]
async fn each_sign_in_has_tokens_of_its_own() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let other = log_in(&server, &person).await;
    assert_ne!(other.refresh_cookie(), person.refresh);
}

#[tokio::test]
async fn a_sign_in_that_nobody_uses_ends_after_thirty_days() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let day = 24 * 60 * 60;
    server.clock.advance_seconds(29 * day);
    let next = refresh(&server, &person.refresh).await;
    assert_eq!(next.status, 200);
    server.clock.advance_seconds(30 * day);
    assert_eq!(refresh(&server, &next.refresh_cookie()).await.status, 401);
}

#[tokio::test]
async fn what_is_no_refresh_token_is_refused_and_taken_back() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let access = format!("refresh={}", person.token);
    for cookie in [
        "",
        "refresh=",
        "refresh=x.y.z",
        &access,
        "__Host-refresh=x",
        "other=1",
    ] {
        let answer = refresh(&server, cookie).await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (401, "session_ended"),
            "{cookie}"
        );
        assert!(
            answer.header("set-cookie").contains("Max-Age=0"),
            "{cookie}"
        );
    }
}

#[tokio::test]
async fn a_refresh_token_opens_nothing_else() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let token = person.refresh.split_once('=').unwrap().1;
    assert!(!is_signed_in(&server, token).await);
}

#[tokio::test]
async fn logging_out_ends_the_sign_in_of_cookie_and_token() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let other = log_in(&server, &person).await;
    let third = log_in(&server, &person).await;
    let answer = server
        .post("/api/v1/auth/logout", &Value::Null)
        .header("cookie", &person.refresh)
        .token(&other.text_at("/accessToken"))
        .send()
        .await;
    assert_eq!(answer.status, 204);
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    assert!(!is_signed_in(&server, &person.token).await);
    assert_eq!(refresh(&server, &person.refresh).await.status, 401);
    assert!(!is_signed_in(&server, &other.text_at("/accessToken")).await);
    assert!(is_signed_in(&server, &third.text_at("/accessToken")).await);
}

#[tokio::test]
async fn logging_out_without_being_signed_in_is_fine() {
    let server = Server::start().await;
    let answer = server
        .post("/api/v1/auth/logout", &Value::Null)
        .token("x")
        .send()
        .await;
    assert_eq!(answer.status, 204);
}

#[tokio::test]
async fn the_cookie_is_for_this_host_alone() {
    let plain = Server::start().await;
    let body = json!({ "email": "a@example.org", "password": PASSWORD, "name": "A" });
    let answer = plain.post("/api/v1/auth/signup", &body).send().await;
    let (cookie, attributes) = answer.header("set-cookie").split_once("; ").unwrap();
    assert!(cookie.starts_with("refresh=ey"), "{cookie}");
    assert_eq!(
        attributes,
        "Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict"
    );

    let options = Options {
        public_url: Some("https://code.example"),
        ..Options::default()
    };
    let secure = Server::with(options).await;
    let answer = secure.post("/api/v1/auth/signup", &body).send().await;
    let (cookie, attributes) = answer.header("set-cookie").split_once("; ").unwrap();
    assert!(cookie.starts_with("__Host-refresh=ey"), "{cookie}");
    assert_eq!(
        attributes,
        "Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict; Secure"
    );
    assert_eq!(refresh(&secure, cookie).await.status, 200);
}

async fn listed(server: &Server, token: &str) -> Vec<Value> {
    let answer = server.get("/api/v1/me/sessions").token(token).send().await;
    answer.at("/items").as_array().unwrap().clone()
}

#[tokio::test]
async fn sign_ins_are_listed_newest_first_with_where_they_come_from() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    server.clock.advance_seconds(60);
    let body = json!({ "email": person.email, "password": PASSWORD });
    let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    let call = server
        .post("/api/v1/auth/login", &body)
        .header("user-agent", firefox);
    let other = call.send().await;
    let [newest, first] = &listed(&server, &person.token).await[..] else {
        panic!("two sign-ins");
    };
    assert_eq!(newest["device"], json!("Firefox on Linux"));
    assert_eq!(newest["address"], json!("127.0.0.1"));
    assert_eq!(
        (&newest["current"], &first["current"]),
        (&json!(false), &json!(true))
    );
    assert_eq!(newest["createdAt"], json!("2026-01-31T09:31:00.000Z"));
    server.clock.advance_seconds(60);
    refresh(&server, &other.refresh_cookie()).await;
    let again = listed(&server, &person.token).await;
    assert_eq!(again[0]["lastUsedAt"], json!("2026-01-31T09:32:00.000Z"));
    assert_eq!(again[0]["createdAt"], newest["createdAt"]);
}

#[tokio::test]
async fn one_sign_in_or_all_others_can_be_ended_but_only_ones_own() {
    let server = Server::start().await;
    let (person, mallory) = (
        server.sign_up("asha").await,
        server.sign_up("mallory").await,
    );
    let [second, third] = [
        log_in(&server, &person).await,
        log_in(&server, &person).await,
    ];
    let id = listed(&server, &second.text_at("/accessToken")).await;
    let mine = id
        .iter()
        .find(|item| item["current"] == json!(true))
        .unwrap();
    let path = format!("/api/v1/me/sessions/{}", mine["id"].as_str().unwrap());
    let foreign = server.delete(&path).token(&mallory.token).send().await;
    assert_eq!(
        (foreign.status, foreign.code().as_str()),
        (404, "unknown_session")
    );
    assert!(is_signed_in(&server, &second.text_at("/accessToken")).await);
    assert_eq!(
        server
            .delete(&path)
            .token(&person.token)
            .send()
            .await
            .status,
        204
    );
    assert!(!is_signed_in(&server, &second.text_at("/accessToken")).await);
    assert_eq!(refresh(&server, &second.refresh_cookie()).await.status, 401);
    let others = server.delete("/api/v1/me/sessions").token(&person.token);
    assert_eq!(others.send().await.status, 204);
    assert!(!is_signed_in(&server, &third.text_at("/accessToken")).await);
    assert!(is_signed_in(&server, &person.token).await);
    assert!(is_signed_in(&server, &mallory.token).await);
}

#[tokio::test]
async fn the_hundred_and_first_sign_in_ends_the_oldest() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let mut newest = String::new();
    for _ in 0..100 {
        newest = log_in(&server, &person).await.text_at("/accessToken");
    }
    assert!(!is_signed_in(&server, &person.token).await);
    assert_eq!(listed(&server, &newest).await.len(), 100);
}
