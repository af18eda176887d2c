//! Documents that a test can keep from being reached.

use std::sync::Arc;

use async_trait::async_trait;

use crate::{
    Unavailable,
    document::{Documents, IndexEntry, Query, RawDocument, WriteError},
};

/// Says of each call whether it gets through.
pub trait Gate: Send + Sync {
    /// Asked before each call.
    ///
    /// # Errors
    /// What the call answers, which then changes and reads nothing.
    fn pass(&self) -> Result<(), Unavailable>;
}

/// Documents of another store, behind a gate.
pub struct Gated<G> {
    /// What is asked before each call.
    pub gate: G,
    inner: Arc<dyn Documents>,
}

impl<G: Gate> Gated<G> {
    /// Those of `inner`, as far as the gate lets one.
    pub fn new(inner: Arc<dyn Documents>, gate: G) -> Self {
        Self { gate, inner }
    }

    fn reach(&self) -> Result<&dyn Documents, Unavailable> {
        self.gate.pass()?;
        Ok(&*self.inner)
    }
}

#[async_trait]
impl<G: Gate> Documents for Gated<G> {
    async fn insert(
        &self,
        collection: &'static str,
        id: String,
        body: String,
        index: Vec<IndexEntry>,
    ) -> Result<(), WriteError> {
        self.reach()?.insert(collection, id, body, index).await
    }

    async fn get(
        &self,
        collection: &'static str,
        id: &str,
    ) -> Result<Option<RawDocument>, Unavailable> {
        self.reach()?.get(collection, id).await
    }

    async fn replace(
        &self,
        collection: &'static str,
        document: RawDocument,
        index: Vec<IndexEntry>,
    ) -> Result<u64, WriteError> {
        self.reach()?.replace(collection, document, index).await
    }

    async fn delete(&self, collection: &'static str, id: &str) -> Result<bool, Unavailable> {
        self.reach()?.delete(collection, id).await
    }

    async fn find(
        &self,
        collection: &'static str,
        query: Query,
    ) -> Result<Vec<RawDocument>, Unavailable> {
        self.reach()?.find(collection, query).await
    }

    async fn collections(&self) -> Result<Vec<String>, Unavailable> {
        self.reach()?.collections().await
    }

    async fn scan(
        &self,
        collection: &'static str,
        after: Option<String>,
        limit: usize,
    ) -> Result<Vec<RawDocument>, Unavailable> {
        self.reach()?.scan(collection, after, limit).await
    }
}
