//! A store in memory, for tests: one lock, no thread and no clock, so that whoever drives it decides all that
//! happens, and in what order.

mod documents;
mod log;

use std::sync::{Arc, Mutex, PoisonError};

use crate::{Store, Unavailable, health::Health};

/// Opens stores that are gone when the last clone is dropped.
pub struct MemoryStore;

impl MemoryStore {
    /// A new, empty store.
    pub fn open() -> Store {
        let engine = Arc::new(Engine::default());
        Store {
            documents: Arc::clone(&engine) as _,
            log: Arc::clone(&engine) as _,
            health: engine,
        }
    }
}

#[derive(Default)]
struct Engine(Mutex<Kept>);

/// All there is.
#[derive(Default)]
struct Kept {
    documents: documents::Collections,
    logs: log::Logs,
}

impl Engine {
    fn with<T>(&self, work: impl FnOnce(&mut Kept) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Health for Engine {
    fn writable(&self) -> Result<(), Unavailable> {
        Ok(())
    }
}
