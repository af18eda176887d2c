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
    let mut left = false;
    let mut open = true;
    while open {
        open = wait(every, orders, left);
        let outcome = move_all(files, writer);
        if let Err(error) = &outcome {
            tracing::warn!(store.reason = error.0, "the journal could not be moved");
        }
        left = files.has_something_to_move();
        files.tell(outcome);
    }
}

/// Returns when it is time to move; whether there will be a next time. If something was `left`, nobody may
/// say so again.
fn wait(every: Duration, orders: &Receiver<Order>, left: bool) -> bool {
    if !left {
        match orders.recv() {
            Ok(Order::Held) => {}
            Ok(Order::Now) => return true,
            Err(_closed) => return false,
        }
    }
    let until = Instant::now() + every;
    loop {
        match orders.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(Order::Held) => {}
            Ok(Order::Now) | Err(RecvTimeoutError::Timeout) => return true,
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}

/// Moves what is sealed, file by file, or else the open one.
fn move_all(files: &Files, writer: &Writer) -> Result<(), Unavailable> {
    files.lock().seal_unless_one_waits();
    while let Some(held) = files.next_to_move() {
        let ((), durable) = writer.write_blocking(move |connection| held.insert(connection))?;
        durable.wait()?;
        files.was_moved();
    }
    Ok(())
}
