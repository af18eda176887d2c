//! Coming by invitation: one entry of the log, in the one order, before anything is seen.

use std::sync::atomic::Ordering;

use codevlive_domain::{
    clock::Clock,
    room::{
        command::Command,
        decide::Invited,
        entry::Body,
        event::Event,
        person::{Actor, Role, Standing},
    },
};
use codevlive_live::rooms::ConnectError;

use crate::stage::Stage;

fn invited(stage: &Stage, role: Role) -> Invited {
    Invited {
        role,
        at: stage.clock.now(),
    }
}

#[tokio::test]
async fn the_first_view_of_an_invited_person_is_from_inside() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let host = stage.comes(&node, &play, &play.host).await;
    for role in [Role::Interviewer, Role::Candidate, Role::Observer] {
        let who = stage.person("Chidi");
        let by = invited(&stage, role);
        let browser = stage.comes_by(&node, &play, &who, by).await.unwrap();
        let view = browser.ear.view().unwrap();
        assert_eq!((view.me.state, view.me.role), (Standing::Inside, role));
        let seen = host.ear.view_where("them", |view| {
            view.people.iter().any(|person| person.id == who.id)
        });
        assert!(seen.await.knocks.is_empty());
    }
    let admitted = stage.log(play.id).await.into_iter().filter(|entry| {
        let Body::Event { event, .. } = &entry.body else {
            return false;
        };
        matches!(event, Event::Admitted { person, .. } if entry.actor == Actor::Person(*person))
    });
    assert_eq!(admitted.count(), 3);
}

#[tokio::test]
async fn on_two_nodes_at_once_they_enter_once() {
    let stage = Stage::new();
    let nodes = [stage.node(), stage.node()];
    let play = stage.room(&nodes[0]).await;
    for _ in 0..20 {
        let (who, by) = (stage.person("Chidi"), invited(&stage, Role::Candidate));
        let (one, other) = tokio::join!(
            stage.comes_by(&nodes[0], &play, &who, by),
            stage.comes_by(&nodes[1], &play, &who, by),
        );
        let (one, other) = (one.unwrap(), other.unwrap());
        for browser in [&one, &other] {
            let inside =
                |view: &codevlive_domain::room::view::RoomView| view.me.state == Standing::Inside;
            browser.ear.view_where("inside", inside).await;
        }
        let log = stage.log(play.id).await;
        let of_them = log.iter().filter(|entry| {
            matches!(&entry.body, Body::Event { event: Event::Admitted { person, .. }, .. }
                if *person == who.id)
        });
        assert_eq!(of_them.count(), 1);
    }
}

#[tokio::test]
async fn a_removed_person_knocks_until_they_are_invited_anew() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let host = stage.comes(&node, &play, &play.host).await;
    let (who, by) = (stage.person("Chidi"), invited(&stage, Role::Interviewer));
    stage.comes_by(&node, &play, &who, by).await.unwrap();
    let (person, reason) = (who.id, None);
    host.does(Command::Remove { person, reason }).await.unwrap();
    let again = stage.comes_by(&node, &play, &who, by).await.unwrap();
    assert_eq!(again.ear.view().unwrap().me.state, Standing::Removed);
    stage.clock.advance(std::time::Duration::from_secs(1));
    let anew = invited(&stage, Role::Observer);
    let again = stage.comes_by(&node, &play, &who, anew).await.unwrap();
    assert_eq!(again.ear.view().unwrap().me.state, Standing::Inside);
}

#[tokio::test]
async fn while_the_log_takes_nothing_the_invited_come_later_and_those_inside_come() {
    let stage = Stage::new();
    let node = stage.node();
    let play = stage.room(&node).await;
    let by = invited(&stage, Role::Candidate);
    let (inside, new) = (stage.person("Chidi"), stage.person("Dara"));
    stage.comes_by(&node, &play, &inside, by).await.unwrap();
    stage.faults.appends.store(true, Ordering::SeqCst);
    let refused = stage.comes_by(&node, &play, &new, by).await;
    assert_eq!(refused.err(), Some(ConnectError::TryLater));
    stage.comes_by(&node, &play, &inside, by).await.unwrap();
    stage.faults.appends.store(false, Ordering::SeqCst);
    stage.comes_by(&node, &play, &new, by).await.unwrap();
}
