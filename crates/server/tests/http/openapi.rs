//! The document itself.

use serde_json::Value;

use crate::harness::Server;

#[tokio::test]
async fn the_server_publishes_its_document() {
    let server = Server::start().await;
    let answer = server.get("/api/openapi.json").send().await;
    assert_eq!(answer.header("content-type"), "application/json");
    let document = serde_json::to_value(codevlive_server::openapi::document()).unwrap();
    assert_eq!(answer.body(), document);
    let mut sorted = document;
    sorted.sort_all_objects();
    insta::assert_json_snapshot!(sorted);
}

#[test]
fn every_reference_leads_somewhere() {
    let document = serde_json::to_value(codevlive_server::openapi::document()).unwrap();
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 50, "{}", references.len());
    for reference in references {
        let target = document.pointer(reference.trim_start_matches('#'));
        assert!(target.is_some(), "{reference}");
    }
}

fn collect<'a>(value: &'a Value, references: &mut Vec<&'a str>) {
    match value {
        Value::Object(fields) => {
            references.extend(fields.get("$ref").and_then(Value::as_str));
            fields.values().for_each(|value| collect(value, references));
        }
        Value::Array(items) => items.iter().for_each(|value| collect(value, references)),
        _ => {}
    }
}

#[test]
fn it_says_which_version_it_is_and_describes_everything() {
    let document = serde_json::to_value(codevlive_server::openapi::document()).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    for (path, item) in document["paths"].as_object().unwrap() {
        assert!(path.starts_with("/api/v1/"), "{path}");
        for (method, operation) in item.as_object().unwrap() {
            assert_ne!(operation["summary"], Value::Null, "{method} {path}");
            assert_ne!(operation["operationId"], Value::Null, "{method} {path}");
        }
    }
}

#[test]
fn socket_messages_are_among_the_schemas() {
    let document = serde_json::to_value(codevlive_server::openapi::document()).unwrap();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for name in [
        "RoomView",
        "TimelineEntry",
        "NumberedCommand",
        "Handshake",
        "RefusalAck",
        "Closed",
    ] {
        assert!(schemas.contains_key(name), "{name}");
    }
}
