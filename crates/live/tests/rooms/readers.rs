//! Who may read a pad changes: nobody is left with half of it.

use crate::stage::{
    Play, Stage,
    browser::{Browser, Coming},
};
use codevlive_domain::room::{
    command::Command, entry::Seq, pad::PadKind, person::Role, view::RoomView,
};
use codevlive_live::{outlet::Outgoing, rooms::Rooms};

/// Asha hosts, and Chidi is an interviewer, who has the notes.
async fn two_with_notes(stage: &Stage, node: &Rooms, play: &Play) -> (Browser, Browser) {
    let (host, second) = stage.interview(node, play).await;
    becomes(&host, &second, Role::Interviewer)
        .comes()
        .await
        .unwrap();
    second.ear.view_where("the notes", has_notes).await;
    second.syncs(play.notes).await.unwrap();
    (host, second)
}

fn becomes(host: &Browser, other: &Browser, role: Role) -> Coming<Seq> {
    let person = other.identity.id;
    host.sends(Command::SetRole { person, role })
}

fn has_notes(view: &RoomView) -> bool {
    view.pads.iter().any(|pad| pad.kind == PadKind::Notes)
}

#[tokio::test]
async fn who_may_not_read_a_pad_for_a_moment_has_what_came_in_it() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (host, second) = two_with_notes(&stage, &node, &play).await;
    let before = second.ear.heard().len();
    // On one thread, the room takes all of it in one turn, and shows only what came of it.
    let first = becomes(&host, &second, Role::Observer);
    let typed = host.sends_edit(play.notes, host.typing(play.notes, 0, "unseen"));
    let then = becomes(&host, &second, Role::Interviewer);
    first.comes().await.unwrap();
    typed.comes().await.unwrap();
    then.comes().await.unwrap();
    second.reads(play.notes, "unseen").await;
    let heard = second.ear.heard_after(before);
    let is_view = |message: &Outgoing| matches!(message, Outgoing::View { .. });
    assert!(
        !heard.iter().any(is_view),
        "the notes never went: {heard:?}"
    );
}

#[tokio::test]
async fn who_saw_a_pad_go_is_sent_nothing_of_it_but_what_they_ask_for() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (host, second) = two_with_notes(&stage, &node, &play).await;
    let before = second.ear.heard().len();
    let first = becomes(&host, &second, Role::Observer);
    host.types(play.notes, 0, "unseen").await.unwrap();
    first.comes().await.unwrap();
    let gone = |view: &RoomView| !has_notes(view);
    second.ear.view_where("the notes gone", gone).await;
    becomes(&host, &second, Role::Interviewer)
        .comes()
        .await
        .unwrap();
    second.ear.view_where("the notes", has_notes).await;
    second.forgets(play.notes);
    second.syncs(play.notes).await.unwrap();
    assert_eq!(second.text(play.notes), "unseen");
    let heard = second.ear.heard_after(before);
    let is_edit = |message: &Outgoing| matches!(message, Outgoing::Edit { .. });
    assert!(!heard.iter().any(is_edit), "{heard:?}");
}
