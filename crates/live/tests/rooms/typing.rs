//! Edits: everyone has them, they are in the log first, and what is no good is the sender's matter only.

use crate::stage::{Stage, browser::code};
use bytes::Bytes;
use codevlive_domain::room::{
    command::Command,
    entry::Body,
    person::Actor,
    refusal::RefusalCode::{Forbidden, Invalid, Locked, NotInside, OutOfSync, RoomEnded, TooLarge},
};
use codevlive_live::outlet::Outgoing;

#[tokio::test]
async fn two_type_at_once_and_have_the_same_text() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (host, candidate) = stage.interview(&node, &play).await;
    let mut saved = Vec::new();
    for at in 0..50 {
        saved.push(host.sends_edit(play.code, host.typing(play.code, 0, "h")));
        saved.push(candidate.sends_edit(play.code, candidate.typing(play.code, at, "c")));
    }
    let mut seqs = Vec::new();
    for saved in saved {
        seqs.push(saved.comes().await.unwrap());
    }
    // A third, who comes later, has what the log has.
    let late = stage.candidate(&node, &play, &host, "Dara").await;
    late.syncs(play.code).await.unwrap();
    let text = late.text(play.code);
    assert_eq!(text.matches('h').count(), 50);
    assert_eq!(text.matches('c').count(), 50);
    host.reads(play.code, &text).await;
    candidate.reads(play.code, &text).await;
    let log = stage.log(play.id).await;
    let seqs_of_log: Vec<_> = log.iter().map(|entry| entry.seq).collect();
    assert_eq!(seqs_of_log, (1..=log.len() as u64).collect::<Vec<_>>());
    for seq in seqs {
        let entry = &log[usize::try_from(seq).unwrap() - 1];
        assert!(
            matches!(entry.body, Body::Edits { .. }),
            "an ack names the entry"
        );
    }
}

#[tokio::test]
async fn what_one_types_in_a_burst_is_one_entry_and_comes_to_the_others_only() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (host, candidate) = stage.interview(&node, &play).await;
    // On one thread, the room gets to run when all of it waits.
    let burst: Vec<_> = (0..100)
        .map(|at| candidate.sends_edit(play.code, candidate.typing(play.code, at, "x")))
        .collect();
    let mut seqs = Vec::new();
    for saved in burst {
        seqs.push(saved.comes().await.unwrap());
    }
    host.reads(play.code, &"x".repeat(100)).await;
    seqs.dedup();
    assert_eq!(seqs.len(), 1, "one entry");
    let edits = |heard: &[Outgoing]| {
        heard
            .iter()
            .filter(|message| matches!(message, Outgoing::Edit { .. }))
            .count()
    };
    assert_eq!(edits(&host.ear.heard()), 1);
    assert_eq!(edits(&candidate.ear.heard()), 0, "the sender has it");
}

#[tokio::test]
async fn the_same_persons_other_tab_gets_their_edits() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let one = stage.comes(&node, &play, &play.host).await;
    let other = stage.comes(&node, &play, &play.host).await;
    one.types(play.notes, 0, "private").await.unwrap();
    other.reads(play.notes, "private").await;
    let actor = other
        .ear
        .heard()
        .into_iter()
        .find_map(|message| match message {
            Outgoing::Edit { actor, .. } => actor,
            _ => None,
        });
    assert_eq!(actor, Some(play.host.id));
}

#[tokio::test]
async fn what_is_no_good_is_refused_and_changes_nothing() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (host, candidate) = stage.interview(&node, &play).await;
    let first = candidate.typing(play.code, 0, "one");
    let second = candidate.typing(play.code, 3, "two");
    let before = stage.log(play.id).await.len();
    for (what, bytes) in [
        ("noise", &b"noise"[..]),
        ("nothing", &[]),
        (
            "a parent that is no type",
            &[1, 2, 5, 0, 4, 1, 1, b'r', 1, b'a', 4, 0, 5, 0, 1, b'b', 0],
        ),
    ] {
        let answer = candidate
            .sends_edit(play.code, Bytes::from_static(bytes))
            .comes()
            .await;
        assert_eq!(code(answer), Invalid, "{what}");
    }
    let too_early = candidate
        .sends_edit(play.code, second.clone())
        .comes()
        .await;
    assert_eq!(code(too_early), OutOfSync);
    let large = Bytes::from(vec![0; (1 << 20) + 1]);
    assert_eq!(
        code(candidate.sends_edit(play.code, large).comes().await),
        TooLarge
    );
    assert_eq!(
        stage.log(play.id).await.len(),
        before,
        "nothing of it is in the log"
    );

    // In order, both are good; and so is what comes from someone else in the same turn.
    let saved = candidate.sends_edit(play.code, first);
    let spoilt = candidate.sends_edit(play.code, Bytes::from_static(b"noise"));
    let hosts = host.sends_edit(play.code, host.typing(play.code, 0, "H"));
    let then = candidate.sends_edit(play.code, second);
    assert!(saved.comes().await.is_ok());
    assert_eq!(code(spoilt.comes().await), Invalid);
    assert!(hosts.comes().await.is_ok());
    assert!(then.comes().await.is_ok());
    candidate.reads(play.code, &candidate.text(play.code)).await;
    host.syncs(play.code).await.unwrap();
    assert_eq!(host.text(play.code).replace('H', ""), "onetwo");
}

