//! What nodes tell each other. The bus is a wire, never the only copy: what is lost on it is in the log
//! (entries), told again soon (presence), or may be lost (cursors, call signalling).

pub mod local;
pub mod redis;
mod topics;
mod wire;

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use codevlive_domain::{
    id::{ConnectionId, PadId, PersonId, RoomId, SessionId},
    room::entry::Entry,
};
use serde_json::Value;
use uuid::Uuid;

/// One process (one [`crate::rooms::Rooms`]) on the bus; made anew at every start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub Uuid);

/// What a subscription is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// One room, for the nodes on which it is open.
    Room(RoomId),
    /// All nodes.
    Nodes,
}

/// Whose connections are meant by a sign-out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignOut {
    /// Those opened with tokens of one sign-in.
    Session(SessionId),
    /// All of a person.
    Person(PersonId),
}

/// A message between nodes.
#[derive(Clone, Debug)]
pub enum Message {
    /// Entries that are in the log. Receivers compare seqs, and read the log where some are missing.
    Entries(Arc<Vec<Entry>>),
    /// The awareness of clients of the sending node, identities checked there.
    Awareness {
        /// Which pad.
        pad: PadId,
        /// Whose clients they are, on which connection.
        from: (PersonId, ConnectionId),
        /// y-protocols awareness update.
        update: Bytes,
    },
    /// WebRTC signalling to one connection, of whichever node holds it.
    Rtc {
        /// Who is to have it.
        to: ConnectionId,
        /// Whose it is.
        from: ConnectionId,
        /// A description or candidate, not looked into.
        data: Arc<Value>,
    },
    /// All that are connected to the room on the sending node.
    Presence {
        /// People with their connections, in the order these were made.
        connections: Arc<Vec<(PersonId, ConnectionId)>>,
        /// Whether the others should tell theirs: the sender is new to the room.
        ask: bool,
    },
    /// The room is gone, log and all.
    Deleted,
    /// The sending node lets the room go, and with it the connections it told of: their going is for the
    /// others to tell of.
    Leaving,
    /// Close these connections, in whichever room.
    SignOut(SignOut),
}

/// What a subscriber is handed.
#[derive(Clone, Debug)]
pub enum Delivery {
    /// A message of another node.
    Message {
        /// Which node.
        from: NodeId,
        /// What it said.
        message: Message,
    },
    /// Messages may have been lost (a reconnection): compare with the log.
    Gap,
}

/// Takes deliveries; called in the order the messages came, and must not block.
pub type Receiver = Arc<dyn Fn(Delivery) + Send + Sync>;

/// How nodes reach each other.
#[async_trait]
pub trait Bus: Send + Sync {
    /// Subscribes a node to a topic. When this returns, messages published from now on are delivered; if
    /// the wire is down, it returns at once, and a [`Delivery::Gap`] follows when it is up.
    async fn subscribe(&self, node: NodeId, topic: Topic, receiver: Receiver) -> Subscription;

    /// Hands a message to the topic's other subscribers, without waiting; in order for one sender and
    /// topic. The sender gets none of its own.
    fn publish(&self, from: NodeId, topic: Topic, message: Message);

    /// Which other nodes can be reached now.
    fn reach(&self) -> Reach;
}

/// Which other nodes can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// There are none: nobody else writes.
    Alone,
    /// All that are known.
    All,
    /// Not all: one was killed, is cut off, or speaks a newer language. It may still write to the log.
    Some,
    /// None: this node is cut off.
    None,
}

/// Ends when dropped.
pub struct Subscription(Option<Box<dyn FnOnce() + Send + Sync>>);

impl Subscription {
    /// A subscription that `end` takes back.
    pub fn new(end: impl FnOnce() + Send + Sync + 'static) -> Self {
        Self(Some(Box::new(end)))
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Some(end) = self.0.take() {
            end();
        }
    }
}
