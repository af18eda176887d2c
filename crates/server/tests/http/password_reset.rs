//! Forgotten passwords, and new ones.

use serde_json::{Value, json};

use crate::{
    harness::{Answer, PASSWORD, Person, Server},
    mails::about,
};

const NEW: &str = "another battery, another staple";

async fn forgot(server: &Server, email: &str) -> Answer {
    let path = "/api/v1/auth/password/forgot";
    server.post(path, &json!({ "email": email })).send().await
}

async fn reset(server: &Server, token: &str, password: &str) -> Answer {
    let body = json!({ "token": token, "password": password });
    let path = "/api/v1/auth/password/reset";
    server.post(path, &body).send().await
}

async fn log_in(server: &Server, person: &Person, password: &str) -> u16 {
    let body = json!({ "email": person.email, "password": password });
    let answer = server.post("/api/v1/auth/login", &body).send().await;
    answer.status
}

async fn is_signed_in(server: &Server, token: &str) -> bool {
    server.get("/api/v1/me").token(token).send().await.status == 200
}

async fn change(server: &Server, person: &Person, body: &Value) -> Answer {
    let call = server.post("/api/v1/me/password", body);
    call.token(&person.token).send().await
}

#[tokio::test]
async fn the_link_sets_a_password_once_and_ends_all_sign_ins() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    assert_eq!(forgot(&server, " ASHA@example.org ").await.status, 202);
    let link = server.link(&person).await;
    assert_eq!(reset(&server, &link, NEW).await.status, 204);
    assert!(!is_signed_in(&server, &person.token).await);
    let refresh = server
        .post("/api/v1/auth/refresh", &Value::Null)
        .header("cookie", &person.refresh);
    assert_eq!(refresh.send().await.status, 401);
    assert_eq!(log_in(&server, &person, PASSWORD).await, 401);
    assert_eq!(log_in(&server, &person, NEW).await, 200);
    assert!(server.account(&person).await.email_verified_at.is_some());
    let again = reset(&server, &link, PASSWORD).await;
    assert_eq!((again.status, again.code().as_str()), (410, "link_expired"));
    let mails = server.mails(&person).await;
    let abouts: Vec<_> = mails.iter().map(about).collect();
    // The log-in above came from a browser that the account had not seen.
    assert_eq!(
        abouts,
        [
            "welcome",
            "reset_password",
            "security_changed",
            "new_device"
        ]
    );
}

#[tokio::test]
async fn of_two_who_use_a_link_at_once_one_does() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    forgot(&server, &person.email).await;
    let link = server.link(&person).await;
    let (one, other) = tokio::join!(
        reset(&server, &link, NEW),
        reset(&server, &link, "yet another battery")
    );
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 410]);
}

#[tokio::test]
async fn a_link_is_good_for_half_an_hour() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    forgot(&server, &person.email).await;
    let link = server.link(&person).await;
    server.clock.advance_seconds(30 * 60);
    assert_eq!(reset(&server, &link, NEW).await.status, 410);
    assert_eq!(log_in(&server, &person, PASSWORD).await, 200);
}

#[tokio::test]
async fn a_new_link_makes_the_one_before_void_and_so_does_a_new_password() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    forgot(&server, &person.email).await;
    let first = server.link(&person).await;
    forgot(&server, &person.email).await;
    let second = server.link(&person).await;
    assert_ne!(first, second);
    assert_eq!(reset(&server, &first, NEW).await.status, 410);
    let body = json!({ "currentPassword": PASSWORD, "newPassword": NEW });
    assert_eq!(change(&server, &person, &body).await.status, 200);
    let answer = reset(&server, &second, "yet another battery").await;
    assert_eq!(answer.status, 410);
    assert_eq!(log_in(&server, &person, NEW).await, 200);
}

#[tokio::test]
async fn what_is_no_link_or_one_for_something_else_is_refused() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let verify = server.link(&person).await;
    for link in ["", "x", &verify, &verify[1..]] {
        let answer = reset(&server, link, NEW).await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (410, "link_expired")
        );
    }
}

