//! Documents: a collection each, of
//! `{_id, version, body, index: ["field=value", …], single: ["field=value", …]}`.
//!
//! Two indexes serve every kind of document: one over all that a document is found by, and a unique one
//! over what no other may share.

use std::{collections::HashSet, sync::Mutex};

use async_trait::async_trait;
use futures_util::TryStreamExt;
use mongodb::{
    Collection, IndexModel,
    bson::{Document, doc},
    options::IndexOptions,
};

use super::{Engine, by, is_duplicate, limit, log, number, required, unsigned};
use crate::{
    Unavailable,
    document::{Documents, IndexEntry, Query, RawDocument, WriteError},
};

/// How often a write is tried whose unique value was taken by a document that is gone when looked for.
const TRIES: usize = 8;

/// Why a write is given up.
const COMES_AND_GOES: &str = "what is unique comes and goes";

/// The collections whose indexes this process has seen to.
#[derive(Default)]
pub(super) struct Indexes(Mutex<HashSet<&'static str>>);

impl Indexes {
    fn are_made(&self, collection: &'static str) -> bool {
        let made = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        made.contains(collection)
    }

    fn made(&self, collection: &'static str) {
        let mut made = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        made.insert(collection);
    }
}

impl Engine {
    /// A collection, with its indexes.
    pub(super) async fn collection(
        &self,
        name: &'static str,
    ) -> Result<Collection<Document>, Unavailable> {
        let collection = self.database.collection(name);
        if !self.indexes.are_made(name) {
            let single = IndexOptions::builder()
                .name("single".to_owned())
                .unique(true)
                // Documents without any have no such field, and don't collide.
                .sparse(true)
                .build();
            let single = IndexModel::builder()
                .keys(doc! { "single": 1 })
                .options(single);
            let index = IndexOptions::builder().name("index".to_owned()).build();
            let index = IndexModel::builder()
                .keys(doc! { "index": 1, "_id": 1 })
                .options(index);
            collection
                .create_indexes([single.build(), index.build()])
                .await?;
            self.indexes.made(name);
        }
        Ok(collection)
    }

    /// An error that names the unique field, or `id`, of a document that could not be written, if another has
    /// it; none if that one is gone.
    async fn check_taken(
        collection: &Collection<Document>,
        id: &str,
        index: &[IndexEntry],
        is_new: bool,
    ) -> Result<(), WriteError> {
        for entry in index.iter().filter(|entry| entry.unique) {
            let other = doc! { "single": term(entry.field, &entry.value), "_id": { "$ne": id } };
            if is_there(collection, other).await? {
                return Err(WriteError::Taken(entry.field.into()));
            }
        }
        if is_new && is_there(collection, doc! { "_id": id }).await? {
            return Err(WriteError::Taken("id".into()));
        }
        Ok(())
    }
}

async fn is_there(collection: &Collection<Document>, what: Document) -> Result<bool, Unavailable> {
    Ok(collection.find_one(what).await?.is_some())
}

/// What a write came to; none if something unique was taken.
fn written<T>(outcome: mongodb::error::Result<T>) -> Result<Option<T>, Unavailable> {
    match outcome {
        Ok(done) => Ok(Some(done)),
        Err(error) if is_duplicate(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

#[async_trait]
impl Documents for Engine {
    async fn insert(
        &self,
        collection: &'static str,
        id: String,
        body: String,
        index: Vec<IndexEntry>,
    ) -> Result<(), WriteError> {
        let collection = self.collection(collection).await?;
        let document = encode(&id, 1, &body, &index);
        for _ in 0..TRIES {
            let inserted = collection.insert_one(document.clone()).await;
            if written(inserted)?.is_some() {
                return Ok(());
            }
            Self::check_taken(&collection, &id, &index, true).await?;
        }
        Err(Unavailable(COMES_AND_GOES.into()).into())
    }

    async fn get(
        &self,
        collection: &'static str,
        id: &str,
    ) -> Result<Option<RawDocument>, Unavailable> {
        let collection = self.collection(collection).await?;
        let found = collection.find_one(doc! { "_id": id }).await?;
        found.as_ref().map(decode).transpose()
    }

    async fn replace(
        &self,
        collection: &'static str,
        document: RawDocument,
        index: Vec<IndexEntry>,
    ) -> Result<u64, WriteError> {
        let collection = self.collection(collection).await?;
        let RawDocument { id, version, body } = document;
        let expected = doc! { "_id": &id, "version": number(version) };
        let replacement = encode(&id, version + 1, &body, &index);
        for _ in 0..TRIES {
            let replaced = collection.replace_one(expected.clone(), replacement.clone());
            match written(replaced.await)? {
                Some(replaced) if replaced.matched_count == 1 => return Ok(version + 1),
                Some(_) => return Err(WriteError::Changed),
                None => Self::check_taken(&collection, &id, &index, false).await?,
            }
        }
        Err(Unavailable(COMES_AND_GOES.into()).into())
    }

    async fn delete(&self, collection: &'static str, id: &str) -> Result<bool, Unavailable> {
        let collection = self.collection(collection).await?;
        let deleted = collection.delete_one(doc! { "_id": id }).await?;
        Ok(deleted.deleted_count > 0)
    }

    async fn find(
        &self,
        collection: &'static str,
        query: Query,
    ) -> Result<Vec<RawDocument>, Unavailable> {
        let collection = self.collection(collection).await?;
        let mut filter = doc! { "index": term(query.field, &query.value) };
        if let Some(after) = query.after {
            let behind = if query.descending { "$lt" } else { "$gt" };
            filter.insert("_id", doc! { behind: after });
        }
        some(&collection, filter, query.descending, query.limit).await
    }

    async fn collections(&self) -> Result<Vec<String>, Unavailable> {
        let mut names = Vec::new();
        for name in self.database.list_collection_names().await? {
            let is_ours = name != log::WINDOWS && name != log::CHECKPOINTS;
            let collection = self.database.collection::<Document>(&name);
            if is_ours && collection.find_one(doc! {}).await?.is_some() {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }

    async fn scan(
        &self,
        collection: &'static str,
        after: Option<String>,
        limit: usize,
    ) -> Result<Vec<RawDocument>, Unavailable> {
        let collection = self.collection(collection).await?;
        let filter = after.map_or_else(Document::new, |after| doc! { "_id": { "$gt": after } });
        some(&collection, filter, false, limit).await
    }
}

/// Documents in the order of their ids.
async fn some(
    collection: &Collection<Document>,
    filter: Document,
    descending: bool,
    most: usize,
) -> Result<Vec<RawDocument>, Unavailable> {
    if most == 0 {
        return Ok(Vec::new());
    }
    let found = collection
        .find(filter)
        .sort(by("_id", descending))
        .limit(limit(most));
    let found: Vec<Document> = found.await?.try_collect().await?;
    found.iter().map(decode).collect()
}

fn term(field: &str, value: &str) -> String {
    format!("{field}={value}")
}

fn encode(id: &str, version: u64, body: &str, index: &[IndexEntry]) -> Document {
    let terms = |unique_only: bool| -> Vec<String> {
        let entries = index.iter().filter(|entry| entry.unique || !unique_only);
        entries
            .map(|entry| term(entry.field, &entry.value))
            .collect()
    };
    let mut document = doc! {
        "_id": id,
        "version": number(version),
        "body": body,
        "index": terms(false),
    };
    let single = terms(true);
    if !single.is_empty() {
        document.insert("single", single);
    }
    document
}

fn decode(document: &Document) -> Result<RawDocument, Unavailable> {
    Ok(RawDocument {
        id: required(document.get_str("_id"))?.to_owned(),
        version: unsigned(document, "version")?,
        body: required(document.get_str("body"))?.to_owned(),
    })
}
