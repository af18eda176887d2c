//! What is slowed, and what is dropped.

use codevlive_live::settings::LiveSettings;
use serde_json::{Value, json};
use yrs::{Doc, Text, Transact};

use crate::{client::Client, server::Server};

/// An awareness update of one client, by hand: number of clients, client, clock, state.
fn awareness(client: u8, clock: u8, line: u32) -> Vec<u8> {
    let state = json!({ "cursor": { "line": line } }).to_string();
    let length = u8::try_from(state.len()).expect("a short state");
    let mut update = vec![1, client, clock, length];
    update.extend(state.as_bytes());
    update
}

#[tokio::test]
async fn the_last_cursor_of_a_burst_is_seen() {
    let server = Server::start().await;
    let (mut mover, view) = Client::inside(&server).await;
    let (mut seer, _) = Client::inside(&server).await;
    let pad = json!([Server::pad(&view)]);
    seer.ask("sync", pad.clone(), &[vec![0]]).await;
    let mut asked = Vec::new();
    for clock in 1..=100 {
        let update = awareness(7, clock, clock.into());
        asked.push(mover.tell("awareness", pad.clone(), &[update]).await);
    }
    let mut limited = 0;
    for id in asked {
        let answer = mover.ack(id).await.unwrap();
        if answer["ok"] == true {
            continue;
        }
        assert_eq!(answer["code"], "rate_limited");
        limited += 1;
    }
    assert!((10..=40).contains(&limited), "{limited}");
    let last = "\"line\":100}";
    while !String::from_utf8_lossy(&seer.attachment().await).contains(last) {}
}

/// Updates of a document, one for each word.
fn updates(count: usize) -> Vec<Vec<u8>> {
    let doc = Doc::new();
    let text = doc.get_or_insert_text("content");
    let one = |_| {
        let mut transaction = doc.transact_mut();
        text.push(&mut transaction, "word ");
        transaction.encode_update_v1()
    };
    (0..count).map(one).collect()
}

#[tokio::test]
async fn edits_wait_for_a_room_that_is_behind() {
    let live = LiveSettings {
        inbox_messages: 1,
        ..LiveSettings::default()
    };
    let server = Server::with(live, true).await;
    let (mut client, view) = Client::inside(&server).await;
    let pad = json!([Server::pad(&view)]);
    let mut asked = Vec::new();
    for update in updates(300) {
        asked.push(client.tell("edit", pad.clone(), &[update]).await);
    }
    let mut last = 0;
    for id in asked {
        let answer: Value = client.ack(id).await.unwrap();
        let seq = answer["seq"].as_u64();
        let seq = seq.unwrap_or_else(|| panic!("refused: {answer}"));
        assert!(seq >= last, "out of order");
        last = seq;
    }
}
