//! What browsers are told about our pages.

use codevlive_server::settings::firebase::FirebaseSettings;
use insta::assert_debug_snapshot;

use crate::{
    faults::Fault,
    firebase::{emulator, project},
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
        server.documents.gate.set(fault);
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

/// A server with a Firebase project, real or emulated; its policy, and its opener policy.
async fn with_project(firebase: FirebaseSettings) -> (String, String) {
    let server = Server::with(Options {
        public_url: Some("https://code.example"),
        firebase: Some(firebase),
        ..Options::default()
    })
    .await;
    let answer = server.get("/healthz").send().await;
    (
        answer.header("content-security-policy").to_owned(),
        answer.header("cross-origin-opener-policy").to_owned(),
    )
}

#[tokio::test]
async fn with_firebase_pages_may_load_what_its_sign_in_needs_and_nothing_else() {
    let (policy, opener) = with_project(project()).await;
    assert_eq!(opener, "same-origin-allow-popups");
    for directive in [
        "default-src 'self'; script-src 'self' https://apis.google.com; ",
        "connect-src 'self' wss://code.example https://identitytoolkit.googleapis.com \
         https://securetoken.googleapis.com; ",
        "frame-src 'self' https://our-project.firebaseapp.com; ",
        "frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    ] {
        assert!(policy.contains(directive), "{directive} is not in {policy}");
    }
    assert_eq!(policy.matches("https://").count(), 4, "{policy}");
}

#[tokio::test]
async fn with_the_emulator_it_is_that_instead_of_google() {
    let (policy, opener) = with_project(emulator()).await;
    assert_eq!(opener, "same-origin-allow-popups");
    assert!(policy.contains("connect-src 'self' wss://code.example http://127.0.0.1:9099; "));
    assert!(policy.contains("frame-src 'self' http://127.0.0.1:9099; "));
    assert!(!policy.contains("googleapis"), "{policy}");
}
