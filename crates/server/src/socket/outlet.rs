//! What a room sends, as Socket.IO packets, within what one connection may have in flight.

use std::{
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use codevlive_live::outlet::{CloseReason, Full, Outgoing, Outlet};
use codevlive_protocol::socket::{Closed, ClosedReason, EditMeta, RtcFrom};
use serde::Serialize;
use socketioxide::{SendError, SocketError, extract::SocketRef};

use crate::listener::Peer;

/// Payloads above this are counted while they are in flight; smaller ones are bounded well enough by
/// the number of packets that fit.
const SMALL_BYTES: usize = 4 * 1024;

/// Payload that may wait for one connection. One that is larger still goes when nothing else waits.
const MAX_IN_FLIGHT_BYTES: usize = 512 * 1024;

/// How long a client has to take the goodbye before its transport is shut down.
const GOODBYE: Duration = Duration::from_millis(500);

/// The socket of one connection.
pub(super) struct SocketOutlet {
    /// Set when the CONNECT packet has gone out; taken when the socket is gone.
    socket: Mutex<Option<SocketRef>>,
    /// What came before that, a view and some entries at most.
    early: Mutex<Vec<Outgoing>>,
    opened: AtomicBool,
    closing: OnceLock<()>,
    in_flight: Arc<AtomicUsize>,
    peer: Option<Peer>,
}

impl SocketOutlet {
    pub(super) fn new(peer: Option<Peer>) -> Self {
        Self {
            socket: Mutex::new(None),
            early: Mutex::default(),
            opened: AtomicBool::new(false),
            closing: OnceLock::new(),
            in_flight: Arc::default(),
            peer,
        }
    }

    /// Sends what waited, and from now on everything at once.
    pub(super) fn open(&self, socket: &SocketRef) {
        let mut early = self.early.lock().unwrap_or_else(PoisonError::into_inner);
        *self.socket.lock().unwrap_or_else(PoisonError::into_inner) = Some(socket.clone());
        for message in early.drain(..) {
            if self.emit(socket, &message).is_err() {
                // More than a whole buffer of history, before the client could read any of it.
                tracing::warn!(socket.id = %socket.id, "history does not fit; closing");
                self.close();
                break;
            }
        }
        self.opened.store(true, Ordering::Release);
    }

    /// The socket is gone: nothing is kept for it.
    pub(super) fn forget(&self) {
        self.socket
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        self.early
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    /// Whether a payload of so many bytes may join what is in flight.
    pub(super) fn has_room_for(&self, bytes: usize) -> bool {
        let in_flight = self.in_flight.load(Ordering::Relaxed);
        bytes <= SMALL_BYTES || in_flight == 0 || in_flight + bytes <= MAX_IN_FLIGHT_BYTES
    }

    /// The same bytes, counted as in flight until the last reader has dropped them.
    pub(super) fn track(&self, bytes: &Bytes) -> Bytes {
        if bytes.len() <= SMALL_BYTES {
            return bytes.clone();
        }
        self.in_flight.fetch_add(bytes.len(), Ordering::Relaxed);
        Bytes::from_owner(InFlight {
            bytes: bytes.clone(),
            counter: Arc::clone(&self.in_flight),
        })
    }

    fn emit(&self, socket: &SocketRef, message: &Outgoing) -> Result<(), Full> {
        let sent = match message {
            Outgoing::View { seq, view } => socket.emit(
                "view",
                &View {
                    seq: *seq,
                    view: view.as_ref(),
                },
            ),
            Outgoing::Entry(entry) => socket.emit("entry", entry.as_ref()),
            Outgoing::Edit { pad, update, actor } => {
                if !self.has_room_for(update.len()) {
                    return Err(Full);
                }
                socket.emit(
                    "edit",
                    &(pad, self.track(update), EditMeta { actor: *actor }),
                )
            }
            Outgoing::Awareness { pad, update } => socket.emit("awareness", &(pad, update)),
            Outgoing::Rtc { from, data } => socket.emit(
                "rtc",
                &RtcFrom {
                    from: *from,
                    data: data.as_ref(),
                },
            ),
            Outgoing::Closed(reason) => socket.emit(
                "closed",
                &Closed {
                    reason: closed(*reason),
                },
            ),
        };
        match sent {
            Err(SendError::Socket(SocketError::InternalChannelFull)) => Err(Full),
            Err(SendError::Serialize(error)) => {
                tracing::error!(%error, "a message could not be encoded");
                Ok(())
            }
            // A closed socket takes everything; its disconnect handler is on its way.
            _sent_or_closed => Ok(()),
        }
    }
}

impl Outlet for SocketOutlet {
    fn send(&self, message: &Outgoing) -> Result<(), Full> {
        if !self.opened.load(Ordering::Acquire) {
            let mut early = self.early.lock().unwrap_or_else(PoisonError::into_inner);
            if !self.opened.load(Ordering::Acquire) {
                early.push(message.clone());
                return Ok(());
            }
        }
        let socket = self.socket.lock().unwrap_or_else(PoisonError::into_inner);
        socket
            .as_ref()
            .map_or(Ok(()), |socket| self.emit(socket, message))
    }

    fn close(&self) {
        if self.closing.set(()).is_err() {
            return;
        }
        let socket = self
            .socket
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let peer = self.peer.clone();
        tokio::spawn(async move {
            // Fails if the buffer is full; the transport goes down either way.
            let said = socket.map(SocketRef::disconnect);
            if matches!(said, Some(Ok(()))) {
                tokio::time::sleep(GOODBYE).await;
            }
            if let Some(peer) = peer {
                peer.shut_down();
            }
        });
    }
}

#[derive(Serialize)]
struct View<'a, V> {
    seq: u64,
    view: &'a V,
}

const fn closed(reason: CloseReason) -> ClosedReason {
    match reason {
        CloseReason::Removed => ClosedReason::Removed,
        CloseReason::Ended => ClosedReason::Ended,
        CloseReason::SignedOut => ClosedReason::SignedOut,
        CloseReason::Draining => ClosedReason::Draining,
    }
}

/// A payload on its way to one connection.
struct InFlight {
    bytes: Bytes,
    counter: Arc<AtomicUsize>,
}

impl AsRef<[u8]> for InFlight {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.counter.fetch_sub(self.bytes.len(), Ordering::Relaxed);
    }
}
