//! A store that is gone after so many steps.

use std::sync::atomic::{AtomicI64, Ordering};

use codevlive_store::{Unavailable, conformance::gated::Gate};

/// Lets so many writes and reads through; then it is as if the process had died.
pub(crate) struct Mortal {
    left: AtomicI64,
}

impl Mortal {
    pub(crate) fn new(steps: i64) -> Self {
        let left = AtomicI64::new(steps);
        Self { left }
    }
}

impl Gate for Mortal {
    fn pass(&self) -> Result<(), Unavailable> {
        if self.left.fetch_sub(1, Ordering::SeqCst) <= 0 {
            return Err(Unavailable("dead".into()));
        }
        Ok(())
    }
}
