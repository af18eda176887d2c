//! Each answer that the document promises is given, and with the body that it promises: the harness
//! checks every answer, here all of them are provoked.

use std::{cmp::Reverse, collections::BTreeSet};

use axum::http::Method;
use codevlive_domain::time::Millis;
use codevlive_jobs::signed_link::{Purpose, SignedLinks};
use codevlive_queue::job::{JobId, NewJob, Priority};
use serde_json::{Value, json};

use codevlive_domain::room::person::Role;

use crate::{
    faults::Fault,
    firebase::{emulated, emulator},
    harness::{Answer, Call, Options, PASSWORD, Person, SECRET, Server},
    invitations::{guest_id, join_as},
};

/// A stage for every call of the document.
struct Stage {
    server: Server,
    host: Person,
    room: String,
    /// The path of one.
    invitation: String,
    names: Vec<String>,
}

impl Stage {
    async fn set(options: Options) -> Self {
        let options = Options {
            firebase: Some(emulator()),
            ..options
        };
        let server = Server::with(options).await;
        let host = server.sign_up("asha").await;
        server.amend(&host, |host| host.administrator = true).await;
        let room = server.create_room(&host).await;
        let invited = server.post(
            &format!("{room}/invitations"),
            &body("POST /api/v1/rooms/{id}/invitations"),
        );
        let id = invited.token(&host.token).send().await.text_at("/id");
        let invitation = format!("{room}/invitations/{id}");
        let names = server.contract.operations().map(|(name, _)| name).collect();
        Self {
            server,
            host,
            room,
            invitation,
            names,
        }
    }

    /// A call that is fine, but for the body.
    fn call(&self, name: &str) -> Call<'_> {
        let (method, path) = name.split_once(' ').unwrap();
        let path = path
            .replace(
                "/api/v1/rooms/{id}/invitations/{invitationId}",
                &self.invitation,
            )
            .replace("/api/v1/rooms/{id}", &self.room)
            .replace("/mail/unsubscribe", &self.unsubscribe())
            .replace("/rtc/ice-servers", &self.ice_servers());
        let call = self.server.call(method.parse().unwrap(), &path);
        call.token(&self.host.token)
            .header("cookie", &self.host.refresh)
    }

    /// A call that is fine.
    fn fine(&self, name: &str) -> Call<'_> {
        let call = self.call(name);
        match body(name) {
            Value::Null => call,
            body => call.json(&body),
        }
    }

    /// The path that ends the host's notifications.
    fn unsubscribe(&self) -> String {
        let host = self.host.id.parse().unwrap();
        let token = SignedLinks::new(SECRET).token(Purpose::Unsubscribe, host);
        format!("/mail/unsubscribe?token={token}")
    }

    /// The path that asks for the servers of the room.
    fn ice_servers(&self) -> String {
        let id = self.room.rsplit('/').next().unwrap();
        format!("/rtc/ice-servers?room={id}")
    }

    fn with_bodies(&self) -> impl Iterator<Item = &String> {
        self.names.iter().filter(|name| !body(name).is_null())
    }

    /// Which answers the document promises.
    fn promised(&self) -> BTreeSet<(String, u16)> {
        let operations = self.server.contract.operations();
        let each = operations.flat_map(|(name, operation)| {
            let statuses = operation["responses"].as_object().unwrap().keys();
            statuses
                .map(|status| (name.clone(), status.parse().unwrap()))
                .collect::<Vec<_>>()
        });
        each.collect()
    }
}

/// A body that is fine; null for calls that take none.
fn body(name: &str) -> Value {
    match name {
        "POST /api/v1/auth/signup" => {
            json!({ "email": "new@example.org", "password": PASSWORD, "name": "New" })
        }
        "POST /api/v1/auth/login" => json!({ "email": "asha@example.org", "password": PASSWORD }),
        "POST /api/v1/auth/firebase" => json!({ "idToken": emulated("uid-of-ben", true) }),
        "PATCH /api/v1/me" => json!({ "name": "Asha Rao", "settings": { "theme": "dark" } }),
        "DELETE /api/v1/me" | "POST /api/v1/auth/totp/setup" | "DELETE /api/v1/auth/totp" => {
            json!({ "password": PASSWORD })
        }
        "POST /api/v1/auth/totp/confirm" => json!({ "code": "123456" }),
        "POST /api/v1/auth/password/forgot" => json!({ "email": "asha@example.org" }),
        "POST /api/v1/auth/password/reset" => {
            json!({ "token": link(Purpose::ResetPassword), "password": PASSWORD })
        }
        "POST /api/v1/auth/email/verify" => json!({ "token": link(Purpose::VerifyAddress) }),
        "POST /api/v1/me/password" => {
            json!({ "currentPassword": PASSWORD, "newPassword": "another battery" })
        }
        "POST /api/v1/me/email" => json!({ "email": "new@example.org", "password": PASSWORD }),
        "POST /api/v1/rooms" => json!({ "title": "Interview" }),
        "PATCH /api/v1/rooms/{id}" => json!({ "retentionDays": 7 }),
        "POST /api/v1/rooms/{id}/invitations" => {
            json!({ "email": "ben@example.org", "role": "candidate" })
        }
        "PUT /api/v1/rooms/{id}/agenda" => json!({ "version": 0, "items": [] }),
        "PUT /api/v1/rooms/{id}/scorecards/me" => json!({ "ratings": [], "overall": "So far" }),
        "POST /api/v1/rooms/{id}/guests" => json!({ "name": "Ben" }),
        _ => Value::Null,
    }
}

