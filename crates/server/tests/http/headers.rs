//! What browsers are told about our pages.

use insta::assert_debug_snapshot;

use crate::{
    faults::Fault,
    harness::{Answer, Options, Server},
};

const NAMES: [&str; 7] = [
    "content-security-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "referrer-policy",
    "strict-transport-security",
    "x-content-type-options",
];

fn of(answer: &Answer) -> Vec<String> {
    NAMES
        .iter()
        .map(|name| format!("{name}: {}", answer.header(name)))
        .collect()
}

#[tokio::test]
async fn every_answer_has_the_security_headers() {
    let options = Options {
        public_url: Some("https://code.example"),
        assets: &[("index.html", "<p>page</p>")],
        ..Options::default()
    };
    let server = Server::with(options).await;
    let page = server.get("/").header("accept", "text/html").send().await;
    assert_debug_snapshot!(of(&page));
    for path in [
        "/api/docs",
        "/api/openapi.json",
        "/api/v1/me",
        "/api/v1/nothing",
        "/healthz",
        "/socket.io/",
    ] {
        assert_eq!(of(&server.get(path).send().await), of(&page), "{path}");
    }
    let foreign = server
        .get("/socket.io/")
        .header("origin", "https://evil.example")
        .send()
        .await;
    assert_eq!((foreign.status, of(&foreign)), (403, of(&page)));
}

#[tokio::test]
async fn failures_have_them_too_and_are_kept_by_nobody() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let fine = server.get("/api/v1/me").token(&host.token).send().await;
    for (fault, status) in [(Fault::Away, 503), (Fault::Panics, 500)] {
        server.documents.set(fault);
        let answer = server.get("/api/v1/me").token(&host.token).send().await;
        assert_eq!((answer.status, of(&answer)), (status, of(&fine)));
        assert_eq!(answer.header("cache-control"), "no-store", "{status}");
    }
}

#[tokio::test]
async fn without_tls_nobody_is_made_to_use_it() {
    let server = Server::start().await;
    let answer = server.get("/healthz").send().await;
    assert_eq!(answer.header("strict-transport-security"), "");
    let socket = format!("connect-src 'self' ws://{};", server.address);
    assert!(answer.header("content-security-policy").contains(&socket));
}

#[tokio::test]
async fn the_page_about_the_api_needs_nothing_that_the_policy_forbids() {
    let server = Server::start().await;
    let page = server.get("/api/docs").send().await;
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert!(
        !page.text.contains("<script") && !page.text.contains("javascript:"),
        "no script"
    );
    assert!(
        !page.text.contains("src=") && !page.text.contains("@import"),
        "nothing to load"
    );
    assert!(page.text.contains("/api/v1/rooms/{id}/timeline"));
}
