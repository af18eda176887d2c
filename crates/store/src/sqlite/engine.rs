//! The two halves of a store on one database.

use std::sync::{Arc, Weak};

use rusqlite::Connection;
use tokio::sync::Mutex;

use super::{
    condition::Condition, journal::Journal, open::FolderLock, readers::Readers, writer::Writer,
};
use crate::{Store, Unavailable, log::Durable};

/// Implements [`crate::log::RoomLog`] and [`crate::document::Documents`]. The order of the fields is that in
/// which they end.
pub(super) struct Engine {
    pub(super) journal: Journal,
    /// None in a snapshot.
    writer: Option<Arc<Writer>>,
    readers: Arc<Readers>,
    /// Held while a log is deleted.
    pub(super) deleting: Mutex<()>,
    /// Itself, for what goes on though nobody waits for it.
    pub(super) me: Weak<Self>,
    /// Held as long as this process serves the folder.
    _lock: Option<FolderLock>,
}

impl Engine {
    /// The store whose two halves an engine of these parts is.
    pub(super) fn store(
        journal: Journal,
        writer: Option<Arc<Writer>>,
        readers: Arc<Readers>,
        lock: Option<FolderLock>,
        condition: Arc<Condition>,
    ) -> Store {
        let engine = Arc::new_cyclic(|me| Self {
            journal,
            writer,
            readers,
            deleting: Mutex::default(),
            me: me.clone(),
            _lock: lock,
        });
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