/// A link that was signed here, of a token that is not there.
fn link(purpose: Purpose) -> String {
    SignedLinks::new(SECRET).token(purpose, uuid::Uuid::from_u128(7))
}

/// Whether one who makes this call is somebody only until then.
fn ends_sign_in(name: &str) -> bool {
    let ends = [
        "POST /api/v1/auth/logout",
        "POST /api/v1/me/password",
        "DELETE /api/v1/me",
    ];
    ends.contains(&name)
}

/// Whether a call goes well only after another one, or ends what others need.
fn stands_alone(name: &str) -> bool {
    let alone = [
        "POST /api/v1/auth/password/reset",
        "POST /api/v1/auth/email/verify",
        "POST /api/v1/auth/totp/confirm",
        "DELETE /api/v1/me/sessions/{id}",
        "POST /api/v1/admin/jobs/{id}/retry",
        "DELETE /api/v1/admin/jobs/{id}",
        "GET /api/v1/rooms/{id}/scorecards/me",
    ];
    ends_sign_in(name) || alone.contains(&name)
}

#[tokio::test]
async fn every_promised_answer_is_given() {
    let stage = Stage::set(Options::default()).await;
    refuse(&stage).await;
    refuse_bodies(&stage).await;
    refuse_fields(&stage).await;
    refuse_people(&stage).await;
    let mut answered = stage.server.answered.lock().unwrap().clone();
    answered.extend(without_firebase().await);
    answered.extend(limit().await);
    answered.extend(fail(Fault::Away).await);
    answered.extend(fail(Fault::Panics).await);
    answered.extend(succeed().await);
    let missing: Vec<_> = stage.promised().difference(&answered).cloned().collect();
    assert_eq!(missing, []);
}

/// Calls of nobody, of a foreign page, and about what is not there.
async fn refuse(stage: &Stage) {
    for name in &stage.names {
        let (method, path) = name.split_once(' ').unwrap();
        let method: Method = method.parse().unwrap();
        stage
            .server
            .call(method.clone(), &path.replace("{id}", "x"))
            .send()
            .await;
        stage
            .fine(name)
            .header("origin", "https://evil.example")
            .send()
            .await;
        if ends_sign_in(name) {
            continue;
        }
        let nowhere = path.replace("{id}", "0197b3d4-0000-7000-8000-000000000000");
        let call = stage.server.call(method, &nowhere).token(&stage.host.token);
        let call = if body(name).is_null() {
            call
        } else {
            call.json(&body(name))
        };
        call.send().await;
    }
}

async fn refuse_bodies(stage: &Stage) {
    for name in stage.with_bodies() {
        let call = || stage.call(name).header("content-type", "application/json");
        assert_eq!(call().body("{").send().await.status, 400, "{name}");
        assert_eq!(call().body("[]").send().await.status, 400, "{name}");
        assert_eq!(
            call().body("x".repeat(3 * 1024 * 1024)).send().await.status,
            413,
            "{name}"
        );
    }
}

async fn refuse_fields(stage: &Stage) {
    for name in stage.with_bodies() {
        let wrong = json!({
            "name": 1, "title": 1, "email": 1, "password": 1, "newPassword": 1, "token": 1, "code": 1,
            "idToken": 1, "ratings": 1, "items": 1,
        });
        assert_eq!(
            stage.call(name).json(&wrong).send().await.status,
            422,
            "{name}"
        );
    }
    for path in [
        "/api/v1/rooms".to_owned(),
        "/api/v1/admin/jobs".to_owned(),
        format!("{}/timeline", stage.room),
        format!("{}/invitations", stage.room),
        format!("{}/scorecards", stage.room),
    ] {
        let call = stage
            .server
            .get(&format!("{path}?limit=0"))
            .token(&stage.host.token);
        assert_eq!(call.send().await.status, 422, "{path}");
    }
}

