//! A store that can be told to fail.

use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

use codevlive_store::{
    Unavailable,
    conformance::gated::{Gate, Gated},
};

/// What the store does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Fault {
    /// What it should.
    None,
    /// It can't be reached.
    Away,
    /// It has a bug.
    Panics,
}

/// Documents that do what a test says.
pub(crate) type FaultyDocuments = Gated<Faults>;

/// What a store does, and how often.
pub(crate) struct Faults {
    fault: AtomicU8,
    calls: AtomicU64,
}

impl Faults {
    pub(crate) fn none() -> Self {
        Self {
            fault: AtomicU8::new(Fault::None as u8),
            calls: AtomicU64::new(0),
        }
    }

    pub(crate) fn set(&self, fault: Fault) {
        self.fault.store(fault as u8, Ordering::SeqCst);
    }

    /// How often it was asked for anything.
    pub(crate) fn calls(&self) -> u64 {
        self.calls.load(Ordering::SeqCst)
    }
}

impl Gate for Faults {
    fn pass(&self) -> Result<(), Unavailable> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        let fault = self.fault.load(Ordering::SeqCst);
        assert_ne!(
            fault,
            Fault::Panics as u8,
            "a bug that names secret-of-the-store"
        );
        if fault == Fault::Away as u8 {
            return Err(Unavailable("secret-of-the-store is away".into()));
        }
        Ok(())
    }
}
