//! Rooms: made, listed, shown, changed, deleted.

use codevlive_store::{
    document::{Collection, Query},
    documents::room_request::RoomRequest,
};
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::{
    harness::{Answer, Person, Server},
    shown::shown,
};

async fn create(server: &Server, host: &Person, body: &Value, key: Option<&str>) -> Answer {
    let call = server.post("/api/v1/rooms", body).token(&host.token);
    let call = match key {
        Some(key) => call.header("idempotency-key", key),
        None => call,
    };
    call.send().await
}

#[tokio::test]
async fn the_maker_of_a_room_is_its_host() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let body = json!({
        "title": " Backend interview ",
        "kind": "interview",
        "scheduledAt": "2026-02-01T10:00:00+01:00",
        "problemIds": ["two-sum"],
        "retentionDays": 30,
        "signals": ["tab_hidden", "tab_visible"],
    });
    let made = create(&server, &host, &body, None).await;
    assert_json_snapshot!(shown(&made));
    let path = format!("/api/v1/rooms/{}", made.text_at("/id"));
    assert_eq!(made.header("location"), path);
    let url = format!("http://{}/r/{}", server.address, made.text_at("/id"));
    assert_eq!(made.text_at("/joinUrl"), url);
    let shown = server.get(&path).token(&host.token).send().await;
    assert_eq!(shown.body(), made.body());
}

#[tokio::test]
async fn a_title_is_enough() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let made = create(&server, &host, &json!({ "title": "Interview" }), None).await;
    assert_json_snapshot!(shown(&made));
}

#[tokio::test]
async fn wrong_fields_are_named() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let body = json!({ "title": "", "problemIds": ["ok", ""], "retentionDays": 0 });
    assert_json_snapshot!(
        "several_at_once",
        shown(&create(&server, &host, &body, None).await)
    );
    for (body, field) in [
        (json!({}), "title"),
        (json!({ "title": "x".repeat(201) }), "title"),
        (json!({ "title": "a\nb" }), "title"),
        (json!({ "title": 7 }), "title"),
        (json!({ "title": "x", "kind": "party" }), "kind"),
        (
            json!({ "title": "x", "scheduledAt": "tomorrow" }),
            "scheduledAt",
        ),
        (
            json!({ "title": "x", "retentionDays": 3651 }),
            "retentionDays",
        ),
        (
            json!({ "title": "x", "retentionDays": -1 }),
            "retentionDays",
        ),
        (
            json!({ "title": "x", "problemIds": vec!["p"; 51] }),
            "problemIds",
        ),
        (
            json!({ "title": "x", "signals": ["mind_read"] }),
            "signals[0]",
        ),
    ] {
        let answer = create(&server, &host, &body, None).await;
        assert_eq!(answer.status, 422, "{body}: {}", answer.text);
        assert_eq!(answer.text_at("/errors/0/field"), field, "{body}");
    }
}

#[tokio::test]
async fn one_sees_ones_own_rooms_page_by_page_newest_first() {
    let server = Server::start().await;
    let (host, other) = (server.sign_up("asha").await, server.sign_up("ben").await);
    let mut made = Vec::new();
    for number in 0..5 {
        let body = json!({ "title": format!("Room {number}") });
        made.push(create(&server, &host, &body, None).await.text_at("/id"));
    }
    create(&server, &other, &json!({ "title": "Not hers" }), None).await;
    made.reverse();
    let mut seen = Vec::new();
    let mut path = "/api/v1/rooms?limit=2".to_owned();
    for size in [2, 2, 1] {
        let page = server.get(&path).token(&host.token).send().await;
        let items = page.at("/items");
        assert_eq!(items.as_array().unwrap().len(), size);
        seen.extend(
            items
                .as_array()
                .unwrap()
                .iter()
                .map(|room| room["id"].clone()),
        );
        let cursor = page.at("/nextCursor");
        assert_eq!(cursor.is_null(), size == 1);
        path = format!(
            "/api/v1/rooms?limit=2&cursor={}",
            cursor.as_str().unwrap_or_default()
        );
    }
    assert_eq!(seen, made);
}

#[tokio::test]
async fn wrong_pages_are_named() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    for (query, field) in [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=-1", "limit"),
        ("limit=x", "limit"),
        ("cursor=x", "cursor"),
    ] {
        let answer = server
            .get(&format!("/api/v1/rooms?{query}"))
            .token(&host.token)
            .send()
            .await;
        assert_eq!(
            (answer.status, answer.text_at("/errors/0/field").as_str()),
            (422, field),
            "{query}"
        );
    }
}

#[tokio::test]
async fn the_host_changes_what_a_room_is() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let room = server.create_room(&host).await;
    let body = json!({
        "title": "Second round",
        "scheduledAt": "2026-02-02T09:00:00Z",
        "problemIds": ["lru-cache"],
        "retentionDays": 7,
    });
    let changed = server.patch(&room, &body).token(&host.token).send().await;
    assert_json_snapshot!(shown(&changed));
    let body = json!({ "scheduledAt": null });
    let changed = server.patch(&room, &body).token(&host.token).send().await;
    assert_eq!(
        (changed.at("/scheduledAt"), changed.text_at("/title")),
        (Value::Null, "Second round".into())
    );
    let shown = server.get(&room).token(&host.token).send().await;
    assert_eq!(shown.body(), changed.body());
    // Another title is on the log, for everyone in the room to see.
    let timeline = server
        .get(&format!("{room}/timeline"))
        .token(&host.token)
        .send()
        .await;
    let types: Vec<_> = timeline
        .at("/items")
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["type"].clone())
        .collect();
    assert_eq!(types, ["created", "renamed"]);
}

