//! A person is erased from a room that is open.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use codevlive_domain::{
    id::PersonId,
    room::{erasure::Erasure, event::Event},
};
use codevlive_live::{
    blank,
    outlet::{CloseReason, Outgoing},
    rooms::{ConnectError, Rooms},
};
use codevlive_store::documents::room::RoomSummary;
use yrs::{Doc, Map, ReadTxn, StateVector, Transact};

use crate::stage::{Play, Stage, browser::Browser};

async fn erase(stage: &Stage, play: &Play, person: PersonId) {
    let mut erasure = Erasure::of(person);
    let log = stage.log(play.id).await;
    for entry in &log {
        erasure.look_at(entry);
    }
    let rest = Arc::new(move |entry: &_| erasure.rest(entry, blank));
    let erased = stage.store.log.erase(play.id, rest).await.unwrap();
    assert!(erased > 0);
}

/// What a client writes that puts words where names are.
fn of_another_make(name: &str) -> Bytes {
    let doc = Doc::with_client_id(7_777);
    let (elements, own) = (
        doc.get_or_insert_map("elements"),
        doc.get_or_insert_map(name),
    );
    elements.insert(&mut doc.transact_mut(), name, 1);
    own.insert(&mut doc.transact_mut(), name, 1);
    let all = StateVector::default();
    doc.transact().encode_state_as_update_v1(&all).into()
}

/// Waits until it is told to come again.
async fn is_sent_away(browser: &Browser) {
    browser.ear.until_closed().await;
    let last = browser.ear.heard().pop();
    assert!(
        matches!(last, Some(Outgoing::Closed(CloseReason::Draining))),
        "{last:?}"
    );
}

/// The host, as soon as the room that was closed has gone: until then a browser is told to try later.
async fn comes_again(stage: &Stage, node: &Rooms, play: &Play) -> Browser {
    loop {
        match stage.tries(node, play.id, &play.host, None).await {
            Ok(browser) => return browser,
            Err(ConnectError::TryLater) => tokio::time::sleep(Duration::from_millis(10)).await,
            Err(error) => panic!("{error}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_holds_what_was_erased_reads_it_again_and_keeps_nothing_of_it() {
    let stage = Stage::new();
    let (one, other) = (stage.node(), stage.node());
    let play = stage.room(&one).await;
    let (host, candidate) = stage.interview(&one, &play).await;
    let second = stage.comes(&other, &play, &play.host).await;
    candidate
        .types(play.code, 0, "Chidi's words")
        .await
        .unwrap();
    let called = of_another_make("Chidi's name for it");
    candidate
        .sends_edit(play.code, called)
        .comes()
        .await
        .unwrap();
    candidate.says("Chidi's line").await.unwrap();
    host.says("Asha's line").await.unwrap();
    host.reads(play.code, "Chidi's words").await;
    let had = host.typing(play.code, 8, "and Asha's ");
    host.sends_edit(play.code, had.clone())
        .comes()
        .await
        .unwrap();
    second.reads(play.code, "Chidi's and Asha's words").await;

    erase(&stage, &play, candidate.identity.id).await;
    for browser in [&host, &second] {
        is_sent_away(browser).await;
    }

    let back = comes_again(&stage, &one, &play).await;
    let name = candidate.identity.name.clone();
    let person = candidate.identity.id;
    let known = |view: &codevlive_domain::room::view::RoomView| {
        view.people
            .iter()
            .find(|it| it.id == person)
            .map(|it| it.name.clone())
    };
    let view = back
        .ear
        .view_where("who is there", |view| known(view).is_some())
        .await;
    assert_eq!(
        (known(&view).unwrap(), name.as_str()),
        (String::new(), "Chidi")
    );
    // A tab that has the words brings nothing back.
    assert_eq!(host.text(play.code), "Chidi's and Asha's words");
    back.sends_edit(play.code, had).comes().await.unwrap();
    back.syncs(play.code).await.unwrap();
    assert_eq!(back.text(play.code), "");
    back.types(play.code, 0, "new").await.unwrap();
    let elsewhere = comes_again(&stage, &other, &play).await;
    elsewhere.syncs(play.code).await.unwrap();
    assert_eq!(elsewhere.text(play.code), "new");
    assert_eq!(said_in(&one, &play).await, ["", "Asha's line"]);

    // Nor do the nodes, when they let the room go.
    one.drain().await;
    other.drain().await;
    nothing_is_kept(&stage, &play).await;
}

/// What the timeline says that people said.
async fn said_in(node: &Rooms, play: &Play) -> Vec<String> {
    let timeline = node.timeline(play.id, play.host.id, 0, 100).await.unwrap();
    let said = timeline
        .unwrap()
        .into_iter()
        .filter_map(|entry| match entry.event {
            Event::Said { text, .. } => Some(text),
            _ => None,
        });
    said.collect()
}

/// Neither the log, nor what is kept besides, says anything of Chidi.
async fn nothing_is_kept(stage: &Stage, play: &Play) {
    let kept = stage.store.log.checkpoint(play.id).await.unwrap().unwrap();
    let log = stage.log(play.id).await;
    let bodies = log
        .iter()
        .map(|entry| entry.body.encode())
        .chain([kept.body]);
    for body in bodies {
        let text = String::from_utf8_lossy(&body).into_owned();
        assert!(
            !text.contains("Chidi") && !text.contains("and Asha's"),
            "{text}"
        );
    }
    let rooms =
        codevlive_store::document::Collection::<RoomSummary>::new(stage.store.documents.clone());
    let summary = rooms
        .get(&play.id.to_string())
        .await
        .unwrap()
        .unwrap()
        .value;
    let members: Vec<_> = summary.members.iter().map(|member| member.person).collect();
    assert_eq!((members, summary.others), (vec![play.host.id], vec![]));
    // By that it is known to be whole, though the last entry is an edit.
    assert_eq!(summary.seq, log.len() as u64);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_open_room_is_not_read_again_for_an_erasure_it_has_read() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (host, candidate) = stage.interview(&node, &play).await;
    candidate.says("Chidi's line").await.unwrap();
    erase(&stage, &play, candidate.identity.id).await;
    is_sent_away(&host).await;
    let back = comes_again(&stage, &node, &play).await;
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    assert!(!back.ear.is_closed());
}

/// As a job removes it: the log goes, and no node is told.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_open_room_that_a_job_removed_is_closed_on_a_node_alone() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (host, candidate) = stage.interview(&node, &play).await;
    candidate.types(play.code, 0, "words").await.unwrap();
    stage.store.log.delete(play.id).await.unwrap();
    for browser in [&host, &candidate] {
        browser.ear.until_closed().await;
        let last = browser.ear.heard().pop();
        assert!(
            matches!(last, Some(Outgoing::Closed(CloseReason::Ended))),
            "{last:?}"
        );
    }
    while node.stats().rooms > 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let again = stage.tries(&node, play.id, &play.host, None).await;
    assert_eq!(again.err(), Some(ConnectError::UnknownRoom));
}
