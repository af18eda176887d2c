//! Commands: durable before visible, answered once, and told to those whom they concern.

use crate::stage::{Stage, browser::code};
use codevlive_domain::room::{
    command::{ChatScope, Command, ConsentTo},
    entry::Body,
    event::Event,
    pad::PadKind,
    person::{Actor, Role, Standing},
    refusal::RefusalCode::{AlreadyDecided, Forbidden, Invalid, NotInside},
    state::RoomStatus,
};
use codevlive_live::{
    outlet::{CloseReason, Outgoing},
    rooms::{ConnectError, RoomError},
};
use codevlive_store::{document::Collection, documents::room::RoomSummary};

fn was_closed(heard: &[Outgoing]) -> Option<CloseReason> {
    heard.iter().find_map(|message| match message {
        Outgoing::Closed(reason) => Some(*reason),
        _ => None,
    })
}

#[tokio::test]
async fn a_candidate_knocks_and_is_let_in() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let host = stage.comes(&node, &play, &play.host).await;
    let candidate = stage.comes(&node, &play, &stage.person("Chidi")).await;
    let outside = candidate.ear.view().unwrap();
    assert_eq!(outside.me.state, Standing::Outside);
    assert_eq!(outside.room.host_name, "Asha");
    assert!(outside.people.is_empty() && outside.pads.is_empty());

    candidate.knocks().await.unwrap();
    let knocks = host
        .ear
        .view_where("the knock", |view| view.knocks.len() == 1)
        .await;
    assert_eq!(knocks.knocks[0].name, "Chidi");
    let admitted = host.admits(&candidate).await.unwrap();
    candidate
        .ear
        .view_where("inside", |view| view.me.state == Standing::Inside)
        .await;
    let heard = candidate
        .hears("admitted", |event| matches!(event, Event::Admitted { .. }))
        .await;
    assert_eq!(heard, admitted);
    let view = host
        .ear
        .view_where("two people", |view| view.people.len() == 2)
        .await;
    assert!(view.knocks.is_empty());
    assert!(
        view.people
            .iter()
            .all(|person| person.online && person.connections.len() == 1)
    );
}

#[tokio::test]
async fn an_accepted_command_sent_again_gets_the_first_answer() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (host, candidate) = stage.interview(&node, &play).await;
    let lock = Command::Lock { pad: play.code };
    let unlock = Command::Unlock { pad: play.code };
    let first = host.sends_as("1", lock.clone()).comes().await.unwrap();
    let head = host.does(unlock.clone()).await.unwrap();
    assert_eq!(host.sends_as("1", lock.clone()).comes().await, Ok(first));
    assert_eq!(stage.log(play.id).await.len() as u64, head);

    // It led to nothing, as the pad is unlocked; and leads to nothing later, when it would.
    let quiet = host.sends_as("2", unlock.clone()).comes().await.unwrap();
    host.does(lock).await.unwrap();
    assert_eq!(host.sends_as("2", unlock.clone()).comes().await, Ok(quiet));

    // Another person's id is another id; a refused one may be used again.
    assert_eq!(
        code(candidate.sends_as("1", unlock.clone()).comes().await),
        Forbidden
    );
    assert!(
        candidate
            .sends_as("1", Command::RaiseHand)
            .comes()
            .await
            .is_ok()
    );
    for bad in [String::new(), "x".repeat(65)] {
        assert_eq!(
            code(host.sends_as(&bad, unlock.clone()).comes().await),
            Invalid
        );
    }
    // After the room was unloaded, the log still knows.
    drop(candidate);
    node.drain().await;
    let again = stage.node();
    let host = stage.comes(&again, &play, &play.host).await;
    assert_eq!(host.sends_as("1", Command::End).comes().await, Ok(first));
}

