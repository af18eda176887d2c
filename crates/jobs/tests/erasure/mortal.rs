//! A store that is gone after so many steps.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use async_trait::async_trait;
use codevlive_store::{
    Unavailable,
    document::{Documents, IndexEntry, Query, RawDocument, WriteError},
};

/// Documents of another store, for so many writes and reads; then it is as if the process had died.
pub(crate) struct Mortal {
    inner: Arc<dyn Documents>,
    left: AtomicI64,
}

impl Mortal {
    pub(crate) fn new(inner: Arc<dyn Documents>, steps: i64) -> Self {
        let left = AtomicI64::new(steps);
        Self { inner, left }
    }

    fn live(&self) -> Result<&dyn Documents, Unavailable> {
        if self.left.fetch_sub(1, Ordering::SeqCst) <= 0 {
            return Err(Unavailable("dead".into()));
        }
        Ok(&*self.inner)
    }
}

#[async_trait]
impl Documents for Mortal {
    async fn insert(
        &self,
        collection: &'static str,
        id: String,
        body: String,
        index: Vec<IndexEntry>,
    ) -> Result<(), WriteError> {
        self.live()?.insert(collection, id, body, index).await
    }

    async fn get(
        &self,
        collection: &'static str,
        id: &str,
    ) -> Result<Option<RawDocument>, Unavailable> {
        self.live()?.get(collection, id).await
    }

    async fn replace(
        &self,
        collection: &'static str,
        document: RawDocument,
        index: Vec<IndexEntry>,
    ) -> Result<u64, WriteError> {
        self.live()?.replace(collection, document, index).await
    }

    async fn delete(&self, collection: &'static str, id: &str) -> Result<bool, Unavailable> {
        self.live()?.delete(collection, id).await
    }

    async fn find(
        &self,
        collection: &'static str,
        query: Query,
    ) -> Result<Vec<RawDocument>, Unavailable> {
        self.live()?.find(collection, query).await
    }

    async fn collections(&self) -> Result<Vec<String>, Unavailable> {
        self.live()?.collections().await
    }

    async fn scan(
        &self,
        collection: &'static str,
        after: Option<String>,
        limit: usize,
    ) -> Result<Vec<RawDocument>, Unavailable> {
        self.live()?.scan(collection, after, limit).await
    }
}
