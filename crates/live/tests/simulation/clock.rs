//! A node's clock: it goes with the runtime's, which is paused, and jumps when it is told to.

use std::sync::atomic::{AtomicI64, Ordering::SeqCst};

use codevlive_domain::clock::Clock;
use codevlive_domain::time::Millis;
use tokio::time::Instant;
use uuid::{Builder, Uuid};

use crate::dice::Dice;

pub(crate) struct NodeClock {
    dice: Dice,
    started: Instant,
    /// How far it is ahead of the others, in milliseconds.
    ahead: AtomicI64,
}

impl NodeClock {
    /// All that are made at one moment agree.
    pub(crate) fn new(dice: Dice, started: Instant) -> Self {
        Self {
            dice,
            started,
            ahead: AtomicI64::new(0),
        }
    }

    /// Sets it forward, or back.
    pub(crate) fn jump(&self, millis: i64) {
        self.ahead.fetch_add(millis, SeqCst);
    }

    /// Puts it so far ahead of the runtime's.
    pub(crate) fn set(&self, ahead: i64) {
        self.ahead.store(ahead, SeqCst);
    }
}

impl Clock for NodeClock {
    fn now(&self) -> Millis {
        let since = i64::try_from(self.started.elapsed().as_millis()).unwrap();
        Millis(1_800_000_000_000 + since + self.ahead.load(SeqCst))
    }

    fn new_id(&self) -> Uuid {
        let now = u64::try_from(self.now().0).unwrap();
        Builder::from_unix_timestamp_millis(now, &self.dice.bytes()).into_uuid()
    }
}
