//! Connections that read.

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use rusqlite::Connection;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::spawn_blocking,
};

use super::open;
use crate::Unavailable;

/// A few connections; a read takes one to a blocking thread for as long as it lasts.
pub(super) struct Readers {
    idle: Mutex<Vec<Connection>>,
    permits: Arc<Semaphore>,
}

impl Readers {
    /// Opens `count` connections to a database.
    pub(super) fn open(database: &Path, count: usize) -> rusqlite::Result<Arc<Self>> {
        let idle = (0..count)
            .map(|_| open::reader(database))
            .collect::<Result<_, _>>()?;
        Ok(Self::new(idle))
    }

    /// Reads over the given connections.
    pub(super) fn new(idle: Vec<Connection>) -> Arc<Self> {
        let permits = Arc::new(Semaphore::new(idle.len()));
        Arc::new(Self {
            idle: Mutex::new(idle),
            permits,
        })
    }

    /// Runs a query on the next free connection.
    pub(super) async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        query: impl FnOnce(&Connection) -> Result<T, Unavailable> + Send + 'static,
    ) -> Result<T, Unavailable> {
        let closed = |_closed| Unavailable("the store is closed".into());
        let permit = Arc::clone(&self.permits)
            .acquire_owned()
            .await
            .map_err(closed)?;
        let lease = Lease::take(Arc::clone(self), permit);
        spawn_blocking(move || lease.run(query))
            .await
            .unwrap_or_else(|error| Err(Unavailable(format!("a read ended: {error}"))))
    }
}

/// A connection on loan. It goes back whether the query returns or panics, and also if whoever asked has
/// left meanwhile.
struct Lease {
    readers: Arc<Readers>,
    connection: Option<Connection>,
    /// Dropped after the connection went back.
    _permit: OwnedSemaphorePermit,
}

impl Lease {
    fn take(readers: Arc<Readers>, permit: OwnedSemaphorePermit) -> Self {
        let connection = readers
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        Self {
            readers,
            connection,
            _permit: permit,
        }
    }

    fn run<T>(
        &self,
        query: impl FnOnce(&Connection) -> Result<T, Unavailable>,
    ) -> Result<T, Unavailable> {
        query(
            self.connection
                .as_ref()
                .expect("there are as many connections as permits"),
        )
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let mut idle = self
            .readers
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        idle.extend(self.connection.take());
    }
}
