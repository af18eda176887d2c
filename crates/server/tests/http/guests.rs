//! Guests: a name and the link.

use codevlive_domain::room::state::RoomStatus;
use codevlive_store::{document::Collection, documents::room::RoomSummary};
use insta::assert_json_snapshot;
use serde_json::json;

use crate::{harness::Server, shown::shown};

/// Ends a room now, as its log would.
async fn end(server: &Server, room: &str) {
    let rooms = Collection::<RoomSummary>::new(server.services.store.documents.clone());
    let now = server.services.clock.now();
    let ended = rooms.update(room.rsplit('/').next().unwrap(), |room| {
        room.status = RoomStatus::Ended;
        room.ended_at = Some(now);
    });
    ended.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_guest_gets_a_token_for_this_room() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let room = server.create_room(&host).await;
    let body = json!({ "name": " Ben " });
    let answer = server.post(&format!("{room}/guests"), &body).send().await;
    assert_json_snapshot!(shown(&answer));
}

#[tokio::test]
async fn a_guest_needs_a_name_and_a_room() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let room = server.create_room(&host).await;
    for name in ["", "  ", "a\nb", &"x".repeat(81)] {
        let body = json!({ "name": name });
        let answer = server.post(&format!("{room}/guests"), &body).send().await;
        assert_eq!(
            (answer.status, answer.text_at("/errors/0/field")),
            (422, "name".into())
        );
    }
    for id in ["0197b3d4-0000-7000-8000-000000000000", "x", "%00", "..%2f"] {
        let path = format!("/api/v1/rooms/{id}/guests");
        let answer = server.post(&path, &json!({ "name": "Ben" })).send().await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (404, "unknown_room"),
            "{id}"
        );
    }
}

#[tokio::test]
async fn a_guest_has_no_account() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let token = server.join(&server.create_room(&host).await, "Ben").await;
    for call in [
        server.get("/api/v1/me"),
        server.patch("/api/v1/me", &json!({ "name": "Host" })),
        server.get("/api/v1/rooms"),
        server.post("/api/v1/rooms", &json!({ "title": "Mine" })),
    ] {
        let answer = call.token(&token).send().await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (403, "account_required")
        );
    }
}

#[tokio::test]
async fn a_guest_who_was_not_let_in_sees_nothing_of_the_room() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let room = server.create_room(&host).await;
    let token = server.join(&room, "Ben").await;
    for path in [room.clone(), format!("{room}/timeline")] {
        let answer = server.get(&path).token(&token).send().await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (404, "unknown_room"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_guests_token_is_good_until_a_day_after_the_end() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let room = server.create_room(&host).await;
    let token = server.join(&room, "Ben").await;
    let year = 365 * 24 * 60 * 60;
    server.clock.advance_seconds(year);
    let status = async || server.get(&room).token(&token).send().await.status;
    assert_eq!(status().await, 404, "good, though it opens nothing yet");
    end(&server, &room).await;
    server.clock.advance_seconds(24 * 60 * 60);
    assert_eq!(status().await, 404);
    server.clock.advance_seconds(1);
    assert_eq!(status().await, 401);
    let answer = server
        .post(&format!("{room}/guests"), &json!({ "name": "Late" }))
        .send()
        .await;
    assert_json_snapshot!(shown(&answer));
}
