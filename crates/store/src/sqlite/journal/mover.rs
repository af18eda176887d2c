//! The thread that moves records from the journal to the database.

use std::{
    io,
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use super::Files;
use crate::{Unavailable, sqlite::writer::Writer};

/// After a move that failed the next one waits so many times longer.
const PATIENCE: u32 = 4;

/// What the thread is told.
enum Order {
    /// There is something to move, in its time.
    Held,
    /// Someone waits for it.
    Now,
}

/// The way to the thread. Dropping it waits for a last move.
pub(super) struct Mover {
    orders: Option<Sender<Order>>,
    thread: Option<JoinHandle<()>>,
}

impl Mover {
    /// Starts the thread; what is held is moved after `every`, or when someone asks.
    pub(super) fn start(
        files: Arc<Files>,
        writer: Arc<Writer>,
        every: Duration,
    ) -> io::Result<Self> {
        let (orders, received) = channel();
        let work = move || run(&files, &writer, every, &received);
        let thread = thread::Builder::new()
            .name("store-move".into())
            .spawn(work)?;
        Ok(Self {
            orders: Some(orders),
            thread: Some(thread),
        })
    }

    /// Something is held, after a time in which nothing was.
    pub(super) fn something_is_held(&self) {
        self.order(Order::Held);
    }

    /// Someone waits until what is held is moved.
    pub(super) fn ask(&self) {
        self.order(Order::Now);
    }

    fn order(&self, order: Order) {
        if let Some(orders) = &self.orders {
            // If the thread is gone, what is held stays in its file.
            let _ = orders.send(order);
        }
    }
}

impl Drop for Mover {
    fn drop(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(files: &Files, writer: &Writer, every: Duration, orders: &Receiver<Order>) {
    let _guard = Guard(files);
    let mut again = None;
    let mut open = true;
    while open {
        open = wait(orders, again, every);
        // The move that follows is for all who have asked.
        while orders.try_recv().is_ok() {}
        let outcome = move_all(files, writer, open);
        again = match &outcome {
            Err(_) => Some(every * PATIENCE),
            Ok(()) => Some(every),
        };
        again = again.filter(|_| files.has_something_to_move());
        files.tell(outcome);
    }
}

/// Returns when it is time to move; whether there will be a next time. If it is to be tried `again`, then
/// nobody may say so.
fn wait(orders: &Receiver<Order>, again: Option<Duration>, every: Duration) -> bool {
    if again.is_none() {
        match orders.recv() {
            Ok(Order::Held) => {}
            Ok(Order::Now) => return true,
            Err(_closed) => return false,
        }
    }
    let until = Instant::now() + again.unwrap_or(every);
    loop {
        match orders.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(Order::Held) => {}
            Err(RecvTimeoutError::Disconnected) => return false,
            Ok(Order::Now) | Err(RecvTimeoutError::Timeout) => return true,
        }
    }
}

/// Moves what is sealed, file by file, or else the open one; when the store closes, that too.
fn move_all(files: &Files, writer: &Writer, open: bool) -> Result<(), Unavailable> {
    loop {
        files.lock().seal_unless_one_waits();
        while let Some(held) = files.next_to_move() {
            let write = writer.write_blocking(move |connection| held.insert(connection));
            let ((), durable) = write?;
            durable.wait()?;
            files.was_moved();
        }
        if open || !files.has_something_to_move() {
            return Ok(());
        }
    }
}

/// Tells whoever waits if the thread dies.
struct Guard<'a>(&'a Files);

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.condition.fail("what moves the journal died".into());
            self.0
                .tell(Err(Unavailable("what moves the journal died".into())));
        }
    }
}
