//! Documents: typed values by collection and id, with versions and indexed fields.

use std::{marker::PhantomData, sync::Arc};

use async_trait::async_trait;
use serde::{Serialize, de::DeserializeOwned};

use crate::Unavailable;

/// A kind of document: which collection it lives in, and by what it is found.
pub trait Document: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The collection's name, lower case.
    const COLLECTION: &'static str;

    /// Unique in the collection; ids that are `UUIDv7` sort by age.
    fn id(&self) -> String;

    /// The fields it is found by, with their values now. A field may stand several times (members of a
    /// room). Values sort as strings: write times as RFC 3339 or zero-padded.
    fn index(&self) -> Vec<IndexEntry>;
}

/// One indexed value of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexEntry {
    /// The field's name.
    pub field: &'static str,
    /// Its value.
    pub value: String,
    /// Whether no two documents of the collection may share it.
    pub unique: bool,
}

/// A document as an engine keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawDocument {
    /// Its id.
    pub id: String,
    /// Starts at 1; every replacement adds 1.
    pub version: u64,
    /// JSON.
    pub body: String,
}

/// A write that did not happen.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The id or a unique value is taken; names the field (`id` for the id).
    #[error("{0} is taken")]
    Taken(String),
    /// The document has another version by now, or is gone: read it and try again.
    #[error("changed by another")]
    Changed,
    /// See [`Unavailable`].
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Which documents to find: those whose `field` has `value`, in the order of their ids.
#[derive(Clone, Debug)]
pub struct Query {
    /// An indexed field.
    pub field: &'static str,
    /// Its value.
    pub value: String,
    /// Newest (greatest id) first.
    pub descending: bool,
    /// Continue behind this id.
    pub after: Option<String>,
    /// At most so many.
    pub limit: usize,
}

/// What an engine offers for documents of any kind. Every write is durable when it returns.
#[async_trait]
pub trait Documents: Send + Sync {
    /// Adds a document at version 1.
    async fn insert(
        &self,
        collection: &'static str,
        id: String,
        body: String,
        index: Vec<IndexEntry>,
    ) -> Result<(), WriteError>;

    /// The document of that id.
    async fn get(
        &self,
        collection: &'static str,
        id: &str,
    ) -> Result<Option<RawDocument>, Unavailable>;

    /// Replaces a document if its version is `document.version`; the new version.
    async fn replace(
        &self,
        collection: &'static str,
        document: RawDocument,
        index: Vec<IndexEntry>,
    ) -> Result<u64, WriteError>;

    /// Removes a document; whether there was one.
    async fn delete(&self, collection: &'static str, id: &str) -> Result<bool, Unavailable>;

    /// Documents by an indexed field.
    async fn find(
        &self,
        collection: &'static str,
        query: Query,
    ) -> Result<Vec<RawDocument>, Unavailable>;

    /// The names of the collections that have documents, in order.
    async fn collections(&self) -> Result<Vec<String>, Unavailable>;

    /// All documents of a collection in the order of their ids, for backups.
    async fn scan(
        &self,
        collection: &'static str,
        after: Option<String>,
        limit: usize,
    ) -> Result<Vec<RawDocument>, Unavailable>;
}

/// A typed view of one collection.
pub struct Collection<T> {
    engine: Arc<dyn Documents>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Collection<T> {
    fn clone(&self) -> Self {
        Self {
            engine: Arc::clone(&self.engine),
            kind: PhantomData,
        }
    }
}

/// A document with the version it was read at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versioned<T> {
    /// The document.
    pub value: T,
    /// The version a replacement expects.
    pub version: u64,
}

impl<T: Document> Collection<T> {
    /// The collection on that engine.
    pub fn new(engine: Arc<dyn Documents>) -> Self {
        Self {
            engine,
            kind: PhantomData,
        }
    }

    /// Adds a document.
    pub async fn insert(&self, value: &T) -> Result<(), WriteError> {
        self.engine
            .insert(T::COLLECTION, value.id(), encode(value), value.index())
            .await
    }

    /// The document of that id.
    pub async fn get(&self, id: &str) -> Result<Option<Versioned<T>>, Unavailable> {
        self.engine
            .get(T::COLLECTION, id)
            .await?
            .as_ref()
            .map(decode)
            .transpose()
    }

    /// Replaces a document, if nobody else did since it was read.
    pub async fn replace(&self, document: &Versioned<T>) -> Result<u64, WriteError> {
        let raw = RawDocument {
            id: document.value.id(),
            version: document.version,
            body: encode(&document.value),
        };
        self.engine
            .replace(T::COLLECTION, raw, document.value.index())
            .await
    }

    /// Reads, changes and replaces a document, again until nobody came in between. `None` if it is not there.
    pub async fn update(
        &self,
        id: &str,
        mut change: impl FnMut(&mut T) + Send,
    ) -> Result<Option<T>, WriteError> {
        loop {
            let Some(mut document) = self.get(id).await? else {
                return Ok(None);
            };
            change(&mut document.value);
            match self.replace(&document).await {
                Ok(_version) => return Ok(Some(document.value)),
                Err(WriteError::Changed) => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Removes a document; whether there was one.
    pub async fn delete(&self, id: &str) -> Result<bool, Unavailable> {
        self.engine.delete(T::COLLECTION, id).await
    }

    /// Documents by an indexed field.
    pub async fn find(&self, query: Query) -> Result<Vec<Versioned<T>>, Unavailable> {
        self.engine
            .find(T::COLLECTION, query)
            .await?
            .iter()
            .map(decode)
            .collect()
    }

    /// The one document with that value of a unique field.
    pub async fn find_one(
        &self,
        field: &'static str,
        value: &str,
    ) -> Result<Option<Versioned<T>>, Unavailable> {
        let query = Query {
            field,
            value: value.to_owned(),
            descending: false,
            after: None,
            limit: 1,
        };
        Ok(self.find(query).await?.pop())
    }
}

fn encode<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("documents have string keys only")
}

fn decode<T: DeserializeOwned>(raw: &RawDocument) -> Result<Versioned<T>, Unavailable> {
    serde_json::from_str(&raw.body)
        .map(|value| Versioned {
            value,
            version: raw.version,
        })
        .map_err(|error| Unavailable(format!("unreadable document {}: {error}", raw.id)))
}
