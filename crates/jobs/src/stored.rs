//! The documents that jobs read and write, and how a write of theirs ends.

use std::sync::Arc;

use codevlive_store::{
    Store, Unavailable,
    document::{Collection, Document, WriteError},
};

/// All documents of a kind.
pub(crate) fn collection<T: Document>(store: &Store) -> Collection<T> {
    Collection::new(Arc::clone(&store.documents))
}

/// Of a write only whether it happened: a job that could not write, for whatever reason, is done again.
pub(crate) fn written<T>(outcome: Result<T, WriteError>) -> Result<(), Unavailable> {
    match outcome {
        Ok(_) => Ok(()),
        Err(WriteError::Unavailable(error)) => Err(error),
        Err(error) => Err(Unavailable(error.to_string())),
    }
}