#[tokio::test]
async fn a_rejected_one_stays_and_a_removed_one_is_closed() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (host, candidate) = stage.interview(&node, &play).await;
    let other = stage.comes(&node, &play, &stage.person("Ola")).await;
    other.knocks().await.unwrap();
    let reject = Command::Reject {
        person: other.identity.id,
        reason: None,
    };
    host.does(reject.clone()).await.unwrap();
    other
        .ear
        .view_where("rejected", |view| view.me.state == Standing::Rejected)
        .await;
    assert_eq!(code(host.does(reject).await), AlreadyDecided);
    assert_eq!(was_closed(&other.ear.heard()), None);

    let remove = Command::Remove {
        person: candidate.identity.id,
        reason: None,
    };
    host.does(remove).await.unwrap();
    candidate.ear.until_closed().await;
    let heard = candidate.ear.heard();
    assert_eq!(was_closed(&heard), Some(CloseReason::Removed));
    assert!(
        matches!(heard.last(), Some(Outgoing::Closed(_))),
        "nothing comes behind it"
    );
    let view = candidate.ear.view().unwrap();
    assert_eq!(view.me.state, Standing::Removed);
    assert!(view.people.is_empty());
    assert_eq!(code(candidate.says("still here?").await), NotInside);
    let seen = host
        .ear
        .view_where("one person", |view| view.people.len() == 1)
        .await;
    assert_eq!(seen.people[0].name, "Asha");

    let back = stage.comes(&node, &play, &candidate.identity).await;
    assert_eq!(back.ear.view().unwrap().me.state, Standing::Removed);
    back.knocks().await.unwrap();
    host.admits(&back).await.unwrap();
}

#[tokio::test]
async fn the_end_closes_all_but_interviewers_and_a_reopening_lets_them_back() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (host, candidate) = stage.interview(&node, &play).await;
    let waiting = stage.comes(&node, &play, &stage.person("Ola")).await;
    waiting.knocks().await.unwrap();
    host.does(Command::Start).await.unwrap();
    host.does(Command::End).await.unwrap();
    for gone in [&candidate, &waiting] {
        gone.ear.until_closed().await;
        assert_eq!(was_closed(&gone.ear.heard()), Some(CloseReason::Ended));
        assert_eq!(gone.ear.view().unwrap().room.status, RoomStatus::Ended);
        let back = stage.tries(&node, play.id, &gone.identity, None).await;
        assert_eq!(back.err(), Some(ConnectError::RoomEnded));
    }
    candidate
        .hears("ended", |event| *event == Event::Ended)
        .await;
    assert!(host.says_to_interviewers("score?").await.is_ok());
    assert!(!host.ear.is_closed());

    host.does(Command::Reopen).await.unwrap();
    let back = stage.comes(&node, &play, &candidate.identity).await;
    assert_eq!(back.ear.view().unwrap().me.state, Standing::Inside);
}

#[tokio::test]
async fn a_problem_brings_its_first_text() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (host, candidate) = stage.interview(&node, &play).await;
    let chosen = host
        .does(Command::ChooseProblem {
            problem_id: None,
            title: Some("Two Sum".to_owned()),
            statement: Some("Find two.".to_owned()),
            hints: Some(vec!["A map".to_owned()]),
            language: Some("python".to_owned()),
            starter: Some("def two_sum():\n    pass\n".to_owned()),
        })
        .await
        .unwrap();
    candidate
        .reads(play.code, "def two_sum():\n    pass\n")
        .await;
    host.reads(play.code, "def two_sum():\n    pass\n").await;
    let log = stage.log(play.id).await;
    let after = &log[usize::try_from(chosen).unwrap()];
    assert!(matches!(after.body, Body::Edits { pad, .. } if pad == play.code));
    assert_eq!(after.actor, Actor::System);
    // It can be typed into, and is not put there again.
    candidate.types(play.code, 0, "# mine\n").await.unwrap();
    host.reads(play.code, "# mine\ndef two_sum():\n    pass\n")
        .await;
    let late = stage.candidate(&node, &play, &host, "Dara").await;
    late.syncs(play.code).await.unwrap();
    assert_eq!(late.text(play.code), "# mine\ndef two_sum():\n    pass\n");
    assert_eq!(
        late.ear.view().unwrap().problem.as_ref().unwrap().statement,
        "Find two."
    );
}

