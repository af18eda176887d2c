//! The other nodes on which the room is open.

use std::{mem, sync::Arc};

use codevlive_domain::{
    id::{PersonId, SessionId},
    room::entry::{Entry, Seq},
};
use codevlive_store::Unavailable;
use tokio::sync::mpsc::UnboundedSender;

use super::{Notice, Room, cursors::Owner, exit::Exit, fold::Source, presence::Change};
use crate::{
    bus::{Delivery, Message, NodeId, Topic},
    outlet::Outgoing,
};

impl Room {
    /// Something came over the bus.
    pub(super) async fn delivered(&mut self, delivery: Delivery) {
        match delivery {
            Delivery::Gap => {
                self.compare_head();
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
            Message::Leaving => {
                self.presence.told(node, Vec::new());
                self.presence_changed(Change::Silent);
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
        let Some(last) = entries.last().map(|last| last.seq) else {
            return;
        };
        for entry in entries.iter() {
            if entry.seq > self.state.head() + 1 {
                self.catch_up_to(last).await;
                break;
            } else if self.fold(entry.clone(), Source::Log).is_err() {
                self.clean_pads().await;
            }
        }
        self.acks.is_durable(last.min(self.state.head()));
    }

    /// Looks where the log is, in case another node wrote and its message was lost.
    pub(super) fn compare_head(&mut self) {
        if !self.is_shared() {
            return;
        }
        if mem::replace(&mut self.comparing, true) {
            // What is under way may have read before the message was lost.
            self.compare_again = true;
            return;
        }
        let (node, room, notices) = (Arc::clone(&self.node), self.id(), self.notices.clone());
        tokio::spawn(async move {
            let head = node.store.log.heads(&[room]).await;
            let head = head.map(|heads| heads.first().copied().unwrap_or_default());
            // Nobody listens once the room is gone.
            drop(notices.send(Notice::Head(head)));
        });
    }

    /// Where the log is was looked up.
    pub(super) async fn head_compared(&mut self, head: Result<Seq, Unavailable>) {
        self.comparing = false;
        if mem::take(&mut self.compare_again) {
            self.compare_head();
        }
        match head {
            Ok(head) => self.catch_up_to(head).await,
            Err(error) => {
                tracing::warn!(room.id = %self.id(), %error, "the head could not be compared");
            }
        }
    }

    /// Tells by which sign-ins people are connected.
    pub(super) fn list_sign_ins(&self, tell: &UnboundedSender<(PersonId, SessionId)>) {
        for peer in self.peers.all.values() {
            if let Some(session) = peer.session {
                // Who asked may not wait any more.
                let _unheard = tell.send((peer.caller.identity.id, session));
            }
        }
    }

    /// Tells the other nodes who is connected here, and asks them if need be.
    pub(super) fn tell_presence(&self, ask: bool) {
        if self.exit.is_some() {
            // It has said already that it goes.
            return;
        }
        let connections = Arc::new(self.peers.connections());
        self.tell_nodes(Message::Presence { connections, ask });
    }

    /// Tells something to the other nodes on which the room is open.
    pub(super) fn tell_nodes(&self, message: Message) {
        let room = Topic::Room(self.id());
        self.node.bus.publish(self.node.id, room, message);
    }
}
