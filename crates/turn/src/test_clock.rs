//! A clock for tests.

use std::sync::atomic::{AtomicI64, Ordering};

use codevlive_domain::{clock::Clock, time::Millis};
use uuid::Uuid;

/// A clock that stands still until it is set.
#[derive(Default)]
pub(crate) struct TestClock(AtomicI64);

impl TestClock {
    pub(crate) fn set(&self, millis: i64) {
        self.0.store(millis, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Millis {
        Millis(self.0.load(Ordering::SeqCst))
    }

    fn new_id(&self) -> Uuid {
        Uuid::nil()
    }
}
