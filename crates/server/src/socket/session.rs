//! One socket that has been let in: its connection to the room, its outlet, and its limits.

use std::sync::{Arc, Mutex, PoisonError};

use codevlive_live::connection::Connection;
use socketioxide::extract::SocketRef;

use crate::socket::{
    acks::Acks,
    outlet::SocketOutlet,
    pacing::{Allowance, EditPacing},
};

/// Commands, syncs and signalling a connection may send at once, and per second for long. A person
/// who clicks as fast as they can stays far below it.
const MESSAGES_BURST: u32 = 200;
const MESSAGES_PER_SECOND: u32 = 50;

/// Cursor moves: dropped, not refused, beyond this; the next one says all that a lost one said.
const AWARENESS_BURST: u32 = 60;
const AWARENESS_PER_SECOND: u32 = 30;

/// Owned by the handlers registered on the socket, and so ended by whatever ends the socket, also
/// when its CONNECT packet never made it out.
pub(super) struct Session {
    /// To the room.
    pub(super) connection: Connection,
    /// From the room.
    pub(super) outlet: Arc<SocketOutlet>,
    /// Answers that are owed.
    pub(super) acks: Arc<Acks>,
    /// Slows edits; none where rate limits are off.
    pub(super) edits: Option<EditPacing>,
    messages: Option<Mutex<Allowance>>,
    awareness: Option<Mutex<Allowance>>,
}

impl Session {
    pub(super) fn new(
        connection: Connection,
        outlet: Arc<SocketOutlet>,
        rate_limits: bool,
    ) -> Self {
        let allowance = |burst, rate| rate_limits.then(|| Mutex::new(Allowance::new(burst, rate)));
        Self {
            edits: rate_limits.then(|| EditPacing::new(connection.clone(), Arc::clone(&outlet))),
            acks: Arc::new(Acks::new(Arc::clone(&outlet))),
            connection,
            outlet,
            messages: allowance(MESSAGES_BURST, MESSAGES_PER_SECOND),
            awareness: allowance(AWARENESS_BURST, AWARENESS_PER_SECOND),
        }
    }

    /// The CONNECT packet is out: what waited may go.
    pub(super) fn open(&self, socket: &SocketRef) {
        self.outlet.open(socket);
    }

    /// Whether one more message that asks for an answer fits into the limits.
    pub(super) fn may_send_message(&self) -> bool {
        take(self.messages.as_ref())
    }

    /// Whether one more cursor move does.
    pub(super) fn may_move_cursor(&self) -> bool {
        take(self.awareness.as_ref())
    }

    /// The socket is gone.
    pub(super) fn end(&self) {
        self.connection.disconnect();
        self.outlet.forget();
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.end();
    }
}

fn take(allowance: Option<&Mutex<Allowance>>) -> bool {
    allowance.is_none_or(|allowance| {
        allowance
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take(tokio::time::Instant::now())
    })
}
