//! What a person may do in a room follows its log. Lists may be behind it, and stay so when a process dies.

use axum::http::Method;
use codevlive_domain::{id::PersonId, room::event::Event, room::person::Role};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{
    harness::{Answer, Person, Server},
    invitations::{happens, join_as, stored},
    scorecards::whole,
};

/// Asha's room, and somebody who is in it, as lists have it.
struct Stage {
    server: Server,
    room: String,
    asha: Person,
    other: Person,
}

impl Stage {
    async fn set(role: Role) -> Self {
        let server = Server::start().await;
        let (asha, other) = (server.sign_up("asha").await, server.sign_up("ivy").await);
        let room = server.create_room(&asha).await;
        join_as(&server, &room, &other.id, role).await;
        Self {
            server,
            room,
            asha,
            other,
        }
    }

    fn person(&self) -> PersonId {
        self.other.id.parse().map(PersonId).unwrap()
    }

    /// Asha does something that the list has not heard of.
    async fn asha_does(&self, event: Event) {
        happens(&self.server, &self.room, &self.asha.id, event).await;
    }

    /// The other's calls, but those that end the room.
    async fn calls(&self) -> Vec<(&'static str, Answer)> {
        let invited = json!({ "email": "friend@example.org", "role": "candidate" });
        let mut answers = Vec::new();
        for (method, path, body) in [
            (Method::GET, "", Value::Null),
            (Method::GET, "/scorecards", Value::Null),
            (Method::GET, "/scorecards/me", Value::Null),
            (Method::PUT, "/scorecards/me", whole("x")),
            (Method::GET, "/invitations", Value::Null),
            (Method::POST, "/invitations", invited),
            (Method::PATCH, "", json!({ "title": "Mine now" })),
        ] {
            let call = self.server.call(method, &format!("{}{path}", self.room));
            let call = if body.is_null() {
                call
            } else {
                call.json(&body)
            };
            answers.push((path, call.token(&self.other.token).send().await));
        }
        answers
    }
}

fn outcome(answer: &Answer) -> (u16, String) {
    (answer.status, answer.code())
}

#[tokio::test]
async fn who_was_removed_is_out_at_once() {
    for role in [Role::Host, Role::Interviewer, Role::Candidate] {
        let stage = Stage::set(role).await;
        let (person, reason) = (stage.person(), None);
        stage.asha_does(Event::Removed { person, reason }).await;
        for (path, answer) in stage.calls().await {
            let unknown = (404, "unknown_room".to_owned());
            assert_eq!(outcome(&answer), unknown, "{role:?} {path}");
        }
        let call = stage.server.delete(&stage.room).token(&stage.other.token);
        assert_eq!(call.send().await.status, 404);
        let export = stage.server.get("/api/v1/me/export");
        let export = export.token(&stage.other.token).send().await;
        assert_eq!(export.at("/rooms"), json!([]));
    }
}

#[tokio::test]
async fn who_was_given_another_role_has_it_at_once() {
    let stage = Stage::set(Role::Host).await;
    let (person, role) = (stage.person(), Role::Candidate);
    stage.asha_does(Event::RoleChanged { person, role }).await;
    for (path, answer) in stage.calls().await {
        if path.is_empty() && answer.status == 200 {
            assert_eq!(answer.at("/role"), "candidate");
        } else {
            assert_eq!(outcome(&answer), (403, "forbidden".into()), "{path}");
        }
    }
    let call = stage.server.delete(&stage.room).token(&stage.other.token);
    assert_eq!(call.send().await.status, 403);

    let role = Role::Interviewer;
    stage.asha_does(Event::RoleChanged { person, role }).await;
    stage.asha_does(Event::Ended).await;
    let mut outcomes = Vec::new();
    for (_, answer) in stage.calls().await {
        outcomes.push((answer.status, answer.code()));
    }
    let expected = [
        (200, ""),
        (200, ""),
        (404, "not_found"),
        (200, ""),
        (200, ""),
        (403, "room_ended"),
        (403, "forbidden"),
    ];
    assert_eq!(
        outcomes,
        expected.map(|(status, code)| (status, code.to_owned()))
    );
    let shown = stage.server.get(&stage.room).token(&stage.other.token);
    let shown = shown.send().await;
    assert_eq!(
        (shown.at("/role"), shown.at("/status")),
        (json!("interviewer"), json!("ended"))
    );
}

#[tokio::test]
async fn who_was_let_in_just_now_may_write_a_card_and_it_stays() {
    let stage = Stage::set(Role::Candidate).await;
    let new = stage.server.sign_up("nia").await;
    let person = PersonId(new.id.parse().unwrap());
    let admitted = Event::Admitted {
        person,
        role: Role::Interviewer,
        name: Some("nia".into()),
        reason: None,
    };
    stage.asha_does(admitted).await;
    let path = format!("{}/scorecards/me", stage.room);
    let write = stage.server.call(Method::PUT, &path).json(&whole("x"));
    assert_eq!(write.token(&new.token).send().await.status, 200);
    let read = stage.server.get(&path).token(&new.token).send().await;
    assert_eq!((read.status, read.at("/author/name")), (200, json!("nia")));
}

/// They are asked who they are before they have sent whom they invite, and may take their time.
#[tokio::test]
async fn an_invitation_begun_before_a_removal_lets_nobody_in_who_was_removed() {
    let stage = Stage::set(Role::Interviewer).await;
    let Person { token, email, .. } = &stage.other;
    let body = json!({ "email": email, "role": "observer" }).to_string();
    let mut wire = TcpStream::connect(stage.server.address).await.unwrap();
    let head = format!(
        "POST {}/invitations HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\nconnection: close\r\n\
         content-type: application/json\r\ncontent-length: {}\r\nexpect: 100-continue\r\n\r\n",
        stage.room,
        body.len()
    );
    wire.write_all(head.as_bytes()).await.unwrap();
    let mut go_on = [0; 25];
    wire.read_exact(&mut go_on).await.unwrap();
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");

    stage.server.clock.advance_seconds(1);
    let removed_at = stage.server.services.clock.now();
    let (person, reason) = (stage.person(), None);
    stage.asha_does(Event::Removed { person, reason }).await;
    stage.server.clock.advance_seconds(1);
    wire.write_all(body.as_bytes()).await.unwrap();
    let mut answer = String::new();
    wire.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    let invitation = stored(&stage.server, &stage.room).await.pop().unwrap();
    assert!(invitation.renewed_at < removed_at, "{invitation:?}");
}
