//! One connection of one person to one room.

use bytes::Bytes;
use codevlive_domain::{
    id::{ConnectionId, PadId},
    room::{
        command::NumberedCommand,
        entry::Seq,
        refusal::{Refusal, RefusalCode},
    },
};
use serde_json::Value;

/// What answers a message, exactly once; called from the room's task, so it must not block.
pub type Reply<T> = Box<dyn FnOnce(Result<T, Refusal>) + Send>;

/// The answer to a `sync`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synced {
    /// What the asker lacks, Yjs update v1.
    pub update: Bytes,
    /// What the server has, so that the asker can send what the server lacks.
    pub state_vector: Bytes,
}

/// A person's way into a room's queue. Clones are the same connection. Nothing here waits: a message goes
/// into the room's queue, or is answered `try_later` when that is full. Messages keep their order.
#[derive(Clone, Debug)]
pub struct Connection {
    id: ConnectionId,
}

impl Connection {
    /// Its id, as others see it in `people[].connections`.
    pub const fn id(&self) -> ConnectionId {
        self.id
    }

    /// A command. Answered with the seq of the entry it led to, once that is durable.
    pub fn command(&self, command: NumberedCommand, reply: Reply<Seq>) {
        let _ = command;
        reply(Err(later()));
    }

    /// A Yjs update v1 of a pad. Answered with the seq of its entry, once that is durable.
    pub fn edit(&self, pad: PadId, update: Bytes, reply: Reply<Seq>) {
        let _ = (pad, update);
        reply(Err(later()));
    }

    /// Asks for what the connection lacks of a pad, by its Yjs state vector.
    pub fn sync(&self, pad: PadId, state_vector: Bytes, reply: Reply<Synced>) {
        let _ = (pad, state_vector);
        reply(Err(later()));
    }

    /// A y-protocols awareness update; dropped if it can't be taken.
    pub fn awareness(&self, pad: PadId, update: Bytes) {
        let _ = (pad, update);
    }

    /// WebRTC signalling to another connection of the room.
    pub fn rtc(&self, to: ConnectionId, data: Value, reply: Reply<()>) {
        let _ = (to, data);
        reply(Err(later()));
    }

    /// The transport is gone. What was pushed before is still worked off. Needs the runtime's context.
    pub fn disconnect(&self) {}
}

fn later() -> Refusal {
    Refusal::new(RefusalCode::TryLater, "the room is busy")
}
