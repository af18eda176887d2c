//! The second factor.

use codevlive_domain::clock::Clock;
use serde_json::{Value, json};
use totp_rs::{Builder, Secret, Totp};

use crate::{
    harness::{Answer, PASSWORD, Person, Server},
    mails::about,
};

/// An authenticator app.
struct App(Totp);

impl App {
    fn new(secret: &str) -> Self {
        let secret = Secret::try_from_base32(secret).unwrap();
        Self(Builder::new().with_secret(secret).build().unwrap())
    }

    fn code(&self, server: &Server) -> String {
        let now = u64::try_from(server.clock.now().0 / 1000).unwrap();
        self.0.generate(now).to_string()
    }
}

async fn call(server: &Server, person: &Person, path: &str, body: &Value) -> Answer {
    let call = server.post(&format!("/api/v1{path}"), body);
    call.token(&person.token).send().await
}

async fn set_up(server: &Server, person: &Person) -> App {
    let answer = call(server, person, "/auth/totp/setup", &json!({})).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    App::new(&answer.text_at("/secret"))
}

async fn confirm(server: &Server, person: &Person, code: &str) -> Answer {
    let body = json!({ "code": code });
    call(server, person, "/auth/totp/confirm", &body).await
}

fn codes(answer: &Answer) -> Vec<String> {
    serde_json::from_value(answer.at("/recoveryCodes")).unwrap()
}

/// Turns it on; the recovery codes.
pub(crate) async fn turn_on(server: &Server, person: &Person) -> Vec<String> {
    let app = set_up(server, person).await;
    codes(&confirm(server, person, &app.code(server)).await)
}

async fn log_in(server: &Server, person: &Person, code: Option<&str>) -> (u16, String) {
    let body = match code {
        Some(code) => json!({ "email": person.email, "password": PASSWORD, "code": code }),
        None => json!({ "email": person.email, "password": PASSWORD }),
    };
    let answer = server.post("/api/v1/auth/login", &body).send().await;
    (answer.status, answer.code())
}

fn refused(code: &str) -> (u16, String) {
    (401, code.to_owned())
}

#[tokio::test]
async fn once_on_a_log_in_needs_a_code_and_each_is_good_once() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let app = set_up(&server, &person).await;
    // Not on yet.
    assert_eq!(log_in(&server, &person, None).await.0, 200);
    let code = app.code(&server);
    assert_eq!(confirm(&server, &person, &code).await.status, 200);
    assert_eq!(
        log_in(&server, &person, None).await,
        refused("code_required")
    );
    assert_eq!(
        log_in(&server, &person, Some(&code)).await,
        refused("bad_code")
    );
    assert_eq!(
        log_in(&server, &person, Some("")).await,
        refused("bad_code")
    );
    server.clock.advance_seconds(30);
    let next = app.code(&server);
    assert_eq!(log_in(&server, &person, Some(&next)).await.0, 200);
    assert_eq!(
        log_in(&server, &person, Some(&next)).await,
        refused("bad_code")
    );
    server.clock.advance_seconds(30);
    let spaced = app.code(&server);
    let spaced = format!(" {} {} ", &spaced[..3], &spaced[3..]);
    assert_eq!(log_in(&server, &person, Some(&spaced)).await.0, 200);
    let me = server.get("/api/v1/me").token(&person.token).send().await;
    assert_eq!(me.at("/totp"), json!(true));
}

#[tokio::test]
async fn a_clock_may_be_one_step_off_and_no_more() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let app = set_up(&server, &person).await;
    server.clock.advance_seconds(-30);
    let code = app.code(&server);
    server.clock.advance_seconds(90);
    assert_eq!(confirm(&server, &person, &code).await.status, 422);
    let code = app.code(&server);
    server.clock.advance_seconds(30);
    assert_eq!(confirm(&server, &person, &code).await.status, 200);
}

#[tokio::test]
async fn of_two_who_use_a_code_at_once_one_gets_in() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let app = set_up(&server, &person).await;
    confirm(&server, &person, &app.code(&server)).await;
    server.clock.advance_seconds(30);
    let code = app.code(&server);
    let (one, other) = tokio::join!(
        log_in(&server, &person, Some(&code)),
        log_in(&server, &person, Some(&code))
    );
    let mut statuses = [one.0, other.0];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 401]);
}

