//! What is said of requests that are none of ours.

use axum::http::Method;
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::{harness::Server, shown::shown};

#[tokio::test]
async fn a_body_that_is_no_json_object_is_malformed() {
    let server = Server::start().await;
    for body in [
        "",
        "{",
        "[]",
        "null",
        "\"x\"",
        "{\"email\":}",
        "{\"email\":\"\u{1}\"}",
        "{} {}",
    ] {
        let call = server.call(Method::POST, "/api/v1/auth/login").body(body);
        let answer = call.header("content-type", "application/json").send().await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (400, "malformed"),
            "{body}"
        );
    }
    let deep = format!("{{\"email\":{}", "[".repeat(100_000));
    let call = server.call(Method::POST, "/api/v1/auth/login").body(deep);
    let answer = call.header("content-type", "application/json").send().await;
    assert_eq!(answer.status, 400);
    let call = server
        .call(Method::POST, "/api/v1/auth/login")
        .body(vec![b'{', 0xff, b'}']);
    let answer = call.header("content-type", "application/json").send().await;
    assert_json_snapshot!(shown(&answer));
}

#[tokio::test]
async fn a_body_is_read_whatever_its_type() {
    let server = Server::start().await;
    let log_in = |body: &'static str, content_type: &'static str| {
        let call = server.call(Method::POST, "/api/v1/auth/login").body(body);
        call.header("content-type", content_type).send()
    };
    for content_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "Application/JSON; charset=utf-8",
        "",
    ] {
        assert_eq!(log_in("{}", content_type).await.status, 422, "it was read");
        let answer = log_in("email=a%40example.org", content_type).await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (400, "malformed"),
            "{content_type}"
        );
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let server = Server::start().await;
    let body = |size| json!({ "email": "a@example.org", "password": "x".repeat(size) });
    let answer = server
        .post("/api/v1/auth/login", &body(255 * 1024))
        .send()
        .await;
    assert_eq!(answer.status, 401);
    let answer = server
        .post("/api/v1/auth/login", &body(257 * 1024))
        .send()
        .await;
    assert_json_snapshot!(shown(&answer));
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let server = Server::start().await;
    let answer = server
        .get("/api/v1/nothing")
        .header("accept", "text/html")
        .send()
        .await;
    assert_json_snapshot!(shown(&answer));
    for path in [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v2/rooms",
        "/api/v1/rooms/",
        "/nothing.js",
    ] {
        for method in [Method::GET, Method::POST, Method::DELETE] {
            let answer = server.call(method.clone(), path).send().await;
            assert_eq!(
                (answer.status, answer.code().as_str()),
                (404, "not_found"),
                "{method} {path}"
            );
        }
    }
}

#[tokio::test]
async fn another_method_is_refused_with_those_that_go() {
    let server = Server::start().await;
    let answer = server.call(Method::PUT, "/api/v1/rooms").send().await;
    assert_json_snapshot!(shown(&answer));
    assert_eq!(answer.header("allow"), "GET,HEAD,POST");
    for path in [
        "/healthz",
        "/readyz",
        "/api/openapi.json",
        "/api/docs",
        "/api/v1/me/password",
    ] {
        let answer = server.call(Method::DELETE, path).send().await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (405, "method_not_allowed"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn pages_of_foreign_origins_change_nothing() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let port = server.address.port();
    let create = async |origin: &str| {
        let call = server
            .post("/api/v1/rooms", &json!({ "title": "x" }))
            .token(&host.token);
        call.header("origin", origin).send().await
    };
    for ours in [
        format!("http://127.0.0.1:{port}"),
        format!("http://localhost:{port}"),
    ] {
        assert_eq!(create(&ours).await.status, 201, "{ours}");
    }
    for foreign in [
        "https://evil.example",
        "null",
        "",
        "http://localhost.evil.example",
    ] {
        assert_eq!(create(foreign).await.code(), "foreign_origin", "{foreign}");
    }
    assert_json_snapshot!(shown(&create("https://evil.example").await));
    // To read needs a token, which a page of theirs does not have.
    let me = server
        .get("/api/v1/me")
        .token(&host.token)
        .header("origin", "https://evil.example");
    let me = me.send().await;
    assert_eq!(me.status, 200);
    assert_eq!(me.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn pages_of_foreign_origins_open_no_socket() {
    let server = Server::start().await;
    let open = async |path: &str, origin: &str| {
        let call = server.get(path).header("origin", origin);
        call.send().await.status
    };
    let polling = "/socket.io/?EIO=4&transport=polling";
    assert_eq!(
        open(polling, &format!("http://{}", server.address)).await,
        200
    );
    for path in [
        polling,
        "/socket.io?EIO=4&transport=polling",
        "/socket.io/?EIO=4&transport=websocket",
    ] {
        assert_eq!(open(path, "https://evil.example").await, 403, "{path}");
    }
    assert_eq!(
        server.get(polling).send().await.status,
        200,
        "programs send no origin"
    );
}

#[tokio::test]
async fn a_node_that_goes_away_is_not_ready() {
    let server = Server::start().await;
    let alive = server.get("/healthz").send().await;
    assert_eq!(
        (alive.status, alive.body()),
        (200, json!({ "status": "alive" }))
    );
    let ready = server.get("/readyz").send().await;
    assert_eq!(
        (ready.status, ready.body()),
        (200, json!({ "status": "ready" }))
    );
    server.services.readiness.drain();
    let drains = server.get("/readyz").send().await;
    assert_eq!((drains.status, drains.code().as_str()), (503, "draining"));
    assert_ne!(drains.header("retry-after"), "");
    assert_eq!(server.get("/healthz").send().await.status, 200);
}

#[tokio::test]
async fn every_answer_has_an_id_and_none_is_kept() {
    let server = Server::start().await;
    let one = server.get("/api/v1/me").send().await;
    let other = server.get("/api/v1/me").send().await;
    assert!(one.header("x-request-id").parse::<uuid::Uuid>().is_ok());
    assert_ne!(one.header("x-request-id"), other.header("x-request-id"));
    assert_eq!(one.header("cache-control"), "no-store");
    assert_eq!(one.at("/errorId"), Value::Null);
}
