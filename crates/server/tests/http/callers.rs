//! Every call of the document × who may not make it.

use serde_json::json;

use crate::harness::{Call, Server};

/// A call of the document, with a body that would be fine, at a room of somebody.
fn call<'a>(server: &'a Server, name: &str, room: &str) -> Call<'a> {
    let (method, path) = name.split_once(' ').expect("a method and a path");
    let path = path.replace("/api/v1/rooms/{id}", room);
    let call = server.call(method.parse().expect("a method"), &path);
    match name {
        "POST /api/v1/rooms" => call.json(&json!({ "title": "Interview" })),
        "PATCH /api/v1/rooms/{id}" => call.json(&json!({ "title": "Mine now" })),
        "POST /api/v1/rooms/{id}/invitations" => {
            call.json(&json!({ "email": "mallory@example.org", "role": "candidate" }))
        }
        "PUT /api/v1/rooms/{id}/scorecards/me" => call.json(&json!({})),
        "PUT /api/v1/rooms/{id}/agenda" => call.json(&json!({ "version": 0, "items": [] })),
        "PATCH /api/v1/me" => call.json(&json!({ "name": "Mallory" })),
        _ => call,
    }
}

/// The calls that need an access token.
fn secured(server: &Server) -> Vec<String> {
    let operations = server.contract.operations();
    let names = operations.filter(|(_, operation)| {
        let schemes = operation
            .get("security")
            .and_then(|security| security.as_array());
        schemes.is_some_and(|schemes| {
            schemes
                .iter()
                .all(|scheme| scheme.get("accessToken").is_some())
        })
    });
    names.map(|(name, _)| name).collect()
}

#[tokio::test]
async fn without_a_good_token_there_is_only_401() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let room = server.create_room(&host).await;
    let names = secured(&server);
    assert!(names.len() >= 8, "{names:?}");
    for name in names {
        let answers = [
            call(&server, &name, &room).send().await,
            call(&server, &name, &room).token("x.y.z").send().await,
            call(&server, &name, "/api/v1/rooms/x").send().await,
        ];
        for answer in answers {
            assert_eq!(
                (answer.status, answer.code().as_str()),
                (401, "unauthenticated"),
                "{name}"
            );
        }
    }
}

#[tokio::test]
async fn other_peoples_rooms_are_not_there() {
    let server = Server::start().await;
    let (host, other) = (server.sign_up("asha").await, server.sign_up("ben").await);
    let (room, others) = (
        server.create_room(&host).await,
        server.create_room(&other).await,
    );
    let guest = server.join(&others, "Gast").await;
    let names = secured(&server)
        .into_iter()
        .filter(|name| name.contains("/rooms/{id}"));
    let names: Vec<_> = names.collect();
    assert!(names.len() >= 4, "{names:?}");
    for name in names {
        let nowhere = "/api/v1/rooms/0197b3d4-0000-7000-8000-000000000000";
        let answers = [
            call(&server, &name, &room).token(&other.token).send().await,
            call(&server, &name, &room).token(&guest).send().await,
            call(&server, &name, nowhere)
                .token(&other.token)
                .send()
                .await,
        ];
        for answer in &answers {
            assert_eq!(
                (answer.status, answer.code().as_str()),
                (404, "unknown_room"),
                "{name}"
            );
            // Nothing tells a room of others from one that is not there.
            assert_eq!(answer.body(), answers[2].body(), "{name}");
        }
    }
    let untouched = server.get(&room).token(&host.token).send().await;
    assert_eq!(untouched.text_at("/title"), "Interview");
}
