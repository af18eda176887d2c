//! Filling a store from a backup.

use std::io::{Read, Seek};

use tokio::task::JoinSet;

use super::{
    BackupError, Counts,
    verify::{Item, Items},
};
use crate::{Store, document::WriteError, log::Durable};

/// Writes that are on their way at once: they share syncs.
const AT_ONCE: usize = 256;

/// Fills an empty store from a backup, which it blocks the task for. The whole file is verified before
/// anything is written: checksum, counts, every document, the hash of every entry. If it fails after that, the
/// store holds a part: begin again with an empty one.
pub async fn restore(
    store: &Store,
    mut input: impl Read + Seek + Send,
) -> Result<Counts, BackupError> {
    must_be_empty(store).await?;
    let start = input.stream_position()?;
    let mut items = Items::new(&mut input);
    while items.next()?.is_some() {}
    let verified = items.counts();
    input.seek(std::io::SeekFrom::Start(start))?;

    let mut items = Items::new(input);
    let mut writes = Writes::default();
    while let Some(item) = items.next()? {
        writes.begin(store, item).await?;
    }
    writes.finish().await?;
    Ok(verified)
}

async fn must_be_empty(store: &Store) -> Result<(), BackupError> {
    let documents = store.documents.collections().await?;
    let rooms = store.log.rooms(None, 1).await?;
    if documents.is_empty() && rooms.is_empty() {
        Ok(())
    } else {
        Err(BackupError::NotEmpty)
    }
}

#[derive(Default)]
struct Writes {
    documents: JoinSet<Result<(), WriteError>>,
    appends: Vec<Durable>,
}

impl Writes {
    async fn begin(&mut self, store: &Store, item: Item) -> Result<(), BackupError> {
        match item {
            Item::Document {
                kind,
                identified,
                body,
            } => {
                let documents = store.documents.clone();
                self.documents.spawn(async move {
                    let id = identified.id;
                    documents
                        .insert(kind.collection, id, body, identified.index)
                        .await
                });
            }
            Item::Log { room, entries } => {
                self.appends.push(store.log.append(room, entries).await?);
            }
        }
        if self.documents.len() + self.appends.len() < AT_ONCE {
            Ok(())
        } else {
            self.finish().await
        }
    }

    async fn finish(&mut self) -> Result<(), BackupError> {
        while let Some(inserted) = self.documents.join_next().await {
            inserted.map_err(|error| BackupError::InUse(error.to_string()))??;
        }
        for durable in self.appends.drain(..) {
            durable.await?;
        }
        Ok(())
    }
}
