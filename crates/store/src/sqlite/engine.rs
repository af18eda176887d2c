//! The two halves of a store on one database.

use std::{fs::File, sync::Arc};

use rusqlite::Connection;

use super::{condition::Condition, journal::Journal, readers::Readers, writer::Writer};
use crate::{Store, Unavailable, log::Durable};

/// Implements [`crate::log::RoomLog`] and [`crate::document::Documents`]. The order of the fields is that in
/// which they end.
pub(super) struct Engine {
    pub(super) journal: Journal,
    /// None in a snapshot.
    writer: Option<Arc<Writer>>,
    readers: Arc<Readers>,
    /// Held as long as this process serves the folder.
    _lock: Option<File>,
}

impl Engine {
    /// An engine of its parts.
    pub(super) fn new(
        journal: Journal,
        writer: Option<Arc<Writer>>,
        readers: Arc<Readers>,
        lock: Option<File>,
    ) -> Self {
        Self {
            journal,
            writer,
            readers,
            _lock: lock,
        }
    }

    /// The store whose two halves this is.
    pub(super) fn into_store(self, condition: Arc<Condition>) -> Store {
        let engine = Arc::new(self);
        Store {
            documents: engine.clone(),
            log: engine,
            health: condition,
        }
    }

    /// See [`Writer::write`].
    pub(super) async fn write<T: Send + 'static>(
        &self,
        work: impl FnMut(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<(T, Durable), Unavailable> {
        let read_only = || Unavailable("a snapshot is only read".into());
        self.writer
            .as_ref()
            .ok_or_else(read_only)?
            .write(work)
            .await
    }

    /// See [`Readers::read`].
    pub(super) async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection) -> Result<T, Unavailable> + Send + 'static,
    ) -> Result<T, Unavailable> {
        self.readers.read(query).await
    }
}