#[tokio::test]
async fn what_came_since_is_sent_behind_the_first_view() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (host, candidate) = stage.interview(&node, &play).await;
    let first = host.says("one").await.unwrap();
    host.does(Command::Say {
        text: "psst".into(),
        to: ChatScope::Interviewers,
    })
    .await
    .unwrap();
    candidate.types(play.code, 0, "x").await.unwrap();
    // More than are kept in memory.
    let mut last = 0;
    for number in 0..150 {
        last = host.says(&number.to_string()).await.unwrap();
    }
    let back = stage
        .tries(&node, play.id, &candidate.identity, Some(first))
        .await
        .unwrap();
    back.hears(
        "the last line",
        |event| matches!(event, Event::Said { text, .. } if text == "149"),
    )
    .await;
    assert!(matches!(back.ear.heard()[0], Outgoing::View { .. }));
    let seqs = back.entries();
    assert_eq!(seqs.len(), 150, "the permitted ones after the first");
    assert!(seqs.is_sorted() && seqs[0] > first && seqs[149] == last);
    let without = stage.comes(&node, &play, &candidate.identity).await;
    without.does(Command::RaiseHand).await.unwrap();
    without
        .hears("a hand", |event| *event == Event::HandRaised)
        .await;
    assert_eq!(without.entries().len(), 1, "no history without asking");
    let timeline = node
        .timeline(play.id, candidate.identity.id, first, 1_000)
        .await
        .unwrap();
    let timeline: Vec<_> = timeline.unwrap().iter().map(|entry| entry.seq).collect();
    assert_eq!(timeline[..150], seqs);
    let few = node
        .timeline(play.id, candidate.identity.id, first, 3)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        few.iter().map(|entry| entry.seq).collect::<Vec<_>>(),
        seqs[..3]
    );
}

#[tokio::test]
async fn the_summary_follows_the_log() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (host, candidate) = stage.interview(&node, &play).await;
    let by = &candidate.identity;
    let refused = node.rename(play.id, by, "Mine".to_owned()).await;
    assert!(matches!(refused, Err(RoomError::Refused(refusal)) if refusal.code == Forbidden));
    node.rename(play.id, &play.host, "Round two".to_owned())
        .await
        .unwrap();
    host.ear
        .view_where("the title", |view| view.room.title == "Round two")
        .await;
    let promote = Command::SetRole {
        person: by.id,
        role: Role::Observer,
    };
    host.does(promote).await.unwrap();
    host.does(Command::Start).await.unwrap();
    host.does(Command::End).await.unwrap();
    node.drain().await;
    let summaries = Collection::<RoomSummary>::new(stage.store.documents.clone());
    let summary = summaries
        .get(&play.id.to_string())
        .await
        .unwrap()
        .unwrap()
        .value;
    assert_eq!(summary.title, "Round two");
    assert_eq!(summary.status, RoomStatus::Ended);
    assert!(summary.started_at.is_some() && summary.ended_at.is_some());
    let roles: Vec<_> = summary
        .members
        .iter()
        .map(|member| (member.person, member.role))
        .collect();
    assert_eq!(roles, [(play.host.id, Role::Host), (by.id, Role::Observer)]);
}

#[tokio::test]
async fn consent_and_pads_and_an_unknown_room() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let host = stage.comes(&node, &play, &play.host).await;
    let outsider = stage.comes(&node, &play, &stage.person("Ola")).await;
    let consent = Command::Consent {
        to: ConsentTo::Recording,
        given: true,
    };
    outsider.does(consent).await.unwrap();
    let view = outsider
        .ear
        .view_where("consent", |view| !view.consents.recording.is_empty());
    assert_eq!(view.await.consents.recording, [outsider.identity.id]);
    host.does(Command::OpenPad {
        kind: PadKind::Whiteboard,
        title: "Board".into(),
    })
    .await
    .unwrap();
    host.ear
        .view_where("three pads", |view| view.pads.len() == 3)
        .await;

    let nowhere = codevlive_domain::id::RoomId(host.connection.id().0);
    let refused = stage.tries(&node, nowhere, &play.host, None).await;
    assert_eq!(refused.err(), Some(ConnectError::UnknownRoom));
    assert_eq!(
        node.rename(nowhere, &play.host, "x".into()).await,
        Err(RoomError::UnknownRoom)
    );
    assert!(node.state(nowhere).await.unwrap().is_none());
    assert!(
        node.timeline(nowhere, play.host.id, 0, 10)
            .await
            .unwrap()
            .is_none()
    );
    assert!(!node.delete(nowhere).await.unwrap());
    assert_eq!(
        node.state(play.id).await.unwrap().unwrap().title(),
        "Interview"
    );
}

#[tokio::test]
async fn a_deleted_room_is_gone() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let (host, _candidate) = stage.interview(&node, &play).await;
    host.types(play.code, 0, "x").await.unwrap();
    assert!(node.delete(play.id).await.unwrap());
    host.ear.until_closed().await;
    assert!(was_closed(&host.ear.heard()).is_some());
    let refused = stage.tries(&node, play.id, &play.host, None).await;
    assert_eq!(refused.err(), Some(ConnectError::UnknownRoom));
    assert!(stage.log(play.id).await.is_empty());
    assert!(!node.delete(play.id).await.unwrap());
}
