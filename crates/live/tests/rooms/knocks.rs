//! Knocks that nobody hears, and what else is told to those who are not there.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use codevlive_domain::room::{command::Command, person::Standing, state::RoomStatus};
use codevlive_live::notices::Notices;
use codevlive_store::{
    Unavailable, document::Collection, documents::room::RoomSummary, outbox::OutboxEntry,
};
use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    time::timeout,
};

use uuid::Uuid;

use crate::stage::Stage;

/// How long anything may take, before a test has failed.
const PATIENCE: Duration = Duration::from_secs(10);

/// Tells of what it is asked to tell.
struct Told(UnboundedSender<String>);

fn told() -> (Arc<Told>, UnboundedReceiver<String>) {
    let (sender, receiver) = unbounded_channel();
    (Arc::new(Told(sender)), receiver)
}

#[async_trait]
impl Notices for Told {
    async fn summary_changes(
        &self,
        before: &RoomSummary,
        after: &mut RoomSummary,
    ) -> Result<(), Unavailable> {
        if before.status != after.status {
            let word = format!("{:?} to {:?}", before.status, after.status);
            // The test may be over.
            drop(self.0.send(word));
        }
        Ok(())
    }

    async fn unheard_knock(&self, room: &mut RoomSummary, who: &str) -> Result<(), Unavailable> {
        let now = room.knock_told_at.unwrap();
        room.outbox.push(OutboxEntry {
            id: Uuid::nil(),
            job: who.into(),
            run_at: now,
        });
        drop(self.0.send(who.to_owned()));
        Ok(())
    }

    fn written(&self) {}
}

async fn next(told: &mut UnboundedReceiver<String>) -> String {
    timeout(PATIENCE, told.recv()).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_knock_that_nobody_hears_is_told_once_in_ten_minutes() {
    let stage = Stage::new();
    let (notices, mut told) = told();
    let nodes = [
        stage.node_telling(Arc::clone(&notices) as _),
        stage.node_telling(notices),
    ];
    let play = stage.room(&nodes[0]).await;
    // Both nodes have the room open, and see the same.
    let chidi = stage.comes(&nodes[0], &play, &stage.person("Chidi")).await;
    let dara = stage.comes(&nodes[1], &play, &stage.person("Dara")).await;
    chidi.knocks().await.unwrap();
    assert_eq!(next(&mut told).await, "Chidi");
    stage.clock.advance(Duration::from_secs(1));
    dara.knocks().await.unwrap();
    tokio::time::sleep(Duration::from_millis(500)).await;
    // What counts is what is written: a node that comes second is asked, and its answer is thrown away.
    let rooms = Collection::<RoomSummary>::new(stage.store.documents.clone());
    let room = rooms.get(&play.id.to_string()).await.unwrap().unwrap();
    let written: Vec<_> = room.value.outbox.iter().map(|entry| &entry.job).collect();
    assert_eq!(written, ["Chidi"], "not again so soon");
}

#[tokio::test]
async fn who_interviews_and_is_there_on_any_node_hears_it() {
    let stage = Stage::new();
    let (notices, mut told) = told();
    let nodes = [
        stage.node_telling(Arc::clone(&notices) as _),
        stage.node_telling(notices),
    ];
    let play = stage.room(&nodes[0]).await;
    let host = stage.comes(&nodes[0], &play, &play.host).await;
    let chidi = stage.comes(&nodes[1], &play, &stage.person("Chidi")).await;
    chidi.knocks().await.unwrap();
    let waits = Duration::from_millis(500);
    assert!(
        timeout(waits, told.recv()).await.is_err(),
        "the host hears it"
    );
    // They go, and Chidi still waits.
    host.connection.disconnect();
    assert_eq!(next(&mut told).await, "Chidi");
}

#[tokio::test]
async fn a_knock_is_told_of_by_the_node_that_opens_the_room_next() {
    let stage = Stage::new();
    let quiet = stage.node();
    let play = stage.room(&quiet).await;
    let who = stage.person("Chidi");
    let chidi = stage.comes(&quiet, &play, &who).await;
    chidi.knocks().await.unwrap();
    quiet.drain().await;
    // As if that node had died before it told anybody.
    let documents = stage.store.documents.clone();
    let rooms = Collection::<RoomSummary>::new(documents);
    let forget = |room: &mut RoomSummary| room.knock_told_at = None;
    rooms.update(&play.id.to_string(), forget).await.unwrap();
    let (notices, mut told) = told();
    let node = stage.node_telling(notices);
    let chidi = stage.comes(&node, &play, &who).await;
    assert_eq!(chidi.ear.view().unwrap().me.state, Standing::Waiting);
    assert_eq!(next(&mut told).await, "Chidi");
}

#[tokio::test]
async fn what_becomes_of_a_room_is_told_with_its_summary() {
    let stage = Stage::new();
    let (notices, mut told) = told();
    let node = stage.node_telling(notices);
    let play = stage.room(&node).await;
    let host = stage.comes(&node, &play, &play.host).await;
    host.does(Command::Start).await.unwrap();
    let live = format!("{:?} to {:?}", RoomStatus::Scheduled, RoomStatus::Live);
    assert_eq!(next(&mut told).await, live);
    host.does(Command::End).await.unwrap();
    assert_eq!(next(&mut told).await, "Live to Ended");
}