/// Calls of people who may not.
async fn refuse_people(stage: &Stage) {
    let elsewhere = stage.server.get("/api/v1/rtc/ice-servers?room=x");
    let elsewhere = elsewhere.token(&stage.host.token).send().await;
    assert_eq!(elsewhere.code(), "unknown_room");
    let guest = stage.server.join(&stage.room, "Ben").await;
    for name in &stage.names {
        let (method, path) = name.split_once(' ').unwrap();
        let for_anyone = ["/rooms/{id}", "/auth/", "/mail/", "/rtc/"];
        if path.contains("/totp") || !for_anyone.iter().any(|part| path.contains(part)) {
            let call = stage
                .server
                .call(method.parse().unwrap(), path)
                .token(&guest);
            assert_eq!(call.json(&body(name)).send().await.status, 403, "{name}");
        }
    }
    join_as(
        &stage.server,
        &stage.room,
        &guest_id(&guest),
        Role::Candidate,
    )
    .await;
    for path in ["agenda", "invitations", "scorecards", "scorecards/me"] {
        let list = stage.server.get(&format!("{}/{path}", stage.room));
        assert_eq!(list.token(&guest).send().await.status, 403, "{path}");
    }
    refuse_accounts(stage).await;
    let wrong = json!({ "email": "asha@example.org", "password": "wrong" });
    assert_eq!(
        stage
            .server
            .post("/api/v1/auth/login", &wrong)
            .send()
            .await
            .status,
        401
    );
    for (id_token, status) in [
        ("a.b.c".to_owned(), 401),
        (emulated("uid-of-nobody", false), 403),
    ] {
        let body = json!({ "idToken": id_token });
        let call = stage.server.post("/api/v1/auth/firebase", &body);
        assert_eq!(call.send().await.status, status);
    }
    let taken = json!({ "email": "asha@example.org", "password": PASSWORD, "name": "Asha" });
    assert_eq!(
        stage
            .server
            .post("/api/v1/auth/signup", &taken)
            .send()
            .await
            .status,
        409
    );
}

/// Calls about one's account, of people who may not.
async fn refuse_accounts(stage: &Stage) {
    let nobodys = "/api/v1/mail/unsubscribe?token=nonsense";
    let call = stage.server.call(Method::POST, nobodys);
    assert_eq!(call.send().await.status, 410);
    for name in ["reset", "verify"] {
        let full = stage
            .names
            .iter()
            .find(|full| full.ends_with(name))
            .unwrap();
        assert_eq!(stage.fine(full).send().await.status, 410, "{name}");
    }
    let wrong = json!({ "password": "wrong", "currentPassword": "wrong", "newPassword": PASSWORD, "email": "n@b.co" });
    for name in [
        "POST /api/v1/auth/totp/setup",
        "DELETE /api/v1/auth/totp",
        "POST /api/v1/me/password",
        "POST /api/v1/me/email",
        "DELETE /api/v1/me",
    ] {
        let answer = stage.call(name).json(&wrong).send().await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (403, "bad_password"),
            "{name}"
        );
    }
}

/// Nobody set up a project.
async fn without_firebase() -> BTreeSet<(String, u16)> {
    let server = Server::start().await;
    let body = json!({ "idToken": "a.b.c" });
    let path = "/api/v1/auth/firebase";
    assert_eq!(server.get(path).send().await.status, 404);
    assert_eq!(server.post(path, &body).send().await.status, 404);
    server.answered.lock().unwrap().clone()
}

/// Everyone has asked too much.
async fn limit() -> BTreeSet<(String, u16)> {
    let stage = Stage::set(Options {
        rate_limits: true,
        ..Options::default()
    })
    .await;
    // One more call is allowed every 20 ms: others take it.
    let url = format!("http://{}/api/v1/me", stage.server.address);
    let floods: Vec<_> = (0..4).map(|_| tokio::spawn(flood(url.clone()))).collect();
    for name in &stage.names {
        while stage.fine(name).send().await.status != 429 {}
    }
    floods.iter().for_each(tokio::task::JoinHandle::abort);
    stage.server.answered.lock().unwrap().clone()
}

/// Asks without end.
async fn flood(url: String) {
    let client = reqwest::Client::new();
    loop {
        drop(client.get(&url).send().await);
    }
}

