//! How a room goes from this node: unloaded, drained, or removed for good.

use codevlive_domain::id::{ConnectionId, RoomId};

use super::{Room, inbox::Outbox};
use crate::{bus::Message, node::Node, outlet::CloseReason};

/// Why the room's task ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// Nobody has been there for a while.
    Unloaded,
    /// The node is going.
    Draining,
    /// Something was erased from the log: what is held here was read before. Who is connected comes again.
    Erased,
    /// The room was removed.
    Deleted,
}

impl Room {
    /// Goes, if nobody has been here for long enough, and nobody is coming.
    pub(super) async fn unload(&mut self, outbox: &Outbox) {
        let unload_after = self.node.settings.unload_after;
        let idle = self
            .timers
            .idle_since
            .is_some_and(|since| since.elapsed() >= unload_after);
        if !idle || self.presence.waits() || !outbox.is_empty() {
            return;
        }
        self.keep_all().await;
        // What came while that was kept is served, and the room goes a minute later.
        if self.node.registry.leave(self.place, outbox) {
            self.exit = Some(Exit::Unloaded);
        } else {
            self.timers.idle_since = Some(tokio::time::Instant::now());
        }
    }

    /// Goes, if something was erased since the log was read.
    pub(super) fn read_again_after(&mut self, erasures: u64) {
        if erasures != self.erasures {
            tracing::info!(room.id = %self.id(), "the room is read again: something was erased");
            self.exit = Some(Exit::Erased);
        }
    }

    /// The last things, by why the room goes.
    pub(super) async fn finish(mut self, exit: Exit) {
        match exit {
            Exit::Unloaded => {}
            Exit::Draining | Exit::Erased => {
                // What comes of their connections is for the others to tell of.
                self.tell_nodes(Message::Leaving);
                self.close_all(CloseReason::Draining);
                self.keep_all().await;
            }
            Exit::Deleted => {
                self.close_all(CloseReason::Ended);
                self.tell_nodes(Message::Deleted);
                remove_rest(&self.node, self.id()).await;
            }
        }
        let Self { acks, .. } = self;
        acks.finish().await;
    }

    fn close_all(&mut self, reason: CloseReason) {
        let all: Vec<ConnectionId> = self.peers.all.keys().copied().collect();
        for connection in all {
            self.close(connection, reason);
        }
    }
}

/// Removes what this node appended after another one had removed the log.
async fn remove_rest(node: &Node, room: RoomId) {
    let log = &node.store.log;
    let removed = match log.gone(&[room]).await {
        Ok(gone) if gone.is_empty() => return,
        Ok(_) => log.delete(room).await.map(drop),
        Err(error) => Err(error),
    };
    if let Err(error) = removed {
        tracing::warn!(room.id = %room, %error, "the rest of a removed log may be left");
    }
}