#[tokio::test]
async fn a_bad_password_does_not_use_the_link_up() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    forgot(&server, &person.email).await;
    let link = server.link(&person).await;
    for password in ["short", "password1", "asha@example.org"] {
        let answer = reset(&server, &link, password).await;
        assert_eq!(
            (answer.status, answer.text_at("/errors/0/field").as_str()),
            (422, "password"),
            "{password}"
        );
    }
    assert_eq!(reset(&server, &link, NEW).await.status, 204);
}

#[tokio::test]
async fn whoever_never_showed_that_the_address_is_theirs_leaves_nothing_behind() {
    let server = Server::start().await;
    // Somebody signs up with another's address, and turns a second factor on.
    let squatter = server.sign_up("asha").await;
    let code = crate::second_factor::turn_on(&server, &squatter).await;
    assert_eq!(code.len(), 10);
    let promote = server.amend(&squatter, |account| account.administrator = true);
    promote.await;
    forgot(&server, &squatter.email).await;
    let link = server.link(&squatter).await;
    assert_eq!(reset(&server, &link, NEW).await.status, 204);
    assert!(!server.account(&squatter).await.administrator);
    // Its owner gets in without a code.
    assert_eq!(log_in(&server, &squatter, NEW).await, 200);
}

#[tokio::test]
async fn a_second_factor_outlives_a_reset_of_a_verified_account() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let verify = json!({ "token": server.link(&person).await });
    let answer = server.post("/api/v1/auth/email/verify", &verify);
    assert_eq!(answer.send().await.status, 204);
    crate::second_factor::turn_on(&server, &person).await;
    forgot(&server, &person.email).await;
    let link = server.link(&person).await;
    assert_eq!(reset(&server, &link, NEW).await.status, 204);
    let body = json!({ "email": person.email, "password": NEW });
    let answer = server.post("/api/v1/auth/login", &body).send().await;
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (401, "code_required")
    );
}

#[tokio::test]
async fn a_changed_password_ends_all_sign_ins_but_gives_the_caller_a_new_one() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let body = json!({ "email": person.email, "password": PASSWORD });
    let other = server.post("/api/v1/auth/login", &body).send().await;
    let body = json!({ "currentPassword": PASSWORD, "newPassword": NEW });
    let answer = change(&server, &person, &body).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    for token in [&person.token, &other.text_at("/accessToken")] {
        assert!(!is_signed_in(&server, token).await);
    }
    assert!(is_signed_in(&server, &answer.text_at("/accessToken")).await);
    let refresh = server
        .post("/api/v1/auth/refresh", &Value::Null)
        .header("cookie", &answer.refresh_cookie());
    assert_eq!(refresh.send().await.status, 200);
    assert_eq!(log_in(&server, &person, PASSWORD).await, 401);
}

#[tokio::test]
async fn only_who_knows_the_password_changes_it() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let wrong = json!({ "currentPassword": "wrong", "newPassword": NEW });
    let answer = change(&server, &person, &wrong).await;
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (403, "bad_password")
    );
    let without = json!({ "newPassword": NEW });
    let answer = change(&server, &person, &without).await;
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (403, "bad_password")
    );
    let common = json!({ "currentPassword": PASSWORD, "newPassword": "Password1" });
    let answer = change(&server, &person, &common).await;
    assert_eq!(
        (answer.status, answer.text_at("/errors/0/field").as_str()),
        (422, "newPassword")
    );
    assert!(is_signed_in(&server, &person.token).await);
}

#[tokio::test]
async fn an_account_without_a_password_gets_one_after_a_recent_sign_in() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    server
        .amend(&person, |account| account.password_hash = None)
        .await;
    server.clock.advance_seconds(10 * 60 + 1);
    let body = json!({ "newPassword": NEW });
    let answer = change(&server, &person, &body).await;
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (403, "sign_in_again")
    );
    // No password fits one that is not there, and nobody is told that it is not.
    assert_eq!(log_in(&server, &person, PASSWORD).await, 401);
    server.clock.advance_seconds(-60);
    assert_eq!(change(&server, &person, &body).await.status, 200);
    assert_eq!(log_in(&server, &person, NEW).await, 200);
}
