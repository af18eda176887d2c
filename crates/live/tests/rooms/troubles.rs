//! A store that fails, entries that can't be read, and clients that don't listen.

use std::{sync::atomic::Ordering::SeqCst, time::Duration};

use codevlive_domain::room::{
    command::Command,
    entry::{Body, Entry},
    event::Event,
    person::Actor,
    refusal::RefusalCode::TryLater,
    state::RoomStatus,
};
use codevlive_live::{outlet::Outgoing, rooms::ConnectError};

use crate::stage::{Play, Stage, browser::code};

/// Long enough for a room without connections to be gone from memory.
async fn unloaded(stage: &Stage) {
    tokio::time::sleep(stage.settings.left_after + stage.settings.unload_after * 3).await;
}

/// Appends what no version of this program has written, behind the head of a room that is not open.
async fn damage(stage: &Stage, play: &Play) -> u64 {
    let log = stage.log(play.id).await;
    let last = log.last().unwrap();
    let body = Body::Unreadable(b"\x01{\"type\":\"of a newer version\"}".as_slice().into());
    let entry = Entry::seal(&last.hash, last.seq + 1, last.at, Actor::System, body);
    let seq = entry.seq;
    let durable = stage.store.log.append(play.id, vec![entry]).await.unwrap();
    durable.await.unwrap();
    seq
}

#[tokio::test]
async fn an_entry_that_cannot_be_read_never_blocks_the_room() {
    let stage = Stage::new();
    let play = stage.room(&stage.node()).await;
    let seq = damage(&stage, &play).await;
    let host = stage.comes(&stage.node(), &play, &play.host).await;
    assert_eq!(host.types(play.code, 0, "on").await, Ok(seq + 1));
    // Nor when it is read again.
    let again = stage.comes(&stage.node(), &play, &play.host).await;
    again.syncs(play.code).await.unwrap();
    assert_eq!(again.text(play.code), "on");
}

#[tokio::test]
async fn what_the_store_does_not_take_nobody_sees_and_nothing_is_called_saved() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (host, candidate) = stage.interview(&node, &play).await;
    stage.faults.appends.store(true, SeqCst);
    let update = candidate.typing(play.code, 0, "lost?");
    let answer = candidate
        .sends_edit(play.code, update.clone())
        .comes()
        .await;
    assert_eq!(code(answer), TryLater);
    assert_eq!(code(candidate.says("lost?").await), TryLater);
    assert_eq!(host.text(play.code), "");
    stage.faults.appends.store(false, SeqCst);
    // The browser sends again what was not acknowledged; there is a pause after a failure.
    let saved = loop {
        match candidate
            .sends_edit(play.code, update.clone())
            .comes()
            .await
        {
            Err(refusal) if refusal.code == TryLater => {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            answer => break answer,
        }
    };
    saved.unwrap();
    host.reads(play.code, "lost?").await;
}

#[tokio::test]
async fn a_decision_that_is_not_durable_is_not_shown() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (host, candidate) = stage.interview(&node, &play).await;
    stage.faults.syncs.store(true, SeqCst);
    assert_eq!(code(host.does(Command::Start).await), TryLater);
    let started = |message: &Outgoing| matches!(message, Outgoing::Entry(entry) if entry.event == Event::Started);
    assert!(!candidate.ear.heard().iter().any(started));
    // Nor when an append finds it in the log, where it is all the same.
    assert_eq!(code(candidate.types(play.code, 0, "?").await), TryLater);
    assert!(!candidate.ear.heard().iter().any(started));
    let host = stage.comes(&node, &play, &play.host).await;
    assert_eq!(host.ear.view().unwrap().room.status, RoomStatus::Scheduled);
}

