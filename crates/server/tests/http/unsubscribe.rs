//! Turning notifications off by the link of a mail.

use codevlive_jobs::signed_link::Purpose;
use serde_json::json;
use uuid::Uuid;

use crate::harness::Server;

fn path(server: &Server, purpose: Purpose, id: Uuid) -> String {
    let token = server.services.links.token(purpose, id);
    format!("/api/v1/mail/unsubscribe?token={token}")
}

#[tokio::test]
async fn one_click_of_a_mail_program_ends_notifications() {
    let server = Server::start().await;
    let asha = server.sign_up("asha").await;
    let path = path(&server, Purpose::Unsubscribe, asha.id.parse().unwrap());
    // As RFC 8058 has it: a form, from nowhere, and nobody signed in. It may come twice.
    for _ in 0..2 {
        let click = server.call(axum::http::Method::POST, &path);
        let click = click.header("content-type", "application/x-www-form-urlencoded");
        let answer = click.body("List-Unsubscribe=One-Click").send().await;
        assert_eq!(answer.status, 204, "{}", answer.text);
    }
    let me = server.get("/api/v1/me").token(&asha.token).send().await;
    assert_eq!(me.at("/settings/notifications"), json!(false));
}

#[tokio::test]
async fn a_link_of_another_kind_ends_nothing() {
    let server = Server::start().await;
    let asha = server.sign_up("asha").await;
    let id = asha.id.parse().unwrap();
    for path in [
        path(&server, Purpose::VerifyAddress, id),
        path(&server, Purpose::Unsubscribe, Uuid::from_u128(1)),
        "/api/v1/mail/unsubscribe?token=nonsense".to_owned(),
    ] {
        let answer = server.call(axum::http::Method::POST, &path).send().await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (410, "link_expired")
        );
    }
    let me = server.get("/api/v1/me").token(&asha.token).send().await;
    assert_eq!(me.at("/settings/notifications"), json!(null));
}
