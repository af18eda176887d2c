//! All rooms that are open on this node.

use std::sync::Arc;

use codevlive_domain::{
    id::{PersonId, RoomId, SessionId},
    room::{
        decide::NewRoom,
        entry::Seq,
        person::Identity,
        refusal::Refusal,
        state::RoomState,
        timeline::TimelineEntry,
    },
    time::Millis,
};
use codevlive_store::{Store, Unavailable, documents::room::RoomSummary};

use crate::{
    bus::{Bus, SignOut},
    clock::Clock,
    connection::Connection,
    outlet::Outlet,
    settings::LiveSettings,
};

/// The rooms of this node. Clones are the same.
#[derive(Clone)]
pub struct Rooms {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    bus: Arc<dyn Bus>,
    clock: Arc<dyn Clock>,
    settings: LiveSettings,
}

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
    /// No rooms yet; each is opened by the first who asks for it. Needs the runtime's context.
    pub fn new(
        store: Store,
        bus: Arc<dyn Bus>,
        clock: Arc<dyn Clock>,
        settings: LiveSettings,
    ) -> Self {
        Self { inner: Arc::new(Inner { store, bus, clock, settings }) }
    }

    /// Makes a room: the first entry of its log, then its summary. Durable when this returns.
    pub async fn create(&self, creation: Creation) -> Result<RoomSummary, Unavailable> {
        let Inner { store: _, bus: _, clock: _, settings: _ } = &*self.inner;
        Err(Unavailable(format!("not yet: {}", creation.id)))
    }

    /// Opens a connection: its outlet gets the first view, then the entries it asked for.
    pub async fn connect(
        &self,
        room: RoomId,
        arrival: Arrival,
    ) -> Result<Connection, ConnectError> {
        let _ = (room, arrival);
        Err(ConnectError::TryLater)
    }

    /// Gives a room another title.
    pub async fn rename(
        &self,
        room: RoomId,
        by: &Identity,
        title: String,
    ) -> Result<Seq, RoomError> {
        let _ = (room, by, title);
        Err(RoomError::TryLater)
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
        let _ = (room, viewer, after, limit);
        Err(Unavailable("not yet".into()))
    }

    /// The state of a room, whether or not it is open: who is what in it, and how far it is. None if
    /// there is no such room.
    pub async fn state(&self, room: RoomId) -> Result<Option<Arc<RoomState>>, Unavailable> {
        let _ = room;
        Err(Unavailable("not yet".into()))
    }

    /// Removes a room: its connections on all nodes, its log, its summary. Whether there was one.
    pub async fn delete(&self, room: RoomId) -> Result<bool, Unavailable> {
        let _ = room;
        Err(Unavailable("not yet".into()))
    }

    /// Closes connections in whichever room, on all nodes.
    pub fn sign_out(&self, whose: SignOut) {
        let _ = whose;
    }

    /// Closes all connections so that they reconnect elsewhere, takes no new ones, and returns once all
    /// rooms are flushed, durable and checkpointed.
    pub async fn drain(&self) {}

    /// How much there is on this node now.
    pub fn stats(&self) -> Stats {
        Stats::default()
    }
}
