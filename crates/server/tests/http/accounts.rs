//! Signing up, logging in, one's own account.

use insta::assert_json_snapshot;
use serde_json::json;

use crate::{
    harness::{PASSWORD, Server},
    shown::shown,
};

#[tokio::test]
async fn signing_up_signs_in() {
    let server = Server::start().await;
    let body = json!({ "email": " Asha@Example.org ", "password": PASSWORD, "name": " Asha Rao " });
    let answer = server.post("/api/v1/auth/signup", &body).send().await;
    assert_json_snapshot!(shown(&answer));
    let me = server
        .get("/api/v1/me")
        .token(&answer.text_at("/accessToken"))
        .send()
        .await;
    assert_eq!(me.body(), answer.at("/user"));
}

#[tokio::test]
async fn an_address_has_one_account_whatever_its_case() {
    let server = Server::start().await;
    server.sign_up("asha").await;
    let body = json!({ "email": "ASHA@example.org", "password": PASSWORD, "name": "Asha" });
    let answer = server.post("/api/v1/auth/signup", &body).send().await;
    assert_json_snapshot!(shown(&answer));
}

#[tokio::test]
async fn of_two_who_sign_up_with_one_address_at_once_one_gets_it() {
    let server = Server::start().await;
    let body = json!({ "email": "asha@example.org", "password": PASSWORD, "name": "Asha" });
    let sign_up = || server.post("/api/v1/auth/signup", &body).send();
    let (one, other) = tokio::join!(sign_up(), sign_up());
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
}

#[tokio::test]
async fn all_that_is_wrong_with_a_sign_up_is_said_at_once() {
    let server = Server::start().await;
    let body = json!({ "email": "asha", "password": "secret", "name": " \t" });
    let answer = server.post("/api/v1/auth/signup", &body).send().await;
    assert_json_snapshot!(shown(&answer));
}

#[tokio::test]
async fn a_password_that_everybody_tries_first_is_refused() {
    let server = Server::start().await;
    for password in ["Password1", "asha@example.org"] {
        let body = json!({ "email": "asha@example.org", "password": password, "name": "Asha" });
        let answer = server.post("/api/v1/auth/signup", &body).send().await;
        assert_eq!(
            (answer.status, answer.text_at("/errors/0/field").as_str()),
            (422, "password")
        );
    }
}

#[tokio::test]
async fn logging_in_takes_the_address_in_any_case_and_the_password_as_it_is() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let body = json!({ "email": "Asha@example.ORG", "password": PASSWORD });
    let answer = server.post("/api/v1/auth/login", &body).send().await;
    assert_eq!(
        (answer.status, answer.text_at("/user/id")),
        (200, person.id)
    );
    let body = json!({ "email": person.email, "password": PASSWORD.to_uppercase() });
    let answer = server.post("/api/v1/auth/login", &body).send().await;
    assert_eq!(answer.status, 401);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_answered_alike() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let long = "x".repeat(300);
    let mut answers = Vec::new();
    for (email, password) in [
        (person.email.as_str(), "wrong"),
        ("nobody@example.org", "wrong"),
        (&person.email, &long),
    ] {
        let body = json!({ "email": email, "password": password });
        answers.push(shown(
            &server.post("/api/v1/auth/login", &body).send().await,
        ));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
    assert_json_snapshot!(answers[0]);
}

#[tokio::test]
async fn name_and_settings_change_one_by_one() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let change = async |body| {
        let answer = server
            .patch("/api/v1/me", &body)
            .token(&person.token)
            .send()
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.body()
    };
    change(json!({ "settings": { "theme": "dark", "fontSize": 16, "screenReader": true } })).await;
    change(json!({ "name": " Asha R. " })).await;
    change(json!({ "settings": { "theme": null, "editorKeymap": "vim" } })).await;
    let me = server.get("/api/v1/me").token(&person.token).send().await;
    assert_json_snapshot!(shown(&me));
}

#[tokio::test]
async fn wrong_settings_are_named_and_change_nothing() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let body = json!({
        "name": "Other",
        "settings": { "theme": "pink", "fontSize": 5, "autoplay": true, "screenReader": false },
    });
    let answer = server
        .patch("/api/v1/me", &body)
        .token(&person.token)
        .send()
        .await;
    assert_json_snapshot!(shown(&answer));
    let me = server.get("/api/v1/me").token(&person.token).send().await;
    assert_eq!(
        (me.text_at("/name").as_str(), me.at("/settings")),
        ("asha", json!({}))
    );
}
