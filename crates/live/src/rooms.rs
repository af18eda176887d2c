//! All rooms that are open on this node.

mod creation;
mod nodes;
mod reading;
pub(crate) mod registry;
mod sign_ins;

use std::sync::Arc;

use codevlive_domain::{
    clock::Clock,
    id::{RoomId, SessionId},
    room::{decide::Invited, entry::Seq, person::Identity, refusal::Refusal},
};
use codevlive_store::Store;
use tokio::{sync::oneshot, time::Instant};

pub use self::creation::Creation;
use self::registry::Registry;
use crate::{
    bus::{Bus, Message, NodeId, SignOut, Topic},
    connection::Connection,
    doubts::Doubts,
    meters::Meters,
    node::Node,
    notices::{NoNotices, Notices},
    outlet::Outlet,
    room::inbox::Inbound,
    settings::LiveSettings,
};

/// The rooms of this node. Clones are the same.
#[derive(Clone)]
pub struct Rooms {
    node: Arc<Node>,
}

/// Somebody with a valid token for the room, and a transport.
pub struct Arrival {
    /// Who.
    pub identity: Identity,
    /// The sign-in their token belongs to; guests have none.
    pub session: Option<SessionId>,
    /// How messages reach them.
    pub outlet: Arc<dyn Outlet>,
    /// They have the timeline up to this entry, and want the rest of it.
    pub after: Option<Seq>,
    /// By which invitation they come, if by one.
    pub invited: Option<Invited>,
}

/// Why a connection was refused; the contract's `connect_error` messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    /// There is no such room.
    #[error("unknown_room")]
    UnknownRoom,
    /// It has ended, and this person is neither host nor interviewer.
    #[error("room_ended")]
    RoomEnded,
    /// The store is away, or this node is draining.
    #[error("try_later")]
    TryLater,
}

/// Why something asked of a room was not done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoomError {
    /// There is no such room.
    #[error("unknown room")]
    UnknownRoom,
    /// The room's rules say no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store is away, or this node is draining.
    #[error("try later")]
    TryLater,
}

/// How much there is on this node now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Rooms in memory.
    pub rooms: usize,
    /// Connections of all rooms.
    pub connections: usize,
    /// Messages that wait in the rooms' queues.
    pub waiting: usize,
}

impl Rooms {
    /// No rooms yet; each is opened by the first who asks for it. Needs the runtime's context, and counts
    /// with the metrics recorder that is installed now ([`crate::meters`]).
    pub fn new(
        store: Store,
        bus: Arc<dyn Bus>,
        clock: Arc<dyn Clock>,
        settings: LiveSettings,
    ) -> Self {
        Self::with_notices(store, bus, clock, settings, Arc::new(NoNotices))
    }

    /// The same; what happens in them is told to those who are not there.
    pub fn with_notices(
        store: Store,
        bus: Arc<dyn Bus>,
        clock: Arc<dyn Clock>,
        settings: LiveSettings,
        notices: Arc<dyn Notices>,
    ) -> Self {
        let id = NodeId(clock.new_id());
        let (meters, registry) = (Meters::new(), Registry::default());
        let node = Arc::new(Node {
            id,
            store,
            bus,
            clock,
            settings,
            meters,
            registry,
            doubts: Doubts::default(),
            notices,
        });
        tokio::spawn(nodes::run(Arc::downgrade(&node)));
        Self { node }
    }

    /// Opens a connection: its outlet gets the first view, then the entries it asked for.
    pub async fn connect(
        &self,
        room: RoomId,
        arrival: Arrival,
    ) -> Result<Connection, ConnectError> {
        let (reply, answered) = oneshot::channel();
        let connect = Inbound::Connect {
            arrival: Box::new(arrival),
            came: Instant::now(),
            reply,
        };
        Registry::deliver(&self.node, room, connect).map_err(|_| ConnectError::TryLater)?;
        answered.await.unwrap_or(Err(ConnectError::TryLater))
    }

    /// Gives a room another title; the seq of the entry, or of the log's head if it has that title.
    pub async fn rename(
        &self,
        room: RoomId,
        by: &Identity,
        title: String,
    ) -> Result<Seq, RoomError> {
        let (reply, answered) = oneshot::channel();
        let rename = Inbound::Rename {
            by: by.clone(),
            title,
            reply,
        };
        Registry::deliver(&self.node, room, rename).map_err(|_| RoomError::TryLater)?;
        answered.await.unwrap_or(Err(RoomError::TryLater))
    }

    /// Closes connections in whichever room, on all nodes.
    pub fn sign_out(&self, whose: SignOut) {
        nodes::sign_out(&self.node, whose);
        self.node
            .bus
            .publish(self.node.id, Topic::Nodes, Message::SignOut(whose));
    }

    /// Closes all connections so that they reconnect elsewhere, takes no new ones, and returns once all
    /// rooms are flushed, durable and checkpointed.
    pub async fn drain(&self) {
        for room in self.node.registry.close() {
            // A room that panicked has nothing left to keep.
            drop(room.await);
        }
    }

    /// How much there is on this node now.
    pub fn stats(&self) -> Stats {
        let (rooms, waiting) = self.node.registry.counts();
        Stats {
            rooms,
            connections: self.node.meters.connections(),
            waiting,
        }
    }
}
