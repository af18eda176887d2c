//! How fast one connection may be served.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use codevlive_domain::{id::PadId, room::entry::Seq};
use codevlive_live::{
    connection::{Connection, Reply},
    outlet::Outlet,
};
use tokio::time::Instant;

use crate::socket::outlet::SocketOutlet;

/// Edits a connection may send at once before it is slowed (contract: "a burst of 500").
const EDIT_BURST: u32 = 500;
/// Edits a second it is slowed to (contract: "100 a second sustained").
const EDITS_PER_SECOND: u32 = 100;
/// Bytes of edits that may wait. Who sends more is closed rather than refused: the browser keeps what
/// was not acknowledged, and sends it again merged.
const WAITING_BYTES: usize = 16 * 1024 * 1024;

/// A generic cell rate allowance: a burst, then a steady rate.
pub(super) struct Allowance {
    interval: Duration,
    burst: Duration,
    /// When the allowance would be whole again.
    full_at: Option<Instant>,
}

impl Allowance {
    /// `burst` at once, `per_second` for long.
    pub(super) fn new(burst: u32, per_second: u32) -> Self {
        let interval = Duration::from_secs(1) / per_second;
        Self {
            interval,
            burst: interval * burst,
            full_at: None,
        }
    }

    /// Takes one, if there is one.
    pub(super) fn take(&mut self, now: Instant) -> bool {
        let free = self.next(now) <= now;
        if free {
            self.full_at = Some(self.full_at.map_or(now, |at| at.max(now)) + self.interval);
        }
        free
    }

    /// When the next one can be taken.
    fn next(&self, now: Instant) -> Instant {
        let full_at = self.full_at.map_or(now, |at| at.max(now));
        (full_at + self.interval)
            .checked_sub(self.burst)
            .map_or(now, |next| next.max(now))
    }
}

struct WaitingEdit {
    pad: PadId,
    update: Bytes,
    reply: Reply<Seq>,
}

struct Queue {
    allowance: Allowance,
    waiting: VecDeque<WaitingEdit>,
    bytes: usize,
}

/// Passes edits on in order: at once within the allowance, one by one at its rate beyond it.
pub(super) struct EditPacing {
    connection: Connection,
    outlet: Arc<SocketOutlet>,
    queue: Arc<Mutex<Queue>>,
}

impl EditPacing {
    pub(super) fn new(connection: Connection, outlet: Arc<SocketOutlet>) -> Self {
        let allowance = Allowance::new(EDIT_BURST, EDITS_PER_SECOND);
        let queue = Queue {
            allowance,
            waiting: VecDeque::new(),
            bytes: 0,
        };
        Self {
            connection,
            outlet,
            queue: Arc::new(Mutex::new(queue)),
        }
    }

    /// Passes an edit on, now or when its turn comes.
    pub(super) fn edit(&self, pad: PadId, update: Bytes, reply: Reply<Seq>) {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        if queue.waiting.is_empty() && queue.allowance.take(Instant::now()) {
            drop(queue);
            self.connection.edit(pad, update, reply);
            return;
        }
        queue.bytes += update.len();
        if queue.bytes > WAITING_BYTES {
            drop(queue);
            self.outlet.close();
            return;
        }
        queue.waiting.push_back(WaitingEdit { pad, update, reply });
        let first = queue.waiting.len() == 1;
        drop(queue);
        if first {
            tokio::spawn(drain(self.connection.clone(), Arc::clone(&self.queue)));
        }
    }
}

/// Passes waiting edits on at the allowance's rate, until none is left.
async fn drain(connection: Connection, queue: Arc<Mutex<Queue>>) {
    loop {
        let next = {
            let queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
            queue.allowance.next(Instant::now())
        };
        tokio::time::sleep_until(next).await;
        let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
        while queue.allowance.take(Instant::now()) {
            let Some(edit) = queue.waiting.pop_front() else {
                return;
            };
            queue.bytes -= edit.update.len();
            connection.edit(edit.pad, edit.update, edit.reply);
        }
        if queue.waiting.is_empty() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_burst_then_a_steady_rate() {
        let mut allowance = Allowance::new(5, 10);
        let start = Instant::now();
        let taken = (0..20).filter(|_| allowance.take(start)).count();
        assert_eq!(taken, 5);
        assert!(!allowance.take(start + Duration::from_millis(99)));
        assert!(allowance.take(start + Duration::from_millis(101)));
        let after_a_pause = start + Duration::from_secs(10);
        assert_eq!((0..20).filter(|_| allowance.take(after_a_pause)).count(), 5);
    }
}
