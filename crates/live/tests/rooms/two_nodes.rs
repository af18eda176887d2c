//! Two nodes on one store and one bus: one order, one outcome.

use std::{sync::atomic::Ordering, time::Duration};

use crate::stage::{Stage, browser::code};
use codevlive_domain::{
    id::SessionId,
    room::{
        command::{ChatScope, Command},
        entry::Body,
        event::Event,
        person::{Role, Standing},
        refusal::RefusalCode::{AlreadyDecided, Locked, UnknownPerson},
    },
};
use codevlive_live::{
    bus::{SignOut, local::LocalBus},
    outlet::{CloseReason, Outgoing},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_interviewers_admit_the_same_knock_and_one_is_told_who_was_faster() {
    let stage = Stage::new();
    let (one, other) = (stage.node(), stage.node());
    for _ in 0..20 {
        let play = stage.room(&one).await;
        let host = stage.comes(&one, &play, &play.host).await;
        let second = stage.comes(&other, &play, &stage.person("Bo")).await;
        second.knocks().await.unwrap();
        host.admits(&second).await.unwrap();
        let role = codevlive_domain::room::person::Role::Interviewer;
        host.does(Command::SetRole {
            person: second.identity.id,
            role,
        })
        .await
        .unwrap();
        second
            .ear
            .view_where("interviewer", |view| view.me.role == role)
            .await;
        let candidate = stage.comes(&other, &play, &stage.person("Chidi")).await;
        candidate.knocks().await.unwrap();
        host.ear
            .view_where("the knock", |view| view.knocks.len() == 1)
            .await;
        let (first, then) = tokio::join!(host.admits(&candidate), second.admits(&candidate));
        let (won, lost, winner) = match (first, then) {
            (Ok(won), Err(lost)) => (won, lost, "Asha"),
            (Err(lost), Ok(won)) => (won, lost, "Bo"),
            both => panic!("one outcome, not {both:?}"),
        };
        assert_eq!(lost.code, AlreadyDecided);
        assert_eq!(lost.detail, format!("already admitted by {winner}"));
        let chidi = candidate.identity.id;
        let admissions = |entry: &&codevlive_domain::room::entry::Entry| matches!(&entry.body, Body::Event { event: Event::Admitted { person, .. }, .. } if *person == chidi);
        let log = stage.log(play.id).await;
        assert_eq!(
            log.iter()
                .filter(admissions)
                .map(|entry| entry.seq)
                .collect::<Vec<_>>(),
            [won]
        );
        candidate
            .ear
            .view_where("inside", |view| view.me.state == Standing::Inside)
            .await;
    }
}

#[tokio::test]
async fn the_log_is_looked_at_once_for_all_who_ask_at_the_same_time() {
    let stage = Stage::new();
    let (one, other) = (stage.node(), stage.node());
    let play = stage.room(&one).await;
    let (_, candidate) = stage.interview(&one, &play).await;
    let elsewhere = stage.comes(&other, &play, &play.host).await;
    let looks = || stage.faults.looks.load(Ordering::SeqCst);
    let reject = || {
        elsewhere.sends(Command::Reject {
            person: candidate.identity.id,
            reason: None,
        })
    };
    let before = looks();
    let late: Vec<_> = (0..20).map(|_| reject()).collect();
    for answer in late {
        assert_eq!(code(answer.comes().await), AlreadyDecided);
    }
    assert_eq!(looks(), before + 1);
    // Something may have been decided before these were asked.
    for again in 2..5 {
        assert_eq!(code(reject().comes().await), AlreadyDecided);
        assert_eq!(looks(), before + again);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn they_type_on_two_nodes_and_have_the_same_text() {
    let stage = Stage::new();
    let (one, other) = (stage.node(), stage.node());
    let play = stage.room(&one).await;
    let host = stage.comes(&one, &play, &play.host).await;
    let candidate = stage.candidate(&other, &play, &host, "Chidi").await;
    host.ear
        .view_where("both", |view| {
            view.people.iter().filter(|p| p.online).count() == 2
        })
        .await;
    let mut saved = Vec::new();
    for _ in 0..200 {
        saved.push(host.sends_edit(play.code, host.typing(play.code, 0, "h")));
        saved.push(candidate.sends_edit(play.code, candidate.typing(play.code, 0, "c")));
        tokio::task::yield_now().await;
    }
    for saved in saved {
        saved.comes().await.unwrap();
    }
    let late = stage.candidate(&one, &play, &host, "Dara").await;
    late.syncs(play.code).await.unwrap();
    let text = late.text(play.code);
    assert_eq!(
        (text.matches('h').count(), text.matches('c').count()),
        (200, 200)
    );
    host.reads(play.code, &text).await;
    candidate.reads(play.code, &text).await;
    let log = stage.log(play.id).await;
    assert!(
        log.windows(2).all(|two| two[1].follows(&two[0].hash)),
        "one chain"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_edit_lands_behind_a_lock() {
    let stage = Stage::new();
    let (one, other) = (stage.node(), stage.node());
    let play = stage.room(&one).await;
    let host = stage.comes(&one, &play, &play.host).await;
    let candidate = stage.candidate(&other, &play, &host, "Chidi").await;
    let mut refused = 0;
    for _ in 0..30 {
        candidate.syncs(play.code).await.unwrap();
        let edits: Vec<_> = (0..20)
            .map(|_| candidate.sends_edit(play.code, candidate.typing(play.code, 0, "x")))
            .collect();
        host.does(Command::Lock { pad: play.code }).await.unwrap();
        for edit in edits {
            if let Err(refusal) = edit.comes().await {
                assert!(matches!(
                    refusal.code,
                    Locked | codevlive_domain::room::refusal::RefusalCode::OutOfSync
                ));
                refused += 1;
            }
        }
        let log = stage.log(play.id).await;
        let is_lock = |body: &Body| {
            matches!(
                body,
                Body::Event {
                    event: Event::EditingLocked { .. },
                    ..
                }
            )
        };
        let lock = log.iter().rposition(|entry| is_lock(&entry.body)).unwrap();
        let behind = log[lock..]
            .iter()
            .filter(|entry| matches!(entry.body, Body::Edits { .. }));
        assert_eq!(behind.count(), 0);
        host.does(Command::Unlock { pad: play.code }).await.unwrap();
        // What was refused is in no document.
        let late = stage.comes(&other, &play, &play.host).await;
        late.syncs(play.code).await.unwrap();
        let logged = log
            .iter()
            .filter(|entry| matches!(entry.body, Body::Edits { .. }))
            .count();
        assert!(late.text(play.code).len() >= logged);
        late.leaves();
        let client = stage.comes(&one, &play, &play.host).await;
        client.syncs(play.code).await.unwrap();
        candidate.forgets(play.code);
    }
    assert!(refused > 0, "some were too late, or this tests nothing");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_bus_loses_is_read_from_the_log() {
    let mut stage = Stage::new();
    // A bus each: nothing comes over.
    let one = stage.node();
    let play = stage.room(&one).await;
    stage.bus = codevlive_live::bus::local::LocalBus::default();
    let other = stage.node();
    let host = stage.comes(&one, &play, &play.host).await;
    let apart = stage.comes(&other, &play, &play.host).await;
    host.types(play.notes, 0, "one").await.unwrap();
    // The next append of the other finds it.
    apart.types(play.notes, 0, "two").await.unwrap();
    assert_eq!(apart.text(play.notes).len(), 6);
    host.says("hello").await.unwrap();
    apart.says("who is there?").await.unwrap();
    apart
        .hears(
            "hello",
            |event| matches!(event, Event::Said { text, .. } if text == "hello"),
        )
        .await;
    // What was said here came second to an edit there, and found it.
    let third = stage.comes(&one, &play, &play.host).await;
    third.syncs(play.notes).await.unwrap();
    assert_eq!(third.text(play.notes), apart.text(play.notes));
}

#[tokio::test]
async fn a_command_sent_again_by_another_node_gets_the_first_answer() {
    let mut stage = Stage::new();
    let one = stage.node();
    let play = stage.room(&one).await;
    stage.bus = codevlive_live::bus::local::LocalBus::default();
    let other = stage.node();
    let before = stage.comes(&one, &play, &play.host).await;
    let after = stage.comes(&other, &play, &play.host).await;
    let say = Command::Say {
        text: "once".to_owned(),
        to: ChatScope::All,
    };
    let first = before.sends_as("say-1", say.clone()).comes().await;
    // The other node has not heard of it, and finds it when it appends.
    assert_eq!(after.sends_as("say-1", say).comes().await, first);
    let log = stage.log(play.id).await;
    let said = |entry: &&codevlive_domain::room::entry::Entry| {
        matches!(
            &entry.body,
            Body::Event {
                event: Event::Said { .. },
                ..
            }
        )
    };
    assert_eq!(log.iter().filter(said).count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn presence_cursors_and_calls_go_between_nodes() {
    let stage = Stage::new();
    let (one, other) = (stage.node(), stage.node());
    let play = stage.room(&one).await;
    let host = stage.comes(&one, &play, &play.host).await;
    let candidate = stage.candidate(&other, &play, &host, "Chidi").await;
    let online = |view: &codevlive_domain::room::view::RoomView, count| {
        view.people.iter().filter(|person| person.online).count() == count
    };
    host.ear
        .view_where("both online", |view| online(view, 2))
        .await;
    candidate
        .ear
        .view_where("both online", |view| online(view, 2))
        .await;

    candidate.points(play.code, 1, r#"{"cursor":{"anchor":1}}"#);
    let cursor = host.sees_cursor(play.code, 1).await;
    assert!(cursor.contains(r#""name":"Chidi""#), "{cursor}");
    let offer = serde_json::json!({"sdp": "offer"});
    candidate
        .calls(host.connection.id(), offer.clone())
        .await
        .unwrap();
    let heard = host.ear.until("a call", |heard| {
        heard.iter().find_map(|message| match message {
            Outgoing::Rtc { from, data } => Some((*from, data.clone())),
            _ => None,
        })
    });
    assert_eq!(
        heard.await,
        (candidate.connection.id(), offer.clone().into())
    );
    let nowhere = codevlive_domain::id::ConnectionId(play.id.0);
    assert_eq!(code(candidate.calls(nowhere, offer).await), UnknownPerson);

    candidate.leaves();
    host.ear
        .view_where("one online", |view| online(view, 1))
        .await;
    let cursor = host.sees_cursor(play.code, 1).await;
    assert_eq!(cursor, "null", "the cursor goes with its connection");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_out_closes_sockets_on_all_nodes() {
    let stage = Stage::new();
    let (one, other) = (stage.node(), stage.node());
    let play = stage.room(&one).await;
    let here = stage.comes(&one, &play, &play.host).await;
    let there = stage.comes(&other, &play, &play.host).await;
    let bystander = stage.comes(&other, &play, &stage.person("Ola")).await;
    one.sign_out(SignOut::Session(SessionId(play.host.id.0)));
    for gone in [here, there] {
        gone.ear.until_closed().await;
        let said = matches!(
            gone.ear.heard().last(),
            Some(Outgoing::Closed(CloseReason::SignedOut))
        );
        assert!(said);
    }
    one.sign_out(SignOut::Person(bystander.identity.id));
    bystander.ear.until_closed().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_a_node_drains_the_people_are_back_on_another() {
    let stage = Stage::new();
    let (one, other) = (stage.node(), stage.node());
    let play = stage.room(&one).await;
    let (host, candidate) = stage.interview(&one, &play).await;
    let saved = candidate.sends_edit(play.code, candidate.typing(play.code, 0, "last words"));
    one.drain().await;
    saved.comes().await.unwrap();
    for gone in [&host, &candidate] {
        gone.ear.until_closed().await;
        let said = matches!(
            gone.ear.heard().last(),
            Some(Outgoing::Closed(CloseReason::Draining))
        );
        assert!(said);
    }
    let refused = stage.tries(&one, play.id, &play.host, None).await;
    assert_eq!(
        refused.err(),
        Some(codevlive_live::rooms::ConnectError::TryLater)
    );
    let back = stage.comes(&other, &play, &candidate.identity).await;
    back.syncs(play.code).await.unwrap();
    assert_eq!(back.text(play.code), "last words");
    let checkpoint = stage.store.log.checkpoint(play.id).await.unwrap().unwrap();
    assert_eq!(checkpoint.seq, stage.log(play.id).await.len() as u64);
    assert_eq!(one.stats().rooms, 0);
    assert_eq!(one.stats().connections, 0);
    tokio::time::timeout(Duration::from_secs(5), other.drain())
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_room_deleted_on_one_node_goes_from_the_other() {
    let stage = Stage::new();
    let (one, other) = (stage.node(), stage.node());
    let play = stage.room(&one).await;
    let there = stage.comes(&other, &play, &play.host).await;
    assert!(one.delete(play.id).await.unwrap());
    there.ear.until_closed().await;
    assert!(stage.log(play.id).await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_another_node_decided_is_known_to_who_asks_how_things_are() {
    let mut stage = Stage::new();
    stage.bus = LocalBus::on_shared_store();
    let one = stage.node();
    // Each hears nobody, and compares heads every two seconds.
    stage.bus = LocalBus::on_shared_store();
    let other = stage.node();
    let play = stage.room(&one).await;
    let (host, candidate) = stage.interview(&one, &play).await;
    let person = candidate.identity.id;
    // The room is open there, too.
    let _there = stage.comes(&other, &play, &play.host).await;
    for role in [Role::Interviewer, Role::Observer, Role::Host] {
        host.does(Command::SetRole { person, role }).await.unwrap();
        let known = other.state(play.id).await.unwrap().unwrap();
        assert_eq!(known.role(person), role);
    }
    let reason = None;
    host.does(Command::Remove { person, reason }).await.unwrap();
    let known = other.state(play.id).await.unwrap().unwrap();
    assert!(!known.is_inside(person));
    let seen = other.timeline(play.id, play.host.id, 0, 100).await.unwrap();
    let last = seen.unwrap().pop().unwrap();
    assert!(matches!(last.event, Event::Removed { .. }), "{last:?}");
}
