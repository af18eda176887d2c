//! Whose address it is, and another one.

use codevlive_jobs::{job::Job, mail::letter::Mail};
use serde_json::{Value, json};

use crate::{
    harness::{Answer, PASSWORD, Person, Server},
    mails::about,
};

async fn verify(server: &Server, link: &str) -> Answer {
    let body = json!({ "token": link });
    server.post("/api/v1/auth/email/verify", &body).send().await
}

async fn change(server: &Server, person: &Person, body: &Value) -> Answer {
    let call = server.post("/api/v1/me/email", body);
    call.token(&person.token).send().await
}

async fn me(server: &Server, person: &Person) -> Value {
    let answer = server.get("/api/v1/me").token(&person.token).send().await;
    answer.body()
}

#[tokio::test]
async fn an_account_and_its_welcome_mail_are_one_write_and_the_relay_is_woken() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let account = server.account(&person).await;
    let [entry] = &account.outbox[..] else {
        panic!("{:?}", account.outbox);
    };
    assert_eq!(entry.run_at, account.created_at);
    let Job::Mail(letter) = serde_json::from_value(entry.job.clone()).unwrap() else {
        panic!("{entry:?}");
    };
    assert_eq!(
        (letter.to.email.as_str(), letter.to.person),
        (person.email.as_str(), Some(person.person()))
    );
    let Mail::Welcome { token: Some(token) } = letter.mail else {
        panic!("{letter:?}");
    };
    let [kept] = &server.tokens(&person.id).await[..] else {
        panic!("one token");
    };
    assert_eq!(
        (kept.token, kept.email.as_str()),
        (token, person.email.as_str())
    );
    // The job has the token's id, and no link.
    let link = server.link(&person).await;
    assert!(!serde_json::to_string(&account).unwrap().contains(&link));
}

#[tokio::test]
async fn a_sign_up_that_was_too_late_leaves_no_token_behind() {
    let server = Server::start().await;
    let body = json!({ "email": "asha@example.org", "password": PASSWORD, "name": "Asha" });
    let sign_up = || server.post("/api/v1/auth/signup", &body).send();
    let (one, other) = tokio::join!(sign_up(), sign_up());
    assert_eq!(one.status.min(other.status), 201);
    let store = &server.services.store.documents;
    let tokens = store.scan("one_time_tokens", None, 10).await.unwrap();
    assert_eq!(tokens.len(), 1);
}

#[tokio::test]
async fn the_link_verifies_the_address_once_within_a_day() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    assert_eq!(me(&server, &person).await["emailVerified"], json!(false));
    let link = server.link(&person).await;
    assert_eq!(verify(&server, &link).await.status, 204);
    assert_eq!(me(&server, &person).await["emailVerified"], json!(true));
    let again = verify(&server, &link).await;
    assert_eq!((again.status, again.code().as_str()), (410, "link_expired"));
    let late = server.sign_up("ben").await;
    let link = server.link(&late).await;
    server.clock.advance_seconds(24 * 60 * 60);
    assert_eq!(verify(&server, &link).await.status, 410);
    for link in ["", "x", &link[1..]] {
        assert_eq!(verify(&server, link).await.status, 410);
    }
}

#[tokio::test]
async fn the_mail_is_sent_again_until_the_address_is_verified() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let first = server.link(&person).await;
    let send = async || {
        let call = server.call(axum::http::Method::POST, "/api/v1/me/email/verification");
        call.token(&person.token).send().await.status
    };
    assert_eq!(send().await, 202);
    assert_eq!(verify(&server, &first).await.status, 410);
    let second = server.link(&person).await;
    assert_eq!(verify(&server, &second).await.status, 204);
    assert_eq!(send().await, 202);
    let mails = server.mails(&person).await;
    assert_eq!(
        mails.iter().map(about).collect::<Vec<_>>(),
        ["welcome", "verify_address"]
    );
}

