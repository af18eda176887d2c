//! Documents by collection and id; unique values in an index of their own.

use std::{
    collections::BTreeMap,
    ops::Bound::{Excluded, Unbounded},
};

use async_trait::async_trait;

use super::Engine;
use crate::{
    Unavailable,
    document::{Documents, IndexEntry, Query, RawDocument, WriteError},
};

pub(super) type Collections = BTreeMap<&'static str, Collection>;

#[derive(Default)]
pub(super) struct Collection {
    documents: BTreeMap<String, Indexed>,
    /// By field and value: which document has it.
    unique: BTreeMap<(&'static str, String), String>,
}

struct Indexed {
    document: RawDocument,
    index: Vec<IndexEntry>,
}

impl Collection {
    /// Puts a document in the place of the one of its id.
    fn put(&mut self, document: RawDocument, index: Vec<IndexEntry>) -> Result<(), WriteError> {
        let key = |entry: &IndexEntry| (entry.field, entry.value.clone());
        let unique = || index.iter().filter(|entry| entry.unique);
        let others = |entry: &&IndexEntry| {
            let owner = self.unique.get(&key(entry));
            owner.is_some_and(|owner| *owner != document.id)
        };
        if let Some(taken) = unique().find(others) {
            return Err(WriteError::Taken(taken.field.into()));
        }
        self.remove(&document.id);
        let owned = unique().map(|entry| (key(entry), document.id.clone()));
        self.unique.extend(owned);
        self.documents
            .insert(document.id.clone(), Indexed { document, index });
        Ok(())
    }

    fn remove(&mut self, id: &str) -> bool {
        let removed = self.documents.remove(id);
        for entry in removed.iter().flat_map(|removed| &removed.index) {
            if entry.unique {
                self.unique.remove(&(entry.field, entry.value.clone()));
            }
        }
        removed.is_some()
    }

    fn find(&self, query: &Query) -> Vec<RawDocument> {
        let has = |entry: &IndexEntry| entry.field == query.field && entry.value == query.value;
        let found = |indexed: &&Indexed| indexed.index.iter().any(has);
        let after = query.after.as_deref().map_or(Unbounded, Excluded);
        let document = |indexed: &Indexed| indexed.document.clone();
        if query.descending {
            let before = self.documents.range::<str, _>((Unbounded, after)).rev();
            let found = before.map(|(_, indexed)| indexed).filter(found);
            return found.take(query.limit).map(document).collect();
        }
        let behind = self.documents.range::<str, _>((after, Unbounded));
        let found = behind.map(|(_, indexed)| indexed).filter(found);
        found.take(query.limit).map(document).collect()
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
        self.with(|kept| {
            let collection = kept.documents.entry(collection).or_default();
            if collection.documents.contains_key(&id) {
                return Err(WriteError::Taken("id".into()));
            }
            let version = 1;
            collection.put(RawDocument { id, version, body }, index)
        })
    }

    async fn get(
        &self,
        collection: &'static str,
        id: &str,
    ) -> Result<Option<RawDocument>, Unavailable> {
        Ok(self.with(|kept| {
            let found = kept.documents.get(collection)?.documents.get(id);
            found.map(|indexed| indexed.document.clone())
        }))
    }

    async fn replace(
        &self,
        collection: &'static str,
        document: RawDocument,
        index: Vec<IndexEntry>,
    ) -> Result<u64, WriteError> {
        self.with(|kept| {
            let collection = kept.documents.entry(collection).or_default();
            let there = collection.documents.get(&document.id);
            if there.map(|there| there.document.version) != Some(document.version) {
                return Err(WriteError::Changed);
            }
            let version = document.version + 1;
            let document = RawDocument {
                version,
                ..document
            };
            collection.put(document, index).map(|()| version)
        })
    }

    async fn delete(&self, collection: &'static str, id: &str) -> Result<bool, Unavailable> {
        Ok(self.with(|kept| {
            let collection = kept.documents.get_mut(collection);
            collection.is_some_and(|collection| collection.remove(id))
        }))
    }

    async fn find(
        &self,
        collection: &'static str,
        query: Query,
    ) -> Result<Vec<RawDocument>, Unavailable> {
        Ok(self.with(|kept| {
            let collection = kept.documents.get(collection);
            collection.map_or_else(Vec::new, |collection| collection.find(&query))
        }))
    }

    async fn collections(&self) -> Result<Vec<String>, Unavailable> {
        let used = |collection: &&Collection| !collection.documents.is_empty();
        Ok(self.with(|kept| {
            let used = kept.documents.iter().filter(|(_, kept)| used(kept));
            used.map(|(name, _)| (*name).to_owned()).collect()
        }))
    }

    async fn scan(
        &self,
        collection: &'static str,
        after: Option<String>,
        limit: usize,
    ) -> Result<Vec<RawDocument>, Unavailable> {
        let behind = after.as_deref().map_or(Unbounded, Excluded);
        Ok(self.with(|kept| {
            let documents = kept.documents.get(collection);
            let behind = documents
                .into_iter()
                .flat_map(|kept| kept.documents.range::<str, _>((behind, Unbounded)));
            let raw = behind.map(|(_, indexed)| indexed.document.clone());
            raw.take(limit).collect()
        }))
    }
}
