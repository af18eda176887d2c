//! Agendas: who reads and writes them, and that two who write at once lose nothing.

use axum::http::Method;
use codevlive_domain::room::person::Role;
use serde_json::{Value, json};

use crate::{
    harness::{Answer, Options, Person, Server},
    invitations::{guest_id, join_as},
};

/// A room of Asha's, in which Ben interviews, too.
struct Stage {
    server: Server,
    room: String,
    asha: Person,
    ben: Person,
}

impl Stage {
    async fn set() -> Self {
        Self::with(Options::default()).await
    }

    async fn with(options: Options) -> Self {
        let server = Server::with(options).await;
        let (asha, ben) = (server.sign_up("asha").await, server.sign_up("ben").await);
        let room = server.create_room(&asha).await;
        join_as(&server, &room, &ben.id, Role::Interviewer).await;
        Self {
            server,
            room,
            asha,
            ben,
        }
    }

    async fn write(&self, token: &str, version: u32, items: &[Value]) -> Answer {
        let path = format!("{}/agenda", self.room);
        let call = self.server.call(Method::PUT, &path).token(token);
        call.json(&json!({ "version": version, "items": items }))
            .send()
            .await
    }

    async fn read(&self, token: &str) -> Answer {
        let path = format!("{}/agenda", self.room);
        self.server.get(&path).token(token).send().await
    }

    async fn stored(&self) -> usize {
        let documents = &self.server.services.store.documents;
        documents.scan("agendas", None, 100).await.unwrap().len()
    }
}

/// A problem with all that one may have.
fn item(number: u32, title: &str) -> Value {
    json!({
        "id": id(number), "title": title, "statement": "Find *two*.", "hints": ["A map."],
        "language": "go", "starter": "package main", "minutes": 20,
    })
}

fn id(number: u32) -> String {
    format!("0197b3d4-0000-7000-8000-{number:012}")
}

/// One in the place of what somebody else wrote: for what the document promises.
pub(crate) async fn answer_conflict(server: &Server, room: &str, host: &Person) {
    let path = format!("{room}/agenda");
    for (items, status) in [(vec![item(1, "One")], 200), (vec![item(2, "Two")], 409)] {
        let call = server.call(Method::PUT, &path).token(&host.token);
        let body = json!({ "version": 0, "items": items });
        assert_eq!(call.json(&body).send().await.status, status);
    }
}

#[tokio::test]
async fn it_is_empty_until_it_is_written_and_then_as_it_was_written_last() {
    let stage = Stage::set().await;
    let none = stage.read(&stage.ben.token).await;
    assert_eq!(none.body(), json!({ "version": 0, "items": [] }));
    let first = stage.write(&stage.asha.token, 0, &[item(1, "One")]).await;
    assert_eq!(first.status, 200, "{}", first.text);
    let least = json!({ "id": id(2), "title": " Two ", "statement": "Do it." });
    stage.server.clock.advance_seconds(60);
    let items = [least, item(1, "One")];
    let second = stage.write(&stage.ben.token, 1, &items).await;
    let kept = json!({ "id": id(2), "title": "Two", "statement": "Do it.", "hints": [] });
    let expected = json!({
        "version": 2, "items": [kept, item(1, "One")], "updatedAt": "2026-01-31T09:31:00.000Z",
    });
    assert_eq!(second.body(), expected);
    assert_eq!(stage.read(&stage.asha.token).await.body(), expected);
    assert_eq!(stage.stored().await, 1);
}

#[tokio::test]
async fn a_change_of_what_is_not_there_any_more_is_refused() {
    let stage = Stage::set().await;
    let (asha, ben) = (&stage.asha.token, &stage.ben.token);
    stage.write(asha, 0, &[item(1, "Asha's")]).await;
    for version in [0, 2, 7] {
        let late = stage.write(ben, version, &[item(2, "Ben's")]).await;
        let code = late.code();
        assert_eq!((late.status, code.as_str()), (409, "changed_meanwhile"));
    }
    let kept = stage.read(ben).await;
    assert_eq!(kept.text_at("/items/0/title"), "Asha's");
    // Sent again, since the answer was lost.
    let again = stage.write(asha, 0, &[item(1, "Asha's")]).await;
    assert_eq!((again.status, again.body()), (200, kept.body()));
}

#[tokio::test]
async fn of_those_who_write_at_once_one_is_taken() {
    let stage = Stage::set().await;
    for version in 0..3 {
        let writes = (0..6).map(|number| {
            let (items, stage) = ([item(number, &format!("{version}-{number}"))], &stage);
            async move { stage.write(&stage.asha.token, version, &items).await.status }
        });
        let mut answers = futures_util::future::join_all(writes).await;
        answers.sort_unstable();
        assert_eq!(answers, [200, 409, 409, 409, 409, 409]);
    }
    assert_eq!(stage.read(&stage.ben.token).await.at("/version"), json!(3));
}