#[tokio::test]
async fn another_address_is_the_accounts_once_its_link_was_followed() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let body = json!({ "email": "Asha.Rao@example.net", "password": PASSWORD });
    assert_eq!(change(&server, &person, &body).await.status, 202);
    assert_eq!(
        me(&server, &person).await["email"],
        json!("asha@example.org")
    );
    let mails = server.mails(&person).await;
    let to: Vec<_> = mails
        .iter()
        .map(|letter| (about(letter), letter.to.email.clone()))
        .collect();
    let at = |about: &str, email: &str| (about.to_owned(), email.to_owned());
    assert_eq!(
        to[1..],
        [
            at("verify_address", "Asha.Rao@example.net"),
            at("security_changed", "asha@example.org"),
        ]
    );
    let link = server.link(&person).await;
    assert_eq!(verify(&server, &link).await.status, 204);
    let now = me(&server, &person).await;
    assert_eq!(
        (&now["email"], &now["emailVerified"]),
        (&json!("Asha.Rao@example.net"), &json!(true))
    );
    let body = json!({ "email": "asha.rao@EXAMPLE.net", "password": PASSWORD });
    assert_eq!(
        server.post("/api/v1/auth/login", &body).send().await.status,
        200
    );
    let last = server.mails(&person).await.pop().unwrap();
    assert_eq!(last.to.email, "Asha.Rao@example.net");
    // The one until now is free again.
    server.sign_up("asha").await;
}

#[tokio::test]
async fn an_address_of_somebody_else_is_not_taken_and_nobody_is_told() {
    let server = Server::start().await;
    let (person, other) = (server.sign_up("asha").await, server.sign_up("ben").await);
    let body = |email: &str| json!({ "email": email, "password": PASSWORD });
    let taken = change(&server, &person, &body(&other.email)).await;
    let noted = server.mails(&person).await;
    let free = change(&server, &person, &body("free@example.org")).await;
    assert_eq!((taken.status, &taken.text), (free.status, &free.text));
    assert!(noted.iter().all(|letter| letter.to.email == person.email));
    assert_eq!(server.mails(&other).await.len(), 1);
    // Taken between the mail and the click.
    let link = server.link(&person).await;
    let body = json!({ "email": "free@example.org", "password": PASSWORD, "name": "Cai" });
    assert_eq!(
        server
            .post("/api/v1/auth/signup", &body)
            .send()
            .await
            .status,
        201
    );
    assert_eq!(verify(&server, &link).await.status, 410);
    assert_eq!(me(&server, &person).await["email"], json!(person.email));
}

#[tokio::test]
async fn another_address_needs_the_password_also_after_a_recent_sign_in() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let wrong = json!({ "email": "new@example.org", "password": "wrong" });
    let answer = change(&server, &person, &wrong).await;
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (403, "bad_password")
    );
    let answer = change(&server, &person, &json!({ "email": "new@example.org" })).await;
    assert_eq!(
        (answer.status, answer.text_at("/errors/0/field").as_str()),
        (422, "password")
    );
    let answer = change(
        &server,
        &person,
        &json!({ "email": "new", "password": PASSWORD }),
    )
    .await;
    assert_eq!(
        (answer.status, answer.text_at("/errors/0/field").as_str()),
        (422, "email")
    );
    server
        .amend(&person, |account| account.password_hash = None)
        .await;
    server.clock.advance_seconds(10 * 60 + 1);
    let answer = change(&server, &person, &json!({ "email": "new@example.org" })).await;
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (403, "sign_in_again")
    );
}

#[tokio::test]
async fn only_the_newest_change_counts_and_a_new_password_voids_it() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let ask = async |email: &str| {
        let body = json!({ "email": email, "password": PASSWORD });
        assert_eq!(change(&server, &person, &body).await.status, 202);
        server.link(&person).await
    };
    let (first, second) = (ask("one@example.org").await, ask("two@example.org").await);
    assert_eq!(verify(&server, &first).await.status, 410);
    let body = json!({ "currentPassword": PASSWORD, "newPassword": "another battery" });
    let call = server
        .post("/api/v1/me/password", &body)
        .token(&person.token);
    assert_eq!(call.send().await.status, 200);
    assert_eq!(verify(&server, &second).await.status, 410);
}
