//! A store that can be told to fail.

use std::sync::{
    Arc,
    atomic::{AtomicU8, AtomicU64, Ordering},
};

use async_trait::async_trait;
use codevlive_store::{
    Unavailable,
    document::{Documents, IndexEntry, Query, RawDocument, WriteError},
};

/// What the store does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Fault {
    /// What it should.
    None,
    /// It can't be reached.
    Away,
    /// It has a bug.
    Panics,
}

/// Documents of another store, until told to fail.
pub(crate) struct FaultyDocuments {
    inner: Arc<dyn Documents>,
    fault: AtomicU8,
    calls: AtomicU64,
}

impl FaultyDocuments {
    pub(crate) fn new(inner: Arc<dyn Documents>) -> Self {
        Self {
            inner,
            fault: AtomicU8::new(Fault::None as u8),
            calls: AtomicU64::new(0),
        }
    }

    pub(crate) fn set(&self, fault: Fault) {
        self.fault.store(fault as u8, Ordering::SeqCst);
    }

    /// How often it was asked for anything.
    pub(crate) fn calls(&self) -> u64 {
        self.calls.load(Ordering::SeqCst)
    }

    fn pass(&self) -> Result<&dyn Documents, Unavailable> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        let fault = self.fault.load(Ordering::SeqCst);
        assert_ne!(
            fault,
            Fault::Panics as u8,
            "a bug that names secret-of-the-store"
        );
        if fault == Fault::Away as u8 {
            return Err(Unavailable("secret-of-the-store is away".into()));
        }
        Ok(&*self.inner)
    }
}

#[async_trait]
impl Documents for FaultyDocuments {
    async fn insert(
        &self,
        collection: &'static str,
        id: String,
        body: String,
        index: Vec<IndexEntry>,
    ) -> Result<(), WriteError> {
        self.pass()?.insert(collection, id, body, index).await
    }

    async fn get(
        &self,
        collection: &'static str,
        id: &str,
    ) -> Result<Option<RawDocument>, Unavailable> {
        self.pass()?.get(collection, id).await
    }

    async fn replace(
        &self,
        collection: &'static str,
        document: RawDocument,
        index: Vec<IndexEntry>,
    ) -> Result<u64, WriteError> {
        self.pass()?.replace(collection, document, index).await
    }

    async fn delete(&self, collection: &'static str, id: &str) -> Result<bool, Unavailable> {
        self.pass()?.delete(collection, id).await
    }

    async fn find(
        &self,
        collection: &'static str,
        query: Query,
    ) -> Result<Vec<RawDocument>, Unavailable> {
        self.pass()?.find(collection, query).await
    }

    async fn collections(&self) -> Result<Vec<String>, Unavailable> {
        self.pass()?.collections().await
    }

    async fn scan(
        &self,
        collection: &'static str,
        after: Option<String>,
        limit: usize,
    ) -> Result<Vec<RawDocument>, Unavailable> {
        self.pass()?.scan(collection, after, limit).await
    }
}
