//! How fast one connection may be served.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
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
/// Edits of one connection that may wait, and their bytes. Who sends more is closed rather than refused:
/// the browser keeps what was not acknowledged, and sends it again merged.
const MAX_WAITING: usize = 20_000;
const MAX_WAITING_BYTES: usize = 16 * 1024 * 1024;
/// What an edit keeps in memory besides its update.
const EDIT_BYTES: usize = 256;
/// How long an edit that found its room's queue full waits until it tries again, and how often it does:
/// for ten seconds, in which a room that is merely behind has caught up.
const RETRY: Duration = Duration::from_millis(50);
const MAX_TRIES: u32 = 200;

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
    pub(super) fn next(&self, now: Instant) -> Instant {
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
    /// How often it found its room's queue full.
    tries: u32,
}

impl WaitingEdit {
    fn weight(&self) -> usize {
        self.update.len() + EDIT_BYTES
    }

    /// Hands it to its room, or gives it back if the room's queue is full.
    fn pass(self, connection: &Connection) -> Result<(), Self> {
        if self.tries >= MAX_TRIES {
            connection.edit(self.pad, self.update, self.reply);
            return Ok(());
        }
        let handed = connection.try_edit(self.pad, self.update.clone(), self.reply);
        handed.map_err(|reply| Self {
            reply,
            tries: self.tries + 1,
            ..self
        })
    }
}

struct Queue {
    allowance: Allowance,
    waiting: VecDeque<WaitingEdit>,
    bytes: usize,
    /// A task passes on what waits. As long as it does, nothing goes past it.
    draining: bool,
}

impl Queue {
    fn push_back(&mut self, edit: WaitingEdit) {
        self.bytes += edit.weight();
        self.waiting.push_back(edit);
    }

    fn push_front(&mut self, edit: WaitingEdit) {
        self.bytes += edit.weight();
        self.waiting.push_front(edit);
    }

    fn pop(&mut self) -> Option<WaitingEdit> {
        let edit = self.waiting.pop_front()?;
        self.bytes -= edit.weight();
        Some(edit)
    }

    fn is_too_long(&self) -> bool {
        self.waiting.len() > MAX_WAITING || self.bytes > MAX_WAITING_BYTES
    }

    /// Passes on what may go now; when to look again, if anything is left.
    fn pass_on(&mut self, connection: &Connection) -> Option<Instant> {
        let now = Instant::now();
        while !self.waiting.is_empty() {
            if !self.allowance.take(now) {
                return Some(self.allowance.next(now));
            }
            if let Some(Err(edit)) = self.pop().map(|edit| edit.pass(connection)) {
                self.push_front(edit);
                return Some(now + RETRY);
            }
        }
        self.draining = false;
        None
    }
}

/// Passes edits on in order: at once within the allowance, one by one at its rate beyond it, and later
/// if their room can't take them.
pub(super) struct EditPacing {
    connection: Connection,
    outlet: Arc<SocketOutlet>,
    queue: Arc<Mutex<Queue>>,
}

impl EditPacing {
    pub(super) fn new(connection: Connection, outlet: Arc<SocketOutlet>) -> Self {
        let queue = Queue {
            allowance: Allowance::new(EDIT_BURST, EDITS_PER_SECOND),
            waiting: VecDeque::new(),
            bytes: 0,
            draining: false,
        };
        Self {
            connection,
            outlet,
            queue: Arc::new(Mutex::new(queue)),
        }
    }

    /// Passes an edit on, now or when its turn comes.
    pub(super) fn edit(&self, pad: PadId, update: Bytes, reply: Reply<Seq>) {
        let mut queue = lock(&self.queue);
        queue.push_back(WaitingEdit {
            pad,
            update,
            reply,
            tries: 0,
        });
        if queue.draining {
            if queue.is_too_long() {
                drop(queue);
                self.outlet.close();
            }
            return;
        }
        if let Some(next) = queue.pass_on(&self.connection) {
            queue.draining = true;
            let (connection, queue) = (self.connection.clone(), Arc::clone(&self.queue));
            tokio::spawn(drain(connection, queue, next));
        }
    }

    /// The socket is gone: what waits goes with it.
    pub(super) fn end(&self) {
        let mut queue = lock(&self.queue);
        queue.bytes = 0;
        queue.waiting.clear();
    }
}

/// Passes waiting edits on at the allowance's rate, until none is left.
async fn drain(connection: Connection, queue: Arc<Mutex<Queue>>, mut next: Instant) {
    loop {
        tokio::time::sleep_until(next).await;
        match lock(&queue).pass_on(&connection) {
            Some(later) => next = later,
            None => return,
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queue(edits: usize, bytes: usize) -> Queue {
        let mut queue = Queue {
            allowance: Allowance::new(1, 1),
            waiting: VecDeque::new(),
            bytes: 0,
            draining: true,
        };
        for _ in 0..edits {
            queue.push_back(WaitingEdit {
                pad: PadId(uuid::Uuid::nil()),
                update: Bytes::from(vec![0; bytes]),
                reply: Box::new(|_| {}),
                tries: 0,
            });
        }
        queue
    }

    #[test]
    fn what_waits_is_bounded_in_number_and_in_bytes() {
        assert!(!queue(MAX_WAITING, 0).is_too_long());
        assert!(queue(MAX_WAITING + 1, 0).is_too_long());
        assert!(!queue(15, 1024 * 1024).is_too_long());
        assert!(queue(16, 1024 * 1024).is_too_long(), "each weighs a little");
        let mut queue = queue(3, 10);
        while queue.pop().is_some() {}
        assert_eq!(queue.bytes, 0);
    }

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
