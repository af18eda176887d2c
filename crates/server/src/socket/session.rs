//! One socket that has been let in: its connection to the room, its outlet, and its limits.

use std::sync::{Arc, Mutex, PoisonError};

use codevlive_domain::id::{PersonId, RoomId};
use codevlive_live::connection::Connection;
use socketioxide::extract::SocketRef;
use tokio::time::Instant;

use crate::{
    places::Place,
    socket::{
        acks::Acks,
        cursors::Cursors,
        outlet::SocketOutlet,
        pacing::{Allowance, EditPacing},
    },
};

/// Commands, syncs and signalling a connection may send at once, and per second for long. A person
/// who clicks as fast as they can stays far below it.
const MESSAGES_BURST: u32 = 200;
const MESSAGES_PER_SECOND: u32 = 50;

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
    /// Passes cursor moves on.
    pub(super) cursors: Cursors,
    messages: Option<Mutex<Allowance>>,
    /// Counts it among its person's; none where rate limits are off.
    _place: Option<Place<(RoomId, PersonId)>>,
}

impl Session {
    pub(super) fn new(
        connection: Connection,
        outlet: Arc<SocketOutlet>,
        place: Option<Place<(RoomId, PersonId)>>,
        rate_limits: bool,
    ) -> Self {
        let messages = || Mutex::new(Allowance::new(MESSAGES_BURST, MESSAGES_PER_SECOND));
        Self {
            cursors: Cursors::new(connection.clone(), rate_limits),
            messages: rate_limits.then(messages),
            _place: place,
            edits: rate_limits.then(|| EditPacing::new(connection.clone(), Arc::clone(&outlet))),
            acks: Arc::new(Acks::new(Arc::clone(&outlet))),
            connection,
            outlet,
        }
    }

    /// The CONNECT packet is out: what waited may go.
    pub(super) fn open(&self, socket: &SocketRef) {
        self.outlet.open(socket);
    }

    /// Whether one more message that asks for an answer fits into the limits.
    pub(super) fn may_send_message(&self) -> bool {
        self.messages.as_ref().is_none_or(|allowance| {
            let mut allowance = allowance.lock().unwrap_or_else(PoisonError::into_inner);
            allowance.take(Instant::now())
        })
    }

    /// The socket is gone: what it still wanted to say is forgotten.
    pub(super) fn end(&self) {
        if let Some(edits) = &self.edits {
            edits.end();
        }
        self.cursors.end();
        self.connection.disconnect();
        self.outlet.forget();
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.end();
    }
}
