//! The other nodes on which the room is open.

use std::sync::Arc;

use codevlive_domain::room::entry::Entry;

use super::{Room, cursors::Owner, exit::Exit, fold::Source, presence::Change};
use crate::{
    bus::{Delivery, Message, NodeId, Topic},
    outlet::Outgoing,
};

impl Room {
    /// Something came over the bus.
    pub(super) async fn delivered(&mut self, delivery: Delivery) {
        match delivery {
            Delivery::Gap => {
                let read = self.read_on().await;
                if let Err(error) = read {
                    tracing::warn!(room.id = %self.id(), %error, "reading after a gap failed");
                }
                self.tell_presence(true);
            }
            Delivery::Message { from, message } if from != self.node.id => {
                self.message(from, message).await;
            }
            Delivery::Message { .. } => {}
        }
    }

    async fn message(&mut self, node: NodeId, message: Message) {
        match message {
            Message::Entries(entries) => self.entries(&entries).await,
            Message::Awareness {
                pad,
                from: (person, connection),
                update,
            } => {
                self.spread(pad, Owner { person, connection }, &update, false);
            }
            Message::Rtc { to, from, data } => {
                if let Some(peer) = self.peers.all.get_mut(&to) {
                    peer.offer(&Outgoing::Rtc { from, data });
                }
            }
            Message::Presence { connections, ask } => {
                self.presence.told(node, connections.to_vec());
                self.presence_changed(Change::Told);
                if ask {
                    self.tell_presence(false);
                }
            }
            Message::Deleted => self.exit = Some(Exit::Deleted),
            // Comes by the topic of all nodes.
            Message::SignOut(_) => {}
        }
    }

    /// Entries that another node appended: folds those that follow, and reads the log where some are
    /// missing. Another node shows an event only when it is durable; edits of other nodes come only from
    /// engines on which what is visible is durable.
    async fn entries(&mut self, entries: &Arc<Vec<Entry>>) {
        for entry in entries.iter() {
            if entry.seq > self.state.head() + 1 {
                self.catch_up_to(entry.seq).await;
            } else if self.fold(entry.clone(), Source::Log).is_err() {
                self.clean_pads().await;
            }
        }
        if let Some(last) = entries.last() {
            self.acks.is_durable(last.seq);
        }
    }

    /// Tells the other nodes who is connected here, and asks them if need be.
    pub(super) fn tell_presence(&self, ask: bool) {
        let connections = Arc::new(self.peers.connections());
        let message = Message::Presence { connections, ask };
        self.node
            .bus
            .publish(self.node.id, Topic::Room(self.id()), message);
    }
}
