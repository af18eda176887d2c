//! The timeline over HTTP.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::{
    harness::{Person, Server},
    shown::shown,
};

/// A room that was renamed so often, each time an entry.
async fn renamed(server: &Server, host: &Person, times: usize) -> String {
    let room = server.create_room(host).await;
    for number in 0..times {
        let body = json!({ "title": format!("Title {number}") });
        let answer = server.patch(&room, &body).token(&host.token).send().await;
        assert_eq!(answer.status, 200, "{}", answer.text);
    }
    room
}

#[tokio::test]
async fn the_host_sees_what_happened() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let room = renamed(&server, &host, 1).await;
    let answer = server
        .get(&format!("{room}/timeline"))
        .token(&host.token)
        .send()
        .await;
    assert_json_snapshot!(shown(&answer));
}

#[tokio::test]
async fn it_is_read_page_by_page_or_from_a_seq() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let room = renamed(&server, &host, 4).await;
    let seqs = async |query: &str| {
        let path = format!("{room}/timeline?{query}");
        let page = server.get(&path).token(&host.token).send().await;
        assert_eq!(page.status, 200, "{}", page.text);
        let items = page.at("/items");
        let seqs: Vec<_> = items
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| entry["seq"].as_u64().unwrap())
            .collect();
        (seqs, page.at("/nextCursor"))
    };
    assert_eq!(seqs("").await, (vec![1, 2, 3, 4, 5], Value::Null));
    assert_eq!(seqs("after=3").await, (vec![4, 5], Value::Null));
    assert_eq!(seqs("after=5").await, (vec![], Value::Null));
    assert_eq!(
        seqs("cursor=&after=&limit=").await,
        seqs("").await,
        "an empty parameter is none"
    );
    let (first, cursor) = seqs("limit=2").await;
    assert_eq!(first, [1, 2]);
    let (second, cursor) = seqs(&format!("limit=2&cursor={}", cursor.as_str().unwrap())).await;
    assert_eq!(second, [3, 4]);
    let (third, cursor) = seqs(&format!("limit=2&cursor={}", cursor.as_str().unwrap())).await;
    assert_eq!((third, cursor), (vec![5], Value::Null));
}

#[tokio::test]
async fn wrong_pages_are_named() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let room = server.create_room(&host).await;
    for (query, field) in [
        ("after=-1", "after"),
        ("after=x", "after"),
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("cursor=x", "cursor"),
    ] {
        let path = format!("{room}/timeline?{query}");
        let answer = server.get(&path).token(&host.token).send().await;
        assert_eq!(
            (answer.status, answer.text_at("/errors/0/field").as_str()),
            (422, field),
            "{query}"
        );
    }
}
