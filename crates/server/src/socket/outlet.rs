//! What a room sends, as Socket.IO packets, within what may wait for one connection.

use std::{
    io,
    sync::{
        Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use codevlive_live::outlet::{CloseReason, Full, Outgoing, Outlet};
use codevlive_protocol::socket::{Closed, ClosedReason, EditMeta, RtcFrom};
use serde::Serialize;
use socketioxide::{SendError, SocketError, extract::SocketRef, socket::Socket};

use crate::socket::transports::Carrier;

/// Messages up to this are bounded well enough by the number of packets that fit.
const SMALL_BYTES: usize = 4 * 1024;

/// Bytes that may wait for one connection. A message that is larger still goes when nothing else waits.
const MAX_WAITING_BYTES: usize = 512 * 1024;

/// Messages that may wait for the CONNECT packet to go out: what fits into the buffer then.
const MAX_EARLY: usize = 128;

/// How long a client has to take the goodbye before its transport is shut down.
const GOODBYE: Duration = Duration::from_millis(500);

/// The socket of one connection.
pub(super) struct SocketOutlet {
    /// Set when the CONNECT packet has gone out; taken when the socket is gone.
    socket: Mutex<Option<SocketRef>>,
    /// What came before that.
    early: Mutex<Early>,
    opened: AtomicBool,
    closing: OnceLock<()>,
    carrier: Carrier,
}

#[derive(Default)]
struct Early {
    messages: Vec<Outgoing>,
    bytes: usize,
}

impl SocketOutlet {
    pub(super) fn new(carrier: Carrier) -> Self {
        Self {
            socket: Mutex::new(None),
            early: Mutex::default(),
            opened: AtomicBool::new(false),
            closing: OnceLock::new(),
            carrier,
        }
    }

    /// Sends what waited, and from now on everything at once.
    pub(super) fn open(&self, socket: &SocketRef) {
        let mut early = lock(&self.early);
        *lock(&self.socket) = Some(socket.clone());
        for message in std::mem::take(&mut *early).messages {
            if self.emit(socket, &message).is_err() {
                tracing::warn!(socket.id = %socket.id, "the first messages do not fit; closing");
                self.close();
                break;
            }
        }
        self.opened.store(true, Ordering::Release);
    }

    /// The socket is gone: nothing is kept for it.
    pub(super) fn forget(&self) {
        lock(&self.socket).take();
        *lock(&self.early) = Early::default();
    }

    /// Hands a packet of so many bytes to the socket. A closed one takes everything; its disconnect
    /// handler is on its way.
    pub(super) fn hand_over(
        &self,
        socket: &Socket,
        bytes: usize,
        send: impl FnOnce() -> Result<(), SendError>,
    ) -> Result<(), Full> {
        let backlog = self.carrier.backlog(socket);
        if !fits(backlog.bytes(), bytes) {
            return Err(Full);
        }
        // Before it is sent, since it may leave at once.
        backlog.add(bytes);
        let outcome = send();
        if outcome.is_err() {
            backlog.sub(bytes);
        }
        match outcome {
            Err(SendError::Socket(SocketError::InternalChannelFull)) => Err(Full),
            Err(SendError::Serialize(error)) => {
                tracing::error!(%error, "a message could not be encoded");
                Ok(())
            }
            _sent_or_closed => Ok(()),
        }
    }

    fn emit(&self, socket: &SocketRef, message: &Outgoing) -> Result<(), Full> {
        self.hand_over(socket, weight(message), || match message {
            Outgoing::View { seq, view } => {
                let (seq, view) = (*seq, view.as_ref());
                socket.emit("view", &View { seq, view })
            }
            Outgoing::Entry(entry) => socket.emit("entry", entry.as_ref()),
            Outgoing::Edit { pad, update, actor } => {
                socket.emit("edit", &(pad, update, EditMeta { actor: *actor }))
            }
            Outgoing::Awareness { pad, update } => socket.emit("awareness", &(pad, update)),
            Outgoing::Rtc { from, data } => {
                let (from, data) = (*from, data.as_ref());
                socket.emit("rtc", &RtcFrom { from, data })
            }
            Outgoing::Closed(reason) => {
                let reason = closed(*reason);
                socket.emit("closed", &Closed { reason })
            }
        })
    }
}

impl Outlet for SocketOutlet {
    fn send(&self, message: &Outgoing) -> Result<(), Full> {
        if !self.opened.load(Ordering::Acquire) {
            let mut early = lock(&self.early);
            if !self.opened.load(Ordering::Acquire) {
                let bytes = weight(message);
                if early.messages.len() >= MAX_EARLY || !fits(early.bytes, bytes) {
                    return Err(Full);
                }
                early.bytes += bytes;
                early.messages.push(message.clone());
                return Ok(());
            }
        }
        let socket = lock(&self.socket);
        socket
            .as_ref()
            .map_or(Ok(()), |socket| self.emit(socket, message))
    }

    fn close(&self) {
        if self.closing.set(()).is_err() {
            return;
        }
        let socket = lock(&self.socket).clone();
        let peer = self.carrier.peer(socket.as_deref()).cloned();
        tokio::spawn(async move {
            // Fails if the buffer is full; the transport goes down either way.
            let said = socket.map(SocketRef::disconnect);
            if matches!(said, Some(Ok(()))) {
                tokio::time::sleep(GOODBYE).await;
            }
            // There is none while a client polls: one that does not come back has its heartbeat missed.
            if let Some(peer) = peer {
                peer.shut_down();
            }
        });
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a message of so many bytes may join those that wait.
const fn fits(waiting: usize, bytes: usize) -> bool {
    bytes <= SMALL_BYTES || waiting == 0 || waiting + bytes <= MAX_WAITING_BYTES
}

/// The bytes of a message, envelope apart.
fn weight(message: &Outgoing) -> usize {
    match message {
        Outgoing::View { view, .. } => json_bytes(view.as_ref()),
        Outgoing::Entry(entry) => json_bytes(entry.as_ref()),
        Outgoing::Edit { update, .. } | Outgoing::Awareness { update, .. } => update.len(),
        Outgoing::Rtc { data, .. } => json_bytes(data.as_ref()),
        Outgoing::Closed(_) => 0,
    }
}

/// The length of a value as JSON. It is encoded for that, and once more when it is sent: the library
/// takes no text. What is sent most by far, edits and cursors, is not JSON.
fn json_bytes(value: &impl Serialize) -> usize {
    let mut counted = Counted(0);
    // What can't be encoded is reported when it is sent.
    drop(serde_json::to_writer(&mut counted, value));
    counted.0
}

struct Counted(usize);

impl io::Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
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
