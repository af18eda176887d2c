//! STUN and TURN servers, for those of a room.

use std::sync::Arc;

use codevlive_domain::room::{
    command::{Command, NumberedCommand},
    person::Identity,
};
use codevlive_live::{
    outlet::{Full, Outgoing, Outlet},
    rooms::Arrival,
};
use codevlive_server::settings::ice::{IceSettings, TurnService};
use codevlive_turn::credentials::{TTL_SECONDS, TurnSecret};
use serde_json::json;
use tokio::sync::oneshot;

use crate::harness::{Answer, Options, Person, Server};

const SECRET: &[u8] = b"shared with coturn";

fn configured() -> IceSettings {
    IceSettings {
        stun: vec!["stun:turn.example.org".to_owned()],
        turn: Some(TurnService {
            urls: vec![
                "turn:turn.example.org".to_owned(),
                "turns:turn.example.org?transport=tcp".to_owned(),
            ],
            secret: TurnSecret::new(SECRET),
        }),
    }
}

/// A server with TURN, a host, and the path of their room.
async fn stage() -> (Server, Person, String) {
    let options = Options {
        ice: configured(),
        ..Options::default()
    };
    let server = Server::with(options).await;
    let host = server.sign_up("asha").await;
    let room = server.create_room(&host).await;
    (server, host, room)
}

/// Asks for the servers of the room at that path.
async fn ask(server: &Server, room: &str, token: &str) -> Answer {
    let path = format!("/api/v1/rtc/ice-servers?room={}", id(room));
    server.get(&path).token(token).send().await
}

fn id(room: &str) -> &str {
    room.rsplit('/').next().unwrap()
}

/// The status, and the code of the problem.
fn outcome(answer: &Answer) -> (u16, String) {
    (answer.status, answer.code())
}

fn unknown_room() -> (u16, String) {
    (404, "unknown_room".to_owned())
}

struct Deaf;

impl Outlet for Deaf {
    fn send(&self, _message: &Outgoing) -> Result<(), Full> {
        Ok(())
    }

    fn close(&self) {}
}

/// Knocks, and goes.
async fn knock(server: &Server, room: &str, person: &Person) {
    let arrival = Arrival {
        identity: Identity {
            id: person.id.parse().unwrap(),
            name: "Ben".to_owned(),
        },
        session: None,
        outlet: Arc::new(Deaf),
        after: None,
        invited: None,
    };
    let rooms = &server.services.rooms;
    let connection = rooms.connect(id(room).parse().unwrap(), arrival);
    let connection = connection.await.unwrap();
    let command = NumberedCommand {
        id: "1".to_owned(),
        command: Command::Knock { message: None },
    };
    let (answer, answered) = oneshot::channel();
    connection.command(command, Box::new(|seq| drop(answer.send(seq))));
    answered.await.unwrap().unwrap();
}

#[tokio::test]
async fn the_host_gets_servers_with_credentials_of_their_own() {
    let (server, host, room) = stage().await;
    let answer = ask(&server, &room, &host.token).await;
    // The test's clock stands at 1,769,851,800 s.
    let username = format!("{}:{}", 1_769_851_800 + TTL_SECONDS, host.id);
    let credential = TurnSecret::new(SECRET).password(&username);
    let expected = json!({
        "iceServers": [
            { "urls": ["stun:turn.example.org"] },
            {
                "urls": ["turn:turn.example.org", "turns:turn.example.org?transport=tcp"],
                "username": username,
                "credential": credential,
            },
        ],
        "ttlSeconds": TTL_SECONDS,
    });
    assert_eq!((answer.status, answer.body()), (200, expected));
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test]
async fn guests_of_the_room_get_them_before_they_are_let_in() {
    let (server, _, room) = stage().await;
    let guest = server.join(&room, "Ben").await;
    assert_eq!(ask(&server, &room, &guest).await.status, 200);
}

#[tokio::test]
async fn an_account_gets_them_as_soon_as_it_waits() {
    let (server, _, room) = stage().await;
    let ben = server.sign_up("ben").await;
    let before = ask(&server, &room, &ben.token).await;
    assert_eq!(outcome(&before), unknown_room());
    knock(&server, &room, &ben).await;
    assert_eq!(ask(&server, &room, &ben.token).await.status, 200);
}

#[tokio::test]
async fn others_are_told_of_no_room() {
    let (server, host, room) = stage().await;
    let elsewhere = server.create_room(&host).await;
    let guest_of_another = server.join(&elsewhere, "Ben").await;
    let stranger = server.sign_up("eve").await.token;
    for token in [guest_of_another, stranger] {
        let answer = ask(&server, &room, &token).await;
        assert_eq!(outcome(&answer), unknown_room());
        assert!(!answer.text.contains("turn"), "{}", answer.text);
    }
    for nowhere in ["x", "0197b3d4-0000-7000-8000-000000000000"] {
        let answer = ask(&server, nowhere, &host.token).await;
        assert_eq!(outcome(&answer), unknown_room(), "{nowhere}");
    }
}

#[tokio::test]
async fn nobody_gets_nothing_and_a_room_must_be_named() {
    let (server, host, room) = stage().await;
    let path = "/api/v1/rtc/ice-servers";
    let nobody = server.get(&format!("{path}?room={}", id(&room)));
    let unauthenticated = (401, "unauthenticated".to_owned());
    assert_eq!(outcome(&nobody.send().await), unauthenticated);
    assert_eq!(outcome(&server.get(path).send().await), unauthenticated);
    let unnamed = server.get(path).token(&host.token).send().await;
    assert_eq!(outcome(&unnamed), (422, "invalid".to_owned()));
    assert_eq!(unnamed.text_at("/errors/0/field"), "room");
}

#[tokio::test]
async fn without_servers_the_list_is_empty() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let room = server.create_room(&host).await;
    let answer = ask(&server, &room, &host.token).await;
    let nothing = json!({ "iceServers": [] });
    assert_eq!((answer.status, answer.body()), (200, nothing));
}

#[tokio::test]
async fn it_is_limited_by_person() {
    let options = Options {
        rate_limits: true,
        ..Options::default()
    };
    let server = Server::with(options).await;
    let host = server.sign_up("asha").await;
    let room = server.create_room(&host).await;
    let guest = server.join(&room, "Ben").await;
    for _ in 0..60 {
        assert_eq!(ask(&server, &room, &host.token).await.status, 200);
    }
    let limited = async || ask(&server, &room, &host.token).await.status == 429;
    // One more is allowed every 5 s: at most one while this asks.
    assert!(limited().await || limited().await);
    assert_eq!(ask(&server, &room, &guest).await.status, 200);
}
