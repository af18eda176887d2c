//! Which accounts sign-ins open, and that nobody gets into another's.

use codevlive_store::{
    document::Collection,
    documents::account::{Account, email_key},
};
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use super::{
    NOW, claims,
    google::{Google, SigningKey},
    project, server, sign_in,
};
use crate::harness::{Answer, Options, PASSWORD, Server};

fn token(claims: &Value) -> String {
    SigningKey::published().sign(claims)
}

/// Of a user of GitHub's with that address.
fn of_github(uid: &str, email: &str) -> Value {
    let mut claims = claims(uid);
    claims["email"] = json!(email);
    claims["firebase"] = json!({ "identities": {}, "sign_in_provider": "github.com" });
    claims
}

async fn come(server: &Server, claims: &Value) -> Answer {
    let answer = sign_in(server, &token(claims)).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer
}

async fn log_in(server: &Server, email: &str) -> u16 {
    let body = json!({ "email": email, "password": PASSWORD });
    server.post("/api/v1/auth/login", &body).send().await.status
}

fn accounts(server: &Server) -> Collection<Account> {
    Collection::new(server.services.store.documents.clone())
}

async fn account(server: &Server, email: &str) -> Account {
    let found = accounts(server).find_one("email", &email_key(email)).await;
    found.unwrap().expect("an account").value
}

#[tokio::test]
async fn the_first_time_makes_an_account_and_the_second_opens_it() {
    let google = Google::start().await;
    let server = server(&google).await;
    let first = come(&server, &claims("priya")).await;
    assert_eq!(first.text_at("/user/email"), "priya@example.org");
    assert_eq!(first.text_at("/user/name"), "Priya Natarajan");
    let me = server
        .get("/api/v1/me")
        .token(&first.text_at("/accessToken"));
    assert_eq!(me.send().await.text_at("/id"), first.text_at("/user/id"));
    let refreshed = server.call(axum::http::Method::POST, "/api/v1/auth/refresh");
    let refreshed = refreshed
        .header("cookie", &first.refresh_cookie())
        .send()
        .await;
    assert_eq!(refreshed.status, 200, "{}", refreshed.text);
    let account = account(&server, "priya@example.org").await;
    assert!(account.email_verified_at.is_some() && account.password_hash.is_none());
    let [welcome] = &account.outbox[..] else {
        panic!("{:?}", account.outbox);
    };
    assert_eq!(
        welcome.job["mail"],
        json!({ "about": "welcome", "token": null })
    );
    // There is no password that opens it.
    assert_eq!(log_in(&server, "priya@example.org").await, 401);
    // The user is known from now on, whatever becomes of their address.
    let mut moved = claims("priya");
    moved["email"] = json!("elsewhere@example.org");
    moved["email_verified"] = json!(false);
    let again = come(&server, &moved).await;
    assert_eq!(again.at("/user"), first.at("/user"));
}

#[tokio::test]
async fn many_first_times_at_once_make_one_account() {
    let google = Google::start().await;
    let server = server(&google).await;
    let token = token(&claims("priya"));
    let answers = futures_util::future::join_all((0..10).map(|_| sign_in(&server, &token))).await;
    let mut ids: Vec<_> = answers
        .iter()
        .map(|answer| answer.text_at("/user/id"))
        .collect();
    ids.dedup();
    assert_eq!(ids.len(), 1, "{ids:?}");
    assert!(answers.iter().all(|answer| answer.status == 200));
}

