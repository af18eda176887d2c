//! Focus time: what candidates type meanwhile reaches the others once it is over, all of it, also those
//! who came while it was on.

use std::time::Duration;

use codevlive_domain::room::{command::Command, refusal::RefusalCode::Locked};
use codevlive_live::outlet::Outgoing;

use crate::stage::{
    Play, Stage,
    browser::{Browser, code},
};

/// The candidate types on both sides of its beginning.
async fn focus_begins(host: &Browser, candidate: &Browser, play: &Play) {
    candidate.types(play.code, 0, "before ").await.unwrap();
    let minutes = 5;
    host.does(Command::StartFocusTime { minutes })
        .await
        .unwrap();
    candidate.types(play.code, 7, "during1 ").await.unwrap();
}

#[tokio::test]
async fn who_comes_during_focus_time_gets_all_of_it_at_its_end() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (host, candidate) = stage.interview(&node, &play).await;
    focus_begins(&host, &candidate, &play).await;
    // One who reloads, one who syncs again, and nobody types after them.
    let reloaded = stage.comes(&node, &play, &play.host).await;
    reloaded.syncs(play.code).await.unwrap();
    host.syncs(play.code).await.unwrap();
    assert_eq!(reloaded.text(play.code), "before ");
    assert_eq!(host.text(play.code), "before ");
    assert_eq!(
        code(host.types(play.code, 0, "no").await),
        Locked,
        "code pads freeze for all but candidates"
    );
    host.forgets(play.code);
    host.does(Command::EndFocusTime).await.unwrap();
    reloaded.reads(play.code, "before during1 ").await;
    host.syncs(play.code).await.unwrap();
    assert_eq!(host.text(play.code), "before during1 ");
}

#[tokio::test]
async fn what_was_typed_on_both_sides_of_an_arrival_comes_as_one_update() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (host, candidate) = stage.interview(&node, &play).await;
    focus_begins(&host, &candidate, &play).await;
    let late = stage.comes(&node, &play, &play.host).await;
    late.syncs(play.code).await.unwrap();
    candidate.types(play.code, 15, "during2").await.unwrap();
    assert_eq!(edits(&late), 0, "nothing comes while it is on");
    // Its time runs out, and the room notices by itself.
    stage.clock.advance(Duration::from_secs(301));
    candidate.knocks().await.unwrap();
    late.reads(play.code, "before during1 during2").await;
    assert_eq!(edits(&late), 1);
}

fn edits(browser: &Browser) -> usize {
    let heard = browser.ear.heard();
    heard
        .iter()
        .filter(|message| matches!(message, Outgoing::Edit { .. }))
        .count()
}
