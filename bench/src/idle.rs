//! People who are in their rooms and say nothing.

use std::time::Duration;

use futures_util::{StreamExt, stream};
use tokio::{task::JoinSet, time::sleep};

use crate::{
    client::{Client, Heard},
    failure::Result,
    load::ROOMS_AT_A_TIME,
    server::{Room, Server},
};

/// In each room.
const PEOPLE: usize = 4;

/// Until the server's memory has settled.
const SETTLE: Duration = Duration::from_secs(3);

/// What they cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outcome {
    /// Connections that were still open in the end.
    pub(crate) held: usize,
    /// Memory that the server took for all of them, in bytes.
    pub(crate) memory: u64,
}

/// Connects so many, waits, and looks at the server's memory before and after.
pub(crate) async fn run(server: &mut Server, connections: usize) -> Result<Outcome> {
    let rooms = server.make_rooms(connections / PEOPLE, PEOPLE).await?;
    sleep(SETTLE).await;
    let before = server.memory()?;
    let mut idle = JoinSet::new();
    enter(server, &rooms, &mut idle).await?;
    sleep(SETTLE).await;
    server.check()?;
    let memory = server.memory()?.saturating_sub(before);
    // One that was closed has ended its task.
    while idle.try_join_next().is_some() {}
    Ok(Outcome {
        held: idle.len(),
        memory,
    })
}

async fn enter(server: &Server, rooms: &[Room], idle: &mut JoinSet<()>) -> Result<()> {
    let mut entering = stream::iter(rooms)
        .map(|room| server.enter(room))
        .buffer_unordered(ROOMS_AT_A_TIME);
    while let Some(clients) = entering.next().await {
        for client in clients? {
            idle.spawn(stay(client));
        }
    }
    Ok(())
}

/// Answers the server's pings until the connection ends.
async fn stay(mut client: Client) {
    while let Ok(heard) = client.hear().await {
        if matches!(heard, Heard::Ping) && client.pong().await.is_err() {
            return;
        }
    }
}
