//! Making rooms, and removing them.

use std::sync::Arc;

use codevlive_domain::{
    id::RoomId,
    room::{
        apply::apply,
        decide::{NewRoom, create},
        entry::{Body, Entry, GENESIS},
        person::{Actor, Identity},
        state::{RoomState, RoomStatus},
    },
    time::Millis,
};
use codevlive_store::{
    Unavailable,
    document::{Collection, WriteError},
    documents::{
        self,
        room::{Reading, RoomSummary},
    },
    log::AppendError,
};
use tokio::sync::oneshot;

use super::Rooms;
use crate::{
    bus::{Message, Topic},
    node::Node,
    room::inbox::Inbound,
};

/// A room to be made.
#[derive(Clone, Debug)]
pub struct Creation {
    /// A fresh id.
    pub id: RoomId,
    /// What it is made of; checked by the caller.
    pub room: NewRoom,
    /// Who makes it.
    pub host: Identity,
    /// When it is to take place.
    pub scheduled_at: Option<Millis>,
    /// Problems of the bank prepared for it.
    pub problem_ids: Vec<String>,
    /// Days until its recording is deleted.
    pub retention_days: u32,
}

impl Rooms {
    /// Makes a room: the first entry of its log, then its summary. Durable when this returns. What is left
    /// of one that was not made to the end is in nobody's list; made again under the same id, it is made to
    /// the end, and so is one that is being made at the same time.
    pub async fn create(&self, creation: Creation) -> Result<RoomSummary, Unavailable> {
        let id = creation.id;
        let now = self.node.clock.now();
        let event = create(creation.room, &creation.host);
        let body = Body::Event {
            event,
            command: None,
        };
        let host = Actor::Person(creation.host.id);
        let first = Entry::seal(&GENESIS, 1, now, host, body);
        let first = self.begin_log(id, first).await?;
        let mut state = RoomState::default();
        apply(&mut state, &first);

        let mut summary = RoomSummary {
            others: Vec::new(),
            id,
            title: String::new(),
            kind: state.kind(),
            status: RoomStatus::Scheduled,
            members: Vec::new(),
            created_at: first.at,
            scheduled_at: creation.scheduled_at,
            started_at: None,
            ended_at: None,
            problem_ids: creation.problem_ids,
            retention_days: creation.retention_days,
            seq: 0,
            called_off: false,
            knock_told_at: None,
            outbox: Vec::new(),
        };
        Reading::of(&state).put_into(&mut summary);
        match summaries(&self.node).insert(&summary).await {
            Ok(()) => Ok(summary),
            Err(WriteError::Taken(_)) => {
                let there = summaries(&self.node).get(&id.to_string()).await?;
                let there = there.ok_or_else(|| Unavailable("removed meanwhile".into()))?;
                Ok(there.value)
            }
            Err(error) => Err(Unavailable(error.to_string())),
        }
    }

    /// Appends the first entry of a log, unless there is one; which it is.
    async fn begin_log(&self, room: RoomId, first: Entry) -> Result<Entry, Unavailable> {
        let log = &self.node.store.log;
        match log.append(room, vec![first.clone()]).await {
            Ok(durable) => {
                durable.await?;
                Ok(first)
            }
            Err(AppendError::Conflict) => {
                let there = log.read(room, 0, 1).await?.into_iter().next();
                there.ok_or_else(|| Unavailable("removed meanwhile".into()))
            }
            Err(AppendError::Unavailable(error)) => Err(error),
        }
    }

    /// Removes a room: its connections on all nodes, its scorecards, its agenda, its summary, its log. Whether there was one.
    pub async fn delete(&self, room: RoomId) -> Result<bool, Unavailable> {
        self.put_away(room).await;
        let store = &self.node.store;
        // First, while the room can still be named: nobody could ask again for what is left of one that is gone.
        documents::delete_of_room(store, room).await?;
        let listed = summaries(&self.node).delete(&room.to_string()).await?;
        let entries = store.log.delete(room).await?;
        // Somebody may have come in between, and found the log still there, or have written on.
        self.put_away(room).await;
        store.log.delete(room).await?;
        documents::delete_of_room(store, room).await?;
        Ok(listed || entries > 0)
    }

    /// Closes a room on all nodes; on this one it has gone when this returns.
    async fn put_away(&self, room: RoomId) {
        let (farewell, gone) = oneshot::channel();
        if self
            .node
            .registry
            .deliver_if_open(room, Inbound::Delete(farewell))
        {
            // Nothing is ever sent: the sender is dropped.
            drop(gone.await);
        }
        self.node
            .bus
            .publish(self.node.id, Topic::Room(room), Message::Deleted);
    }
}

fn summaries(node: &Node) -> Collection<RoomSummary> {
    Collection::new(Arc::clone(&node.store.documents))
}
