//! Whether the store can still promise durability.

use std::sync::OnceLock;

use rusqlite::ffi;

use crate::{Unavailable, health::Health};

/// Set once, by the first failed sync or the end of a thread; nothing but a new process takes it back.
#[derive(Debug, Default)]
pub(super) struct Condition(OnceLock<String>);

impl Condition {
    /// That of a snapshot, which is never written.
    pub(super) fn snapshot() -> Self {
        Self(OnceLock::from("a snapshot".to_owned()))
    }

    /// Turns the store read-only for good.
    pub(super) fn fail(&self, reason: String) {
        tracing::error!(
            store.reason = reason,
            "the store is read-only until it is restarted"
        );
        // The first reason is the one to know; what follows from it is in the log.
        let _ = self.0.set(reason);
        self.report();
    }

    /// Tells Prometheus; of a store that is well too, since an alarm needs something to compare.
    pub(super) fn report(&self) {
        let read_only = metrics::gauge!("codevlive_store_read_only");
        read_only.set(0.0);
        // After that: it may fail meanwhile, on another thread, and 1 has to be the last word.
        if self.0.get().is_some() {
            read_only.set(1.0);
        }
    }

    /// Fails if `error` says that something written may never reach the disk.
    pub(super) fn judge(&self, error: &rusqlite::Error) {
        let code = error.sqlite_error().map(|error| error.extended_code);
        if matches!(
            code,
            Some(ffi::SQLITE_IOERR_FSYNC | ffi::SQLITE_IOERR_DIR_FSYNC)
        ) {
            self.fail(format!("sync: {error}"));
        }
    }
}

impl Health for Condition {
    fn writable(&self) -> Result<(), Unavailable> {
        self.0.get().map_or(Ok(()), |reason| {
            Err(Unavailable(format!("read-only: {reason}")))
        })
    }
}
