//! Which document asks for a job.

use codevlive_store::{
    Store, Unavailable,
    document::{Collection, Query, Versioned, WriteError},
    documents::{account::Account, invitation::Invitation, room::RoomSummary},
    outbox::{FIELD, OutboxEntry, PENDING, WithOutbox},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How many documents are read at once.
const PAGE: usize = 100;

/// The document that asks for a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Its collection.
    pub collection: String,
    /// Its id.
    pub document: String,
}

/// What is known of a collection whose documents ask for jobs.
pub(super) struct Source {
    collection: &'static str,
    asking: AskingFn,
    asks_for: AsksFn,
    clear: ClearFn,
}

type Found<T> = std::pin::Pin<Box<dyn Future<Output = T> + Send>>;
type AskingFn = fn(Store, Option<String>) -> Found<Result<Page, Unavailable>>;
type AsksFn = fn(Store, String, Uuid) -> Found<Result<bool, Unavailable>>;
type ClearFn = fn(Store, String, Uuid) -> Found<Result<(), WriteError>>;

/// Documents that ask for jobs, and their jobs.
pub(super) type Page = Vec<(Origin, Vec<OutboxEntry>)>;

/// All collections whose documents ask for jobs.
pub(super) static SOURCES: [Source; 3] = [
    Source::of::<Account>(),
    Source::of::<Invitation>(),
    Source::of::<RoomSummary>(),
];

impl Source {
    const fn of<T: WithOutbox>() -> Self {
        Self {
            collection: T::COLLECTION,
            asking: |store, after| Box::pin(asking::<T>(store, after)),
            asks_for: |store, document, job| Box::pin(asks_for::<T>(store, document, job)),
            clear: |store, document, job| Box::pin(clear::<T>(store, document, job)),
        }
    }

    /// The next documents of the collection that ask for jobs, behind that one; none when there are no more.
    pub(super) async fn asking(
        &self,
        store: &Store,
        after: Option<String>,
    ) -> Result<Page, Unavailable> {
        (self.asking)(store.clone(), after).await
    }
}

impl Origin {
    /// Whether the job is still to be done. What asked for one and is gone can't say that it is done, so it is.
    pub async fn asks_for(&self, store: &Store, job: Uuid) -> Result<bool, Unavailable> {
        match self.source() {
            Some(source) => (source.asks_for)(store.clone(), self.document.clone(), job).await,
            None => Ok(true),
        }
    }

    /// Takes a job out of its document's outbox, since it is finished. Nothing, if it is not there.
    pub async fn clear(&self, store: &Store, job: Uuid) -> Result<(), WriteError> {
        match self.source() {
            Some(source) => (source.clear)(store.clone(), self.document.clone(), job).await,
            None => Ok(()),
        }
    }

    fn source(&self) -> Option<&'static Source> {
        SOURCES
            .iter()
            .find(|source| source.collection == self.collection)
    }
}

async fn asking<T: WithOutbox>(store: Store, after: Option<String>) -> Result<Page, Unavailable> {
    let query = Query {
        field: FIELD,
        value: PENDING.to_owned(),
        descending: false,
        after,
        limit: PAGE,
    };
    let found = Collection::<T>::new(store.documents).find(query).await?;
    let page = found.into_iter().map(|mut document| {
        let origin = Origin {
            collection: T::COLLECTION.to_owned(),
            document: document.value.id(),
        };
        (origin, std::mem::take(document.value.outbox()))
    });
    Ok(page.collect())
}

async fn asks_for<T: WithOutbox>(
    store: Store,
    document: String,
    job: Uuid,
) -> Result<bool, Unavailable> {
    let found = Collection::<T>::new(store.documents).get(&document).await?;
    Ok(found.is_none_or(|mut found| found.value.outbox().iter().any(|entry| entry.id == job)))
}

async fn clear<T: WithOutbox>(store: Store, document: String, job: Uuid) -> Result<(), WriteError> {
    let documents = Collection::<T>::new(store.documents);
    loop {
        let Some(Versioned { mut value, version }) = documents.get(&document).await? else {
            return Ok(());
        };
        let before = value.outbox().len();
        value.outbox().retain(|entry| entry.id != job);
        if value.outbox().len() == before {
            return Ok(());
        }
        match documents.replace(&Versioned { value, version }).await {
            Err(WriteError::Changed) => {}
            replaced => return replaced.map(drop),
        }
    }
}