/// The store fails.
async fn fail(fault: Fault) -> BTreeSet<(String, u16)> {
    let stage = Stage::set(Options::default()).await;
    stage.server.documents.gate.set(fault);
    // What the server was started with is there without any store.
    let names = stage.names.iter();
    for name in names.filter(|name| *name != "GET /api/v1/auth/firebase") {
        let answer = stage.fine(name).send().await;
        let expected = if fault == Fault::Away {
            (503, "try_later")
        } else {
            (500, "internal")
        };
        assert_eq!(
            (answer.status, answer.code().as_str()),
            expected,
            "{name}: {}",
            answer.text
        );
        assert_eq!(
            !answer.header("retry-after").is_empty(),
            fault == Fault::Away,
            "{name}"
        );
        assert_eq!(
            answer.text_at("/errorId"),
            answer.header("x-request-id"),
            "{name}"
        );
        assert!(
            !answer.text.contains("secret-of-the-store"),
            "{name}: {}",
            answer.text
        );
    }
    stage.server.answered.lock().unwrap().clone()
}

/// All goes well.
async fn succeed() -> BTreeSet<(String, u16)> {
    let stage = Stage::set(Options::default()).await;
    let names = stage.names.iter().filter(|name| !stands_alone(name));
    let mut names: Vec<&String> = names.collect();
    // A room is there until it is deleted, with all that is in it.
    let parts = |name: &str| name.split('/').count();
    names.sort_by_key(|name| (name.starts_with("DELETE"), Reverse(parts(name))));
    for name in names {
        assert_fine(name, &stage.fine(name).send().await);
    }
    let mut answered = stage.server.answered.lock().unwrap().clone();
    answered.extend(succeed_alone().await);
    answered
}

fn assert_fine(name: &str, answer: &Answer) {
    assert!(
        (200..300).contains(&answer.status),
        "{name}: {} {}",
        answer.status,
        answer.text
    );
}

/// The calls that end what the others need, or need what others make; in an order in which all go well.
async fn succeed_alone() -> BTreeSet<(String, u16)> {
    let mut stage = Stage::set(Options::default()).await;
    succeed_by_links(&stage).await;
    crate::scorecards::answer_all(&stage.server, &stage.room, &stage.host).await;
    crate::agendas::answer_conflict(&stage.server, &stage.room, &stage.host).await;
    let [session, job] = [own_session(&stage).await, waiting_job(&stage).await];
    for (method, path) in [
        (Method::POST, format!("{job}/retry")),
        (Method::DELETE, job),
        (Method::DELETE, session),
    ] {
        let call = stage.server.call(method, &path).token(&stage.host.token);
        assert_fine(&path, &call.send().await);
    }
    for (name, host) in [
        ("POST /api/v1/me/password", "ben"),
        ("DELETE /api/v1/me", "cai"),
        ("POST /api/v1/auth/logout", "dee"),
    ] {
        stage.host = stage.server.sign_up(host).await;
        assert_fine(name, &stage.fine(name).send().await);
    }
    stage.server.answered.lock().unwrap().clone()
}

/// With the links of mails, and a second factor in between.
async fn succeed_by_links(stage: &Stage) {
    let (server, person) = (&stage.server, stage.server.sign_up("eli").await);
    let post = async |path: &str, body: &Value| {
        let call = server.post(&format!("/api/v1/auth/{path}"), body);
        assert_fine(path, &call.send().await);
    };
    post(
        "email/verify",
        &json!({ "token": server.link(&person).await }),
    )
    .await;
    assert_eq!(
        crate::second_factor::turn_on(server, &person).await.len(),
        10
    );
    post("password/forgot", &json!({ "email": person.email })).await;
    let body = json!({ "token": server.link(&person).await, "password": PASSWORD });
    post("password/reset", &body).await;
}

/// The path of the host's own sign-in.
async fn own_session(stage: &Stage) -> String {
    let list = stage.server.get("/api/v1/me/sessions");
    let list = list.token(&stage.host.token).send().await;
    format!("/api/v1/me/sessions/{}", list.text_at("/items/0/id"))
}

/// The path of a job that waits.
async fn waiting_job(stage: &Stage) -> String {
    let id = uuid::Uuid::from_u128(17);
    let job = NewJob {
        id: JobId(id),
        kind: "mail".into(),
        payload: "{}".into(),
        key: id.to_string(),
        priority: Priority::Normal,
        run_at: Millis(i64::from(i32::MAX) * 1000),
        created_at: Millis(0),
    };
    stage.server.services.queue.enqueue(job).await.unwrap();
    format!("/api/v1/admin/jobs/{id}")
}
