//! Connections that are behind: their buffer was full, or they asked for history. They get their view,
//! the entries they miss, and each pad they miss something of as one update; nothing is kept for them
//! meanwhile but where they stopped.

use std::sync::Arc;

use codevlive_domain::{
    id::{ConnectionId, PadId, RoomId},
    room::{
        entry::{Body, Entry, Seq},
        timeline::entry_for,
    },
};
use codevlive_store::Unavailable;
use tokio::time::Instant;

use super::{
    Notice, Room,
    peers::{Now, send_view},
};
use crate::{node::Node, outlet::Outgoing};

/// How many entries are read at a time.
const PAGE: usize = 1_000;

/// How many events are read for a connection before it is sent them.
const EVENTS: usize = 500;

/// Entries read for a connection.
pub(super) struct History {
    connection: ConnectionId,
    read: Result<Read, Unavailable>,
}

/// The events after some entry.
struct Read {
    events: Vec<Arc<Entry>>,
    /// Up to this entry, all of them.
    through: Seq,
}

impl Room {
    /// Brings a connection abreast, as far as its buffer takes it.
    pub(super) fn catch_up(&mut self, id: ConnectionId) {
        let now = Now {
            room: self.place.room,
            state: &self.state,
            time: self.time(),
        };
        let Some(peer) = self.peers.all.get_mut(&id) else {
            return;
        };
        let Some(lag) = peer.lag.as_ref().filter(|lag| !lag.reading) else {
            return;
        };
        let entries_after = lag.entries_after;
        if !send_view(peer, now, &self.presence.everywhere, self.acks.durable()) {
            return;
        }
        if let Some(after) = entries_after {
            match self.recent.since(after) {
                Some(events) if !self.send_events(id, &events) => return,
                Some(_) => {}
                None => return self.read_history(id, after),
            }
        }
        if !self.send_missed(id) {
            return;
        }
        let misses_cursors = self.peers.all.get_mut(&id).is_some_and(|peer| {
            let lag = peer.lag.take();
            lag.is_some_and(|lag| lag.misses_cursors)
        });
        if misses_cursors {
            self.send_cursors(id);
        }
    }

    /// Sends events, those that the person may see; whether all fitted.
    fn send_events(&mut self, id: ConnectionId, events: &[Arc<Entry>]) -> bool {
        let Some(peer) = self.peers.all.get_mut(&id) else {
            return false;
        };
        let person = peer.caller.identity.id;
        for event in events {
            let seen = entry_for(&self.state, event, person);
            let fitted = seen.is_none_or(|seen| peer.send(&Outgoing::Entry(Arc::new(seen))));
            let Some(lag) = &mut peer.lag else {
                return false;
            };
            if !fitted {
                return false;
            }
            lag.entries_after = Some(event.seq);
        }
        if let Some(lag) = &mut peer.lag {
            lag.entries_after = None;
        }
        true
    }

    /// Sends what the connection missed of the pads it sees; whether it misses no more of them.
    pub(super) fn send_missed(&mut self, id: ConnectionId) -> bool {
        let now = Now {
            room: self.place.room,
            state: &self.state,
            time: self.time(),
        };
        let Some(peer) = self.peers.all.get_mut(&id) else {
            return false;
        };
        let person = peer.caller.identity.id;
        let seen: Vec<PadId> = peer
            .missed
            .keys()
            .copied()
            .filter(|pad| now.sees(person, *pad))
            .collect();
        for pad in seen {
            // Pads that may hold what is not in the log are shown to nobody.
            if self.pads_spoiled {
                return false;
            }
            let missed = peer
                .missed
                .get(&pad)
                .and_then(|from| self.pads.missed(pad, from));
            let fitted = missed.is_none_or(|update| {
                peer.send(&Outgoing::Edit {
                    pad,
                    update,
                    actor: None,
                })
            });
            if !fitted {
                return false;
            }
            peer.missed.remove(&pad);
        }
        true
    }

    /// Sends all cursors of the pads that the connection sees.
    pub(super) fn send_cursors(&mut self, id: ConnectionId) {
        for pad in self.cursors.pads() {
            self.send_cursors_of(id, pad);
        }
    }

    /// Sends the cursors of a pad, if the connection sees it.
    pub(super) fn send_cursors_of(&mut self, id: ConnectionId, pad: PadId) {
        let now = Now {
            room: self.place.room,
            state: &self.state,
            time: self.time(),
        };
        let Some(peer) = self.peers.all.get_mut(&id) else {
            return;
        };
        if now.sees(peer.caller.identity.id, pad)
            && let Some(update) = self.cursors.of_pad(pad, id)
        {
            peer.offer(&Outgoing::Awareness { pad, update });
        }
    }

    /// Reads entries for a connection, without holding up the room.
    fn read_history(&mut self, id: ConnectionId, after: Seq) {
        if let Some(lag) = self
            .peers
            .all
            .get_mut(&id)
            .and_then(|peer| peer.lag.as_mut())
        {
            lag.reading = true;
        }
        let (node, room, notices) = (Arc::clone(&self.node), self.id(), self.notices.clone());
        let head = self.state.head();
        tokio::spawn(async move {
            let read = read(&node, room, after, head).await;
            // Nobody listens once the room is gone.
            drop(notices.send(Notice::History(History {
                connection: id,
                read,
            })));
        });
    }

    /// Entries were read for a connection.
    pub(super) fn history_read(&mut self, history: History) {
        let History { connection, read } = history;
        let lag = self
            .peers
            .all
            .get_mut(&connection)
            .and_then(|peer| peer.lag.as_mut());
        let Some(lag) = lag else { return };
        lag.reading = false;
        match read {
            Err(error) => {
                tracing::warn!(room.id = %self.id(), %error, "reading history failed; tried again");
            }
            Ok(Read { events, through }) => {
                if self.send_events(connection, &events) {
                    let peer = self.peers.all.get_mut(&connection);
                    if let Some(lag) = peer.and_then(|peer| peer.lag.as_mut()) {
                        lag.entries_after = Some(through);
                        lag.since = Instant::now();
                    }
                    self.catch_up(connection);
                }
            }
        }
    }
}

/// The events after `after`, up to `head` or enough of them.
async fn read(node: &Node, room: RoomId, after: Seq, head: Seq) -> Result<Read, Unavailable> {
    let mut read = Read {
        events: Vec::new(),
        through: after,
    };
    while read.through < head && read.events.len() < EVENTS {
        let page = node.store.log.read(room, read.through, PAGE).await?;
        let Some(last) = page.last().map(|entry| entry.seq) else {
            break;
        };
        read.through = last;
        let events = page
            .into_iter()
            .filter(|entry| matches!(entry.body, Body::Event { .. }));
        read.events.extend(events.map(Arc::new));
    }
    // What was folded after the head was noted is told by the room itself.
    read.events.retain(|entry| entry.seq <= head);
    read.through = read.through.min(head);
    Ok(read)
}
