//! Whether this node may be given traffic.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// Says whether this node goes away. Clones are the same; the binary sets it at SIGTERM.
#[derive(Clone, Debug, Default)]
pub struct Readiness {
    draining: Arc<AtomicBool>,
}

impl Readiness {
    /// From now on `/readyz` is red. There is no way back.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    /// Whether this node goes away.
    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }
}