#[tokio::test]
async fn only_those_who_interview_read_and_write() {
    let stage = Stage::set().await;
    stage.write(&stage.asha.token, 0, &[item(1, "zebra")]).await;
    for role in [Role::Candidate, Role::Observer] {
        let guest = stage.server.join(&stage.room, "Dee").await;
        join_as(&stage.server, &stage.room, &guest_id(&guest), role).await;
        for answer in [
            stage.read(&guest).await,
            stage.write(&guest, 1, &[item(1, "Mine")]).await,
        ] {
            assert_eq!((answer.status, answer.code().as_str()), (403, "forbidden"));
        }
        for path in ["", "/timeline"] {
            let path = format!("{}{path}", stage.room);
            let answer = stage.server.get(&path).token(&guest).send().await;
            assert!(!answer.text.contains("zebra"), "{}", answer.text);
        }
    }
    let outside = stage.server.join(&stage.room, "Dee").await;
    let stranger = stage.server.sign_up("eve").await.token;
    for token in [&outside, &stranger] {
        for answer in [
            stage.read(token).await,
            stage.write(token, 1, &[item(1, "Mine")]).await,
        ] {
            let code = answer.code();
            assert_eq!((answer.status, code.as_str()), (404, "unknown_room"));
        }
    }
    let kept = stage.read(&stage.asha.token).await;
    assert_eq!(kept.text_at("/items/0/title"), "zebra");
}

#[tokio::test]
async fn what_is_wrong_is_named() {
    let stage = Stage::set().await;
    let mut wrong = [item(1, "One"), item(1, ""), item(3, "Three")];
    wrong[2]["minutes"] = json!(1441);
    wrong[2]["hints"] = json!(vec!["x"; 21]);
    let refused = stage.write(&stage.asha.token, 0, &wrong).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    let errors = refused.at("/errors");
    let errors = errors.as_array().unwrap().iter();
    let fields: Vec<_> = errors.map(|it| it["field"].as_str().unwrap()).collect();
    assert_eq!(
        fields,
        [
            "items[1].id",
            "items[1].title",
            "items[2].hints",
            "items[2].minutes"
        ]
    );
    let many: Vec<_> = (0..21).map(|number| item(number, "x")).collect();
    let refused = stage.write(&stage.asha.token, 0, &many).await;
    assert_eq!(refused.text_at("/errors/0/field"), "items");
    let version = json!({ "items": [] });
    let path = format!("{}/agenda", stage.room);
    let call = stage.server.call(Method::PUT, &path).json(&version);
    let refused = call.token(&stage.asha.token).send().await;
    assert_eq!(refused.text_at("/errors/0/field"), "version");
    assert_eq!(stage.stored().await, 0);
}

#[tokio::test]
async fn a_statement_as_long_as_it_may_be_is_taken_and_an_agenda_that_is_too_large_is_not() {
    let stage = Stage::set().await;
    let mut long = item(1, "Long");
    long["statement"] = json!("語".repeat(100_000));
    let taken = stage.write(&stage.asha.token, 0, &[long.clone()]).await;
    assert_eq!(taken.status, 200, "{}", taken.code());
    let many: Vec<_> = (0..8)
        .map(|number| {
            long["id"] = id(number).into();
            long.clone()
        })
        .collect();
    let refused = stage.write(&stage.asha.token, 1, &many).await;
    let code = refused.code();
    assert_eq!((refused.status, code.as_str()), (413, "too_large"));
}

#[tokio::test]
async fn a_room_takes_its_agenda_with_it() {
    let stage = Stage::set().await;
    stage.write(&stage.asha.token, 0, &[item(1, "One")]).await;
    let gone = stage.server.delete(&stage.room).token(&stage.asha.token);
    assert_eq!(gone.send().await.status, 204);
    assert_eq!(stage.stored().await, 0);
    let late = stage.write(&stage.ben.token, 1, &[item(2, "Two")]).await;
    assert_eq!((late.status, stage.stored().await), (404, 0));
}

#[tokio::test]
async fn an_export_has_it_for_those_who_interview() {
    let stage = Stage::set().await;
    stage.write(&stage.asha.token, 0, &[item(1, "zebra")]).await;
    let dee = stage.server.sign_up("dee").await;
    join_as(&stage.server, &stage.room, &dee.id, Role::Candidate).await;
    for (person, expected) in [(&stage.ben, json!([item(1, "zebra")])), (&dee, json!([]))] {
        let call = stage.server.get("/api/v1/me/export").token(&person.token);
        let export = call.send().await;
        assert_eq!(export.at("/rooms/0/agenda"), expected);
        assert_eq!(export.text.contains("zebra"), person.id == stage.ben.id);
    }
}

#[tokio::test]
async fn writes_are_bounded_by_person() {
    let stage = Stage::with(Options {
        rate_limits: true,
        ..Options::default()
    })
    .await;
    let mut last = stage.write(&stage.asha.token, 9, &[]).await;
    for _ in 0..200 {
        if last.status == 429 {
            break;
        }
        last = stage.write(&stage.asha.token, 9, &[]).await;
    }
    assert_eq!((last.status, last.code().as_str()), (429, "rate_limited"));
    assert_eq!(stage.write(&stage.ben.token, 9, &[]).await.status, 409);
}
