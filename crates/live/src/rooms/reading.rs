//! What is known of a room without a connection to it.

use std::sync::Arc;

use codevlive_domain::{
    id::{PersonId, RoomId},
    room::{
        entry::Seq,
        state::RoomState,
        timeline::{TimelineEntry, entry_for},
    },
};
use codevlive_store::Unavailable;
use tokio::{sync::oneshot, time::Instant};

use super::Rooms;
use crate::room::{
    inbox::{Inbound, Snapshot},
    replay::state_of,
};

/// How many entries are read at a time.
const PAGE: usize = 1_000;

impl Rooms {
    /// The state of a room, whether or not it is open: who is what in it, and how far it is, with all that was
    /// decided on any node before this was asked. None if there is no such room.
    pub async fn state(&self, room: RoomId) -> Result<Option<Arc<RoomState>>, Unavailable> {
        Ok(self.snapshot(room).await?.map(|snapshot| snapshot.state))
    }

    /// At most `limit` entries of the timeline after `after` that `viewer` may see, in order; none if
    /// there is no such room.
    pub async fn timeline(
        &self,
        room: RoomId,
        viewer: PersonId,
        after: Seq,
        limit: usize,
    ) -> Result<Option<Vec<TimelineEntry>>, Unavailable> {
        let Some(Snapshot { state, durable }) = self.snapshot(room).await? else {
            return Ok(None);
        };
        let (mut seen, mut read) = (Vec::new(), after);
        while seen.len() < limit && read < durable {
            let page = self.node.store.log.read(room, read, PAGE).await?;
            let Some(last) = page.last() else { break };
            read = last.seq;
            let known = page.iter().filter(|entry| entry.seq <= durable);
            seen.extend(known.filter_map(|entry| entry_for(&state, entry, viewer)));
        }
        seen.truncate(limit);
        Ok(Some(seen))
    }

    /// Where a room is: as its task has it, or read from the log. No entry that is not durable is in what
    /// an open room tells of.
    async fn snapshot(&self, room: RoomId) -> Result<Option<Snapshot>, Unavailable> {
        let (reply, asked) = oneshot::channel();
        let came = Instant::now();
        let look = Inbound::Look { came, reply };
        if self.node.registry.deliver_if_open(room, look)
            && let Ok(snapshot) = asked.await
        {
            return Ok(Some(snapshot));
        }
        let state = state_of(&self.node, room).await?;
        Ok(state.map(|state| Snapshot {
            durable: state.head(),
            state: Arc::new(state),
        }))
    }
}
