//! The one source of chance: whoever throws gets the next of the seed's numbers.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use rand::{RngExt, SeedableRng, rngs::SmallRng};

/// Clones are the same dice.
#[derive(Clone)]
pub(crate) struct Dice(Arc<Mutex<SmallRng>>);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(SmallRng::seed_from_u64(seed))))
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&self, end: u64) -> u64 {
        self.0.lock().unwrap().random_range(0..end)
    }

    /// True, so many times of a hundred.
    pub(crate) fn chance(&self, percent: u64) -> bool {
        percent > 0 && self.below(100) < percent
    }

    /// One of these, of which there is at least one.
    pub(crate) fn pick<T: Clone>(&self, from: &[T]) -> T {
        let index = usize::try_from(self.below(from.len() as u64)).unwrap();
        from[index].clone()
    }

    /// One of these, if there is any.
    pub(crate) fn pick_any<T: Clone>(&self, from: &[T]) -> Option<T> {
        (!from.is_empty()).then(|| self.pick(from))
    }

    /// Up to so many milliseconds.
    pub(crate) fn pause(&self, most: u64) -> Duration {
        Duration::from_millis(self.below(most + 1))
    }

    pub(crate) fn bytes(&self) -> [u8; 10] {
        self.0.lock().unwrap().random()
    }
}