#[tokio::test]
async fn a_verified_account_is_linked_and_its_owner_told() {
    let google = Google::start().await;
    let server = server(&google).await;
    let person = server.sign_up("priya").await;
    let now = server.services.clock.now();
    let verify = |account: &mut Account| account.email_verified_at = Some(now);
    accounts(&server).update(&person.id, verify).await.unwrap();
    let mut outboxes = vec![];
    for visitor in [
        claims("priya"),
        of_github("priya-on-github", "Priya@Example.org"),
        claims("priya"),
    ] {
        let answer = come(&server, &visitor).await;
        assert_eq!(answer.text_at("/user/id"), person.id);
        outboxes.push(account(&server, &person.email).await.outbox);
    }
    let whats = outboxes[2].iter().map(|entry| &entry.job["mail"]["what"]);
    let told: Vec<_> = whats.filter(|what| !what.is_null()).collect();
    assert_eq!(
        told,
        [
            "sign-in with Google was added",
            "sign-in with GitHub was added"
        ],
        "once for each"
    );
    // All that was good before is so still.
    assert_eq!(log_in(&server, &person.email).await, 200);
    let me = server.get("/api/v1/me").token(&person.token).send().await;
    assert_eq!((me.status, me.text_at("/name")), (200, "priya".to_owned()));
}

#[tokio::test]
async fn an_account_that_somebody_else_made_of_an_address_is_of_no_use_to_them() {
    let google = Google::start().await;
    let server = server(&google).await;
    let mallory = server.sign_up("priya").await;
    // They even linked a user of their own, when that was not refused yet.
    let plant = |account: &mut Account| {
        let identity = json!({ "uid": "mallory", "provider": "github.com" });
        account.identities = vec![serde_json::from_value(identity).unwrap()];
        // Whoever runs the installation took the address for its owner's.
        account.administrator = true;
    };
    accounts(&server).update(&mallory.id, plant).await.unwrap();
    let owner = come(&server, &claims("priya")).await;
    assert_eq!(owner.text_at("/user/id"), mallory.id);
    assert_eq!(owner.text_at("/user/name"), "Priya Natarajan");
    assert_eq!(log_in(&server, &mallory.email).await, 401, "the password");
    let me = server.get("/api/v1/me").token(&mallory.token).send().await;
    assert_eq!(me.status, 401, "the access token");
    let refresh = server.call(axum::http::Method::POST, "/api/v1/auth/refresh");
    let refresh = refresh.header("cookie", &mallory.refresh).send().await;
    assert_eq!(refresh.status, 401, "the refresh token");
    let planted = come(&server, &of_github("mallory", "mallory@example.org")).await;
    assert_ne!(
        planted.text_at("/user/id"),
        mallory.id,
        "the user they linked"
    );
    let me = server
        .get("/api/v1/me")
        .token(&owner.text_at("/accessToken"));
    assert_eq!(me.send().await.status, 200);
    let account = account(&server, "priya@example.org").await;
    assert!(account.email_verified_at.is_some() && !account.administrator);
    assert_eq!(account.identities.len(), 1);
    // From now on it is an account like any other.
    let again = come(&server, &claims("priya")).await;
    assert_eq!(again.at("/user"), owner.at("/user"));
}

#[tokio::test]
async fn the_second_factor_is_asked_for_and_nothing_changes_without_it() {
    let google = Google::start().await;
    let server = server(&google).await;
    let person = server.sign_up("priya").await;
    let now = server.services.clock.now();
    let verify = |account: &mut Account| account.email_verified_at = Some(now);
    accounts(&server).update(&person.id, verify).await.unwrap();
    let setup = server.call(axum::http::Method::POST, "/api/v1/auth/totp/setup");
    let setup = setup.token(&person.token).json(&json!({})).send().await;
    let secret = Secret::try_from_base32(setup.text_at("/secret")).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    let seconds = || u64::try_from(server.services.clock.now().0 / 1000).unwrap();
    let code = || totp.generate(seconds()).to_string();
    let confirm = server.post("/api/v1/auth/totp/confirm", &json!({ "code": code() }));
    assert_eq!(confirm.token(&person.token).send().await.status, 200);
    server.clock.advance_seconds(60);
    let token = token(&claims("priya"));
    let with = async |code: Option<&str>| {
        let body = match code {
            Some(code) => json!({ "idToken": token, "code": code }),
            None => json!({ "idToken": token }),
        };
        let answer = server.post("/api/v1/auth/firebase", &body).send().await;
        (answer.status, answer.code())
    };
    assert_eq!(with(None).await, (401, "code_required".to_owned()));
    assert_eq!(with(Some("000000")).await, (401, "bad_code".to_owned()));
    let refused = account(&server, &person.email).await;
    assert_eq!(refused.identities, [], "nobody was linked");
    assert_eq!(with(Some(&code())).await.0, 200);
    assert_eq!(
        with(Some(&code())).await,
        (401, "bad_code".to_owned()),
        "used up"
    );
    assert_eq!(account(&server, &person.email).await.identities.len(), 1);
}