#[tokio::test]
async fn nor_is_it_shown_when_the_room_is_opened_anew() {
    let stage = Stage::new();
    let play = stage.room(&stage.node()).await;
    let node = stage.node();
    let guest = stage.person("Gus");
    let knocking = stage.comes(&node, &play, &guest).await;
    stage.faults.syncs.store(true, SeqCst);
    assert_eq!(code(knocking.knocks().await), TryLater);
    assert_eq!(
        stage.log(play.id).await.last().unwrap().actor,
        Actor::Person(guest.id)
    );
    knocking.leaves();
    let gone = async {
        while node.stats().rooms > 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let gone = tokio::time::timeout(Duration::from_secs(10), gone).await;
    gone.expect("it is unloaded");
    let room = node.state(play.id).await.unwrap().unwrap();
    assert!(room.person(guest.id).is_none());
    let host = stage.comes(&node, &play, &play.host).await;
    assert!(host.ear.view().unwrap().knocks.is_empty());
}

#[tokio::test]
async fn a_room_that_cannot_be_read_is_refused_and_opened_once_it_can() {
    let stage = Stage::new();
    let play = stage.room(&stage.node()).await;
    let node = stage.node();
    stage.faults.reads.store(true, SeqCst);
    let refused = stage.tries(&node, play.id, &play.host, None).await;
    assert_eq!(refused.err(), Some(ConnectError::TryLater));
    stage.faults.reads.store(false, SeqCst);
    stage.tries(&node, play.id, &play.host, None).await.unwrap();
}

#[tokio::test]
async fn a_room_all_have_left_sleeps_while_the_store_is_away() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (host, candidate) = stage.interview(&node, &play).await;
    stage.faults.appends.store(true, SeqCst);
    let tries = stage.faults.refused.load(SeqCst);
    let looks = stage.clock.looks.load(SeqCst);
    host.leaves();
    candidate.leaves();
    tokio::time::sleep(Duration::from_millis(1500)).await;
    let tries = stage.faults.refused.load(SeqCst) - tries;
    assert!((1..20).contains(&tries), "{tries} tries in 1.5 s");
    let looks = stage.clock.looks.load(SeqCst) - looks;
    assert!(
        looks < 1_000,
        "it looked at the clock {looks} times in 1.5 s"
    );
}

#[tokio::test]
async fn who_does_not_listen_gets_one_update_for_all_they_missed() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (host, candidate) = stage.interview(&node, &play).await;
    host.ear.pause();
    let before = host.ear.heard().len();
    for at in 0..50 {
        candidate.types(play.code, at, "x").await.unwrap();
    }
    candidate.says("are you there?").await.unwrap();
    assert!(host.ear.refused() > 0);
    assert_eq!(host.ear.heard().len(), before);
    host.ear.resume();
    host.reads(play.code, &"x".repeat(50)).await;
    let said = |event: &Event| matches!(event, Event::Said { .. });
    host.hears("what was said", said).await;
    let edits = |message: &&Outgoing| matches!(message, Outgoing::Edit { .. });
    assert_eq!(host.ear.heard().iter().filter(edits).count(), 1);
}

#[tokio::test]
async fn who_missed_something_gets_it_also_after_an_edit_that_failed() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (host, candidate) = stage.interview(&node, &play).await;
    host.ear.pause();
    candidate.types(play.code, 0, "saved").await.unwrap();
    stage.faults.appends.store(true, SeqCst);
    let failed = candidate.types(play.code, 5, ", lost").await;
    assert_eq!(code(failed), TryLater);
    stage.faults.appends.store(false, SeqCst);
    // Nobody types or asks any more.
    candidate.leaves();
    host.ear.resume();
    host.reads(play.code, "saved").await;
    assert!(!host.ear.is_closed());
}

#[tokio::test]
async fn a_room_is_unloaded_and_comes_back_from_its_checkpoint() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (host, candidate) = stage.interview(&node, &play).await;
    for at in 0..20 {
        candidate.types(play.code, at, "x").await.unwrap();
    }
    host.leaves();
    candidate.leaves();
    unloaded(&stage).await;
    let read = stage.faults.entries_read.load(SeqCst);
    let host = stage.comes(&node, &play, &play.host).await;
    host.syncs(play.code).await.unwrap();
    assert_eq!(host.text(play.code), "x".repeat(20));
    let read = stage.faults.entries_read.load(SeqCst) - read;
    assert!(read < 5, "{read} entries were read behind a checkpoint");
}
