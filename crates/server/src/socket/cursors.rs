//! Cursor moves: as many as others can follow, and always the last one.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use codevlive_domain::id::PadId;
use codevlive_live::connection::Connection;
use tokio::time::Instant;

use crate::socket::pacing::Allowance;

/// Cursor moves at once, and per second for long.
const BURST: u32 = 60;
const PER_SECOND: u32 = 30;

/// Pads whose last move is kept; nobody moves in more of them at a time.
const MAX_PADS: usize = 8;

/// Passes cursor moves on. Beyond the allowance, the newest of each pad is kept until there is one more:
/// it says all that those before it said, and where the cursor has come to rest nothing follows.
pub(super) struct Cursors {
    connection: Connection,
    /// None where rate limits are off.
    moves: Option<Arc<Mutex<Moves>>>,
}

struct Moves {
    allowance: Allowance,
    /// The newest of each pad that has not been passed on. As long as there is one, a task waits.
    kept: Vec<(PadId, Bytes)>,
}

impl Cursors {
    pub(super) fn new(connection: Connection, limited: bool) -> Self {
        let moves = || Moves {
            allowance: Allowance::new(BURST, PER_SECOND),
            kept: Vec::new(),
        };
        Self {
            connection,
            moves: limited.then(|| Arc::new(Mutex::new(moves()))),
        }
    }

    /// Passes a move on; whether at once.
    pub(super) fn moved(&self, pad: PadId, update: Bytes) -> bool {
        let Some(shared) = &self.moves else {
            self.connection.awareness(pad, update);
            return true;
        };
        let mut moves = shared.lock().unwrap_or_else(PoisonError::into_inner);
        let waits = !moves.kept.is_empty();
        if !waits && moves.allowance.take(Instant::now()) {
            self.connection.awareness(pad, update);
            return true;
        }
        moves.keep(pad, update);
        if !waits {
            tokio::spawn(pass_kept(self.connection.clone(), Arc::clone(shared)));
        }
        false
    }

    /// The socket is gone: nothing is kept of it.
    pub(super) fn end(&self) {
        if let Some(moves) = &self.moves {
            let mut moves = moves.lock().unwrap_or_else(PoisonError::into_inner);
            moves.kept.clear();
        }
    }
}

impl Moves {
    fn keep(&mut self, pad: PadId, update: Bytes) {
        if let Some(known) = self.kept.iter_mut().find(|(known, _)| *known == pad) {
            known.1 = update;
        } else if self.kept.len() < MAX_PADS {
            self.kept.push((pad, update));
        }
    }
}

/// Passes on what is kept as the allowance has it, until nothing is.
async fn pass_kept(connection: Connection, shared: Arc<Mutex<Moves>>) {
    loop {
        let next = {
            let mut moves = shared.lock().unwrap_or_else(PoisonError::into_inner);
            let now = Instant::now();
            while !moves.kept.is_empty() && moves.allowance.take(now) {
                let (pad, update) = moves.kept.remove(0);
                connection.awareness(pad, update);
            }
            if moves.kept.is_empty() {
                return;
            }
            moves.allowance.next(now)
        };
        tokio::time::sleep_until(next).await;
    }
}