#[tokio::test]
async fn nobody_gets_in_by_an_address_that_is_not_verified() {
    let google = Google::start().await;
    let server = server(&google).await;
    let person = server.sign_up("priya").await;
    let mut unverified = of_github("ben", &person.email);
    unverified["email_verified"] = json!(false);
    let mut silent = unverified.clone();
    silent.as_object_mut().unwrap().remove("email_verified");
    let mut homeless = silent.clone();
    homeless.as_object_mut().unwrap().remove("email");
    let nonsense = of_github("ben", "not an address");
    for claims in [unverified, silent, homeless, nonsense] {
        let answer = sign_in(&server, &token(&claims)).await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (403, "email_not_verified"),
            "{claims}"
        );
        assert_eq!(answer.refresh_cookie(), "");
    }
    assert_eq!(log_in(&server, &person.email).await, 200);
}

#[tokio::test]
async fn sign_ins_are_limited_by_address() {
    let google = Google::start().await;
    let server = Server::with(Options {
        rate_limits: true,
        firebase: Some(project()),
        firebase_keys: Some(google.url()),
        ..Options::default()
    })
    .await;
    let mut fine = 0;
    let limited = loop {
        let answer = sign_in(&server, "a.b.c").await;
        if answer.status != 401 {
            break answer;
        }
        fine += 1;
    };
    assert!((60..100).contains(&fine), "{fine}");
    assert_eq!(
        (limited.status, limited.code().as_str()),
        (429, "rate_limited")
    );
    let wait: u64 = limited.header("retry-after").parse().unwrap();
    assert!((1..=2).contains(&wait), "{wait}");
}

#[tokio::test]
async fn browsers_are_told_of_the_project_if_there_is_one() {
    let path = "/api/v1/auth/firebase";
    let none = Server::start().await.get(path).send().await;
    assert_eq!((none.status, none.code().as_str()), (404, "not_found"));
    let with = async |firebase| {
        let options = Options {
            firebase: Some(firebase),
            ..Options::default()
        };
        Server::with(options).await.get(path).send().await.body()
    };
    let config = json!({
        "apiKey": "AIza-key",
        "authDomain": "our-project.firebaseapp.com",
        "projectId": "our-project",
    });
    assert_eq!(with(project()).await, config);
    let emulated = with(super::emulator()).await;
    assert_eq!(emulated["emulatorUrl"], "http://127.0.0.1:9099");
}

#[tokio::test]
async fn a_renewed_token_of_an_old_sign_in_shows_nobody_anew() {
    let google = Google::start().await;
    let server = server(&google).await;
    let sign_in_of = async |auth_time: i64| {
        let mut claims = claims("priya");
        claims["auth_time"] = json!(auth_time);
        come(&server, &claims).await.text_at("/accessToken")
    };
    let delete = async |token: String| {
        let call = server.call(axum::http::Method::DELETE, "/api/v1/me");
        let answer = call.json(&json!({})).token(&token).send().await;
        (
            answer.status,
            if answer.status == 204 {
                String::new()
            } else {
                answer.code()
            },
        )
    };
    let old = sign_in_of(NOW - 10 * 60 - 1).await;
    assert_eq!(delete(old).await, (403, "sign_in_again".to_owned()));
    // Whose clock is ahead is not recent for longer.
    let ahead = sign_in_of(NOW + 50).await;
    server.clock.advance_seconds(10 * 60 + 1);
    assert_eq!(delete(ahead).await, (403, "sign_in_again".to_owned()));
    server.clock.advance_seconds(-10 * 60 - 1);
    let recent = sign_in_of(NOW - 1).await;
    assert_eq!(delete(recent).await.0, 204);
}
