//! Jobs that a document asks for: written with it, in one write, and kept in it until they are done.
//!
//! So a job is never lost between the write that causes it and the queue, and none is queued for a write that did
//! not happen. A relay offers what it finds here to the queue, again and again, and takes out what is finished.

use codevlive_domain::time::Millis;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::document::{Document, IndexEntry};

/// A job that a document asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxEntry {
    /// The job's id, `UUIDv7`.
    pub id: Uuid,
    /// The job, as the crate of the jobs reads it.
    pub job: serde_json::Value,
    /// Not before that time.
    pub run_at: Millis,
}

/// A document that may ask for jobs. Its index has [`pending`] in it.
pub trait WithOutbox: Document {
    /// The jobs it asks for.
    fn outbox(&mut self) -> &mut Vec<OutboxEntry>;
}

/// The field by which documents are found that ask for jobs.
pub const FIELD: &str = "outbox";
/// Its value.
pub const PENDING: &str = "pending";

/// The index entry of a document that asks for jobs.
pub fn pending(outbox: &[OutboxEntry]) -> Option<IndexEntry> {
    (!outbox.is_empty()).then(|| IndexEntry {
        field: FIELD,
        value: PENDING.to_owned(),
        unique: false,
    })
}