#[tokio::test]
async fn an_update_that_breaks_the_document_takes_nobody_else_with_it() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (host, candidate) = stage.interview(&node, &play).await;
    host.types(play.code, 0, "before ").await.unwrap();
    // Client 5 writes "a" under the root, then claims a text whose parent is that "a".
    let breaks = Bytes::from_static(&[1, 2, 5, 0, 4, 1, 1, b'r', 1, b'a', 4, 0, 5, 0, 1, b'b', 0]);
    let good = host.sends_edit(play.code, host.typing(play.code, 7, "during "));
    let bad = candidate.sends_edit(play.code, breaks);
    let after = host.sends_edit(play.code, host.typing(play.code, 14, "after"));
    assert!(good.comes().await.is_ok());
    assert_eq!(code(bad.comes().await), Invalid);
    assert!(after.comes().await.is_ok());
    candidate.syncs(play.code).await.unwrap();
    assert_eq!(candidate.text(play.code), "before during after");
}

#[tokio::test]
async fn what_adds_nothing_is_acknowledged_and_not_logged() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (_host, candidate) = stage.interview(&node, &play).await;
    let typed = candidate.typing(play.code, 0, "once");
    let deleted = candidate.deleting(play.code, 1, 2);
    candidate
        .sends_edit(play.code, typed.clone())
        .comes()
        .await
        .unwrap();
    let seq = candidate
        .sends_edit(play.code, deleted.clone())
        .comes()
        .await
        .unwrap();
    for again in [typed, deleted, Bytes::from_static(&[0, 0])] {
        assert_eq!(
            candidate.sends_edit(play.code, again).comes().await,
            Ok(seq)
        );
    }
    assert_eq!(stage.log(play.id).await.len() as u64, seq);
}

#[tokio::test]
async fn a_yjs_client_id_belongs_to_its_first_user() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (host, candidate) = stage.interview(&node, &play).await;
    let first = candidate.typing(play.code, 0, "mine");
    let next = candidate.typing(play.code, 4, " too");
    candidate
        .sends_edit(play.code, first.clone())
        .comes()
        .await
        .unwrap();
    assert_eq!(
        code(host.sends_edit(play.code, next.clone()).comes().await),
        Invalid
    );
    assert!(
        host.sends_edit(play.code, first).comes().await.is_ok(),
        "known, so nothing new"
    );
    assert!(candidate.sends_edit(play.code, next).comes().await.is_ok());
    // In another pad, it may be another's.
    let elsewhere = host.typing(play.notes, 0, "n");
    assert!(host.sends_edit(play.notes, elsewhere).comes().await.is_ok());
}

#[tokio::test]
async fn roles_locks_and_the_end_decide_who_edits() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (host, candidate) = stage.interview(&node, &play).await;
    let outsider = stage.comes(&node, &play, &stage.person("Ola")).await;
    assert_eq!(code(outsider.types(play.code, 0, "x").await), NotInside);
    assert_eq!(code(candidate.types(play.notes, 0, "x").await), Forbidden);
    assert_eq!(code(candidate.asks(play.notes).await), Forbidden);
    assert_eq!(code(outsider.asks(play.code).await), NotInside);

    // A lock that waits in the queue before an edit counts for it.
    let locked = host.sends(Command::Lock { pad: play.code });
    let late = candidate.sends_edit(play.code, candidate.typing(play.code, 0, "late"));
    locked.comes().await.unwrap();
    assert_eq!(code(late.comes().await), Locked);
    assert!(host.types(play.code, 0, "host").await.is_ok());

    host.does(Command::End).await.unwrap();
    assert_eq!(code(host.types(play.code, 0, "x").await), RoomEnded);
    assert!(host.asks(play.code).await.is_ok());
    let by_people = |entry: &codevlive_domain::room::entry::Entry| entry.actor != Actor::System;
    assert!(stage.log(play.id).await.iter().all(by_people));
}
