//! Which rooms are open on this node: one task each, never two.
//!
//! All that comes from outside a room's own connections is queued under the registry's lock, and a room
//! leaves under the same lock, only if nothing waits for it. So nothing is ever sent to a room that has
//! decided to go, and a room that comes back starts when the one before has saved all it had.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use codevlive_domain::id::RoomId;
use tokio::task::JoinHandle;

use crate::{
    node::Node,
    room::{
        inbox::{Inbound, Inbox, Outbox, Unqueued, queue},
        task,
    },
};

/// The open rooms.
#[derive(Default)]
pub(crate) struct Registry {
    rooms: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    slots: HashMap<RoomId, Slot>,
    /// No more rooms are opened.
    closed: bool,
    next: u64,
}

struct Slot {
    inbox: Inbox,
    /// Tells a room's task from the one before it.
    number: u64,
    task: JoinHandle<()>,
}

/// A room's place in the registry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) room: RoomId,
    number: u64,
}

impl Registry {
    fn with<T>(&self, work: impl FnOnce(&mut Open) -> T) -> T {
        work(&mut self.rooms.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Queues a message for a room, and opens it if need be. Gives the message back if too much waits, or
    /// the node is draining.
    pub(crate) fn deliver(node: &Arc<Node>, room: RoomId, message: Inbound) -> Result<(), Inbound> {
        node.registry.with(|open| {
            let Err(Unqueued { message, closed }) = open.push(room, message) else {
                return Ok(());
            };
            if !closed || open.closed {
                return Err(message);
            }
            open.open(node, room);
            open.push(room, message)
                .map_err(|unqueued| unqueued.message)
        })
    }

    /// Queues a light message for a room if it is open; whether it is.
    pub(crate) fn deliver_if_open(&self, room: RoomId, message: Inbound) -> bool {
        self.with(|open| match open.slots.get(&room) {
            Some(slot) => {
                slot.inbox.push_surely(message);
                true
            }
            None => false,
        })
    }

    /// Takes a room's task out, if nothing waits for it.
    pub(crate) fn leave(&self, place: Place, outbox: &Outbox) -> bool {
        self.with(|open| outbox.is_empty() && open.remove(place))
    }

    /// Takes a room's task out, whatever waits for it.
    pub(crate) fn leave_at_once(&self, place: Place) {
        self.with(|open| open.remove(place));
    }

    /// The open rooms.
    pub(crate) fn rooms(&self) -> Vec<RoomId> {
        self.with(|open| open.slots.keys().copied().collect())
    }

    /// How many rooms are open, and how many messages wait for them.
    pub(crate) fn counts(&self) -> (usize, usize) {
        self.with(|open| {
            let waiting = open.slots.values().map(|slot| slot.inbox.waiting()).sum();
            (open.slots.len(), waiting)
        })
    }

    /// Opens no more rooms, and tells those that are open to go; their tasks.
    pub(crate) fn close(&self) -> Vec<JoinHandle<()>> {
        self.with(|open| {
            open.closed = true;
            let tell = |(_, slot): (RoomId, Slot)| {
                slot.inbox.push_surely(Inbound::Drain);
                slot.task
            };
            open.slots.drain().map(tell).collect()
        })
    }
}

impl Open {
    fn push(&self, room: RoomId, message: Inbound) -> Result<(), Unqueued> {
        match self.slots.get(&room) {
            Some(slot) => slot.inbox.push(message),
            None => Err(Unqueued {
                message,
                closed: true,
            }),
        }
    }

    fn open(&mut self, node: &Arc<Node>, room: RoomId) {
        let (inbox, outbox) = queue(&node.settings);
        self.next += 1;
        let place = Place {
            room,
            number: self.next,
        };
        let task = tokio::spawn(task::run(Arc::clone(node), place, (inbox.clone(), outbox)));
        self.slots.insert(
            room,
            Slot {
                inbox,
                number: place.number,
                task,
            },
        );
        node.meters.rooms(self.slots.len());
    }

    fn remove(&mut self, place: Place) -> bool {
        let there = self
            .slots
            .get(&place.room)
            .is_some_and(|slot| slot.number == place.number);
        if there {
            self.slots.remove(&place.room);
        }
        there
    }
}