#[tokio::test]
async fn a_wrong_change_changes_nothing() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let room = server.create_room(&host).await;
    let body = json!({ "title": "Other", "retentionDays": 0 });
    let answer = server.patch(&room, &body).token(&host.token).send().await;
    assert_eq!(
        (answer.status, answer.text_at("/errors/0/field")),
        (422, "retentionDays".into())
    );
    assert_eq!(
        server
            .get(&room)
            .token(&host.token)
            .send()
            .await
            .text_at("/title"),
        "Interview"
    );
}

#[tokio::test]
async fn a_deleted_room_is_gone() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let room = server.create_room(&host).await;
    assert_eq!(
        server.delete(&room).token(&host.token).send().await.status,
        204
    );
    assert_eq!(
        server.delete(&room).token(&host.token).send().await.status,
        404
    );
    assert_eq!(
        server.get(&room).token(&host.token).send().await.status,
        404
    );
    let rooms = server.get("/api/v1/rooms").token(&host.token).send().await;
    assert_eq!(rooms.at("/items"), json!([]));
}

#[tokio::test]
async fn a_request_sent_again_leads_to_the_same_room() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let body = json!({ "title": "Interview" });
    let first = create(&server, &host, &body, Some("key-1")).await;
    let again = create(&server, &host, &body, Some("key-1")).await;
    assert_eq!((again.status, again.body()), (201, first.body()));
    assert_eq!(again.header("location"), first.header("location"));
    // Also after the room has changed: it is the answer to the same request.
    let room = first.header("location");
    server
        .patch(room, &json!({ "title": "Other" }))
        .token(&host.token)
        .send()
        .await;
    assert_eq!(
        create(&server, &host, &body, Some("key-1")).await.body(),
        first.body()
    );
    let rooms = server.get("/api/v1/rooms").token(&host.token).send().await;
    assert_eq!(rooms.at("/items").as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_key_is_good_for_one_request_of_one_person_for_a_day() {
    let server = Server::start().await;
    let (host, other) = (server.sign_up("asha").await, server.sign_up("ben").await);
    let body = json!({ "title": "Interview" });
    let first = create(&server, &host, &body, Some("key-1")).await;
    let another = create(&server, &host, &json!({ "title": "Other" }), Some("key-1")).await;
    assert_json_snapshot!("another_request", shown(&another));
    let others = create(&server, &other, &body, Some("key-1")).await;
    assert_ne!(others.text_at("/id"), first.text_at("/id"));
    for key in ["", "a b", &"x".repeat(256)] {
        let answer = create(&server, &other, &body, Some(key)).await;
        assert_eq!(
            answer.text_at("/errors/0/field"),
            "Idempotency-Key",
            "{key}"
        );
    }
    server.clock.advance_seconds(24 * 60 * 60);
    let token = sign_in_again(&server, &host).await;
    let later = server
        .post("/api/v1/rooms", &body)
        .token(&token)
        .header("idempotency-key", "key-1");
    assert_ne!(later.send().await.text_at("/id"), first.text_at("/id"));
}

#[tokio::test]
async fn equal_requests_at_the_same_time_make_one_room() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    for round in 0..10 {
        let (body, key) = (json!({ "title": "x" }), format!("key-{round}"));
        let one = || create(&server, &host, &body, Some(&key));
        let answers = tokio::join!(one(), one(), one(), one());
        let answers = [answers.0, answers.1, answers.2, answers.3];
        for answer in &answers {
            assert_eq!(answer.status, 201, "{}", answer.text);
            assert_eq!(answer.text_at("/id"), answers[0].text_at("/id"));
        }
    }
}

#[tokio::test]
async fn a_room_that_was_not_made_to_the_end_is_when_it_is_asked_for_again() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let body = json!({ "title": "x" });
    let first = create(&server, &host, &body, Some("key-1")).await;
    // As if the process had died between the log and all that follows from it.
    let documents = &server.services.store.documents;
    let summary = first.text_at("/id");
    assert!(documents.delete("rooms", &summary).await.unwrap());
    let requests = Collection::<RoomRequest>::new(documents.clone());
    let of_host = Query {
        field: "person",
        value: host.id.clone(),
        descending: false,
        after: None,
        limit: 1,
    };
    let mut request = requests.find(of_host).await.unwrap().remove(0);
    request.value.answer = None;
    requests.replace(&request).await.unwrap();

    let again = create(&server, &host, &body, Some("key-1")).await;
    assert_eq!((again.status, again.text), (201, first.text.clone()));
    let path = format!("/api/v1/rooms/{}", first.text_at("/id"));
    let shown = server.get(&path).token(&host.token).send().await;
    assert_eq!(shown.status, 200);
}

#[tokio::test]
async fn no_problems_are_as_good_as_null() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let body = json!({ "title": "x", "problemIds": null });
    let made = create(&server, &host, &body, None).await;
    assert_eq!((made.status, made.at("/problemIds")), (201, json!([])));
}

async fn sign_in_again(server: &Server, person: &Person) -> String {
    let refresh = server.post("/api/v1/auth/refresh", &Value::Null);
    refresh
        .header("cookie", &person.refresh)
        .send()
        .await
        .text_at("/accessToken")
}
