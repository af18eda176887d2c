//! What a connection receives, and the narrow door it leaves by.

use std::sync::Arc;

use bytes::Bytes;
use codevlive_domain::{
    id::{ConnectionId, PadId, PersonId},
    room::{entry::Seq, timeline::TimelineEntry, view::RoomView},
};
use serde_json::Value;

/// A message to one connection; the contract's server → client table.
#[derive(Clone, Debug)]
pub enum Outgoing {
    /// All that this person may know of the live state.
    View {
        /// The log's durable head when it was made.
        seq: Seq,
        /// The state as this person may see it.
        view: Arc<RoomView>,
    },
    /// A timeline entry this person may see.
    Entry(Arc<TimelineEntry>),
    /// A Yjs update that is in the log.
    Edit {
        /// Which pad.
        pad: PadId,
        /// Yjs update, v1.
        update: Bytes,
        /// Whose edits; none where several people's are merged (catching up).
        actor: Option<PersonId>,
    },
    /// A y-protocols awareness update.
    Awareness {
        /// Which pad.
        pad: PadId,
        /// The update.
        update: Bytes,
    },
    /// WebRTC signalling from another connection.
    Rtc {
        /// Which connection sent it.
        from: ConnectionId,
        /// A description or candidate, not looked into.
        data: Arc<Value>,
    },
    /// The last message: the server is about to close this connection.
    Closed(CloseReason),
}

/// Why the server closes a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CloseReason {
    /// Put out by a host.
    Removed,
    /// The room ended; candidates and observers are closed.
    Ended,
    /// Logged out, password changed, or account deleted.
    SignedOut,
    /// This node goes away: reconnect elsewhere.
    Draining,
}

/// The connection's buffer is full: nothing of the message was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

/// How a connection's messages leave. Must never block.
pub trait Outlet: Send + Sync {
    /// Queues a message. On [`Full`] the room stops sending, and brings the connection up to date once
    /// messages fit again; it never skips one silently.
    fn send(&self, message: &Outgoing) -> Result<(), Full>;

    /// Closes the transport, also if its buffer is full.
    fn close(&self);
}