#[tokio::test]
async fn recovery_codes_are_ten_each_good_once_and_kept_as_hashes() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let codes = turn_on(&server, &person).await;
    assert_eq!(codes.len(), 10);
    let kept = serde_json::to_string(&server.account(&person).await).unwrap();
    for code in &codes {
        assert!(!kept.contains(code) && !kept.contains(&code.replace('-', "")));
    }
    let typed = codes[3].to_uppercase().replace('-', " ");
    assert_eq!(log_in(&server, &person, Some(&typed)).await.0, 200);
    assert_eq!(
        log_in(&server, &person, Some(&codes[3])).await,
        refused("bad_code")
    );
    assert_eq!(log_in(&server, &person, Some(&codes[9])).await.0, 200);
}

#[tokio::test]
async fn the_secret_is_shown_once_and_sealed_in_the_store() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let answer = call(&server, &person, "/auth/totp/setup", &json!({})).await;
    let secret = answer.text_at("/secret");
    let uri = answer.text_at("/uri");
    let label = "otpauth://totp/CoDevLive%20%28127%2E0%2E0%2E1%29:asha%40example%2Eorg";
    assert!(uri.starts_with(label), "{uri}");
    assert!(uri.contains(&format!("secret={secret}&")), "{uri}");
    assert!(answer.text_at("/qrSvg").starts_with("<svg "));
    let bytes = Secret::try_from_base32(&secret).unwrap();
    assert_eq!(bytes.as_bytes().len(), 20);
    let account = server.account(&person).await;
    let sealed = account.security.pending_factor.clone().unwrap().secret;
    let kept = serde_json::to_string(&account).unwrap();
    assert!(!kept.contains(&secret));
    let opened = codevlive_server::auth::seals::Seals::new(crate::harness::SECRET)
        .open(person.person(), &sealed);
    assert_eq!(opened.as_deref(), Some(bytes.as_bytes()));
    assert_ne!(
        set_up(&server, &person).await.0.secret().as_bytes(),
        bytes.as_bytes()
    );
}

#[tokio::test]
async fn a_wrong_password_is_said_before_a_code_is_asked_for() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    turn_on(&server, &person).await;
    let body = json!({ "email": person.email, "password": "wrong", "code": "123456" });
    let answer = server.post("/api/v1/auth/login", &body).send().await;
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (401, "bad_credentials")
    );
}

#[tokio::test]
async fn turning_it_on_or_off_needs_a_recent_sign_in_or_the_password() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    server.clock.advance_seconds(10 * 60 + 1);
    let remove = async |body: &Value| {
        let call = server.delete("/api/v1/auth/totp").json(body);
        call.token(&person.token).send().await
    };
    let setup = async |body: &Value| call(&server, &person, "/auth/totp/setup", body).await;
    for (body, code) in [
        (json!({}), "sign_in_again"),
        (json!({ "password": "wrong" }), "bad_password"),
    ] {
        for answer in [setup(&body).await, remove(&body).await] {
            assert_eq!((answer.status, answer.code().as_str()), (403, code));
        }
    }
    let body = json!({ "password": PASSWORD });
    let app = App::new(&setup(&body).await.text_at("/secret"));
    let answer = confirm(&server, &person, &app.code(&server)).await;
    assert_eq!(answer.status, 200);
    assert_eq!(remove(&body).await.status, 204);
    assert_eq!(log_in(&server, &person, None).await.0, 200);
    let mails = server.mails(&person).await;
    let told = mails
        .iter()
        .filter(|letter| about(letter) == "security_changed");
    assert_eq!(told.count(), 2);
}

#[tokio::test]
async fn a_wrong_code_or_none_set_up_turns_nothing_on() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    assert_eq!(confirm(&server, &person, "123456").await.status, 422);
    let app = set_up(&server, &person).await;
    server.clock.advance_seconds(60 * 60 + 1);
    let body = json!({ "email": person.email, "password": PASSWORD });
    let token = server.post("/api/v1/auth/login", &body).send().await;
    let later = Person {
        token: token.text_at("/accessToken"),
        refresh: String::new(),
        ..person
    };
    let answer = confirm(&server, &later, &app.code(&server)).await;
    assert_eq!(
        (answer.status, answer.text_at("/errors/0/field").as_str()),
        (422, "code")
    );
    assert_eq!(log_in(&server, &later, None).await.0, 200);
}
