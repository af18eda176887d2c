//! What is kept: documents (people, sessions, rooms …) and room logs.
//!
//! Both are traits with one implementation an engine; the conformance suite ([`conformance`]) says what
//! an engine owes. Nothing outside this crate knows which engine is in use, but the binary that opens it.

pub mod backup;
#[cfg(feature = "conformance")]
pub mod conformance;
pub mod document;
pub mod documents;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzzing;
pub mod health;
pub mod log;
#[cfg(feature = "conformance")]
pub mod memory;
pub mod mongo;
pub mod outbox;
pub mod record;
pub mod sqlite;

use std::sync::Arc;

use document::Documents;
use health::Health;
use log::RoomLog;

/// An open store: both halves on one engine. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    /// Documents by collection and id.
    pub documents: Arc<dyn Documents>,
    /// The logs of rooms, and their checkpoints.
    pub log: Arc<dyn RoomLog>,
    /// Whether it still takes writes.
    pub health: Arc<dyn Health>,
}

/// The engine could not do what was asked: it is away, full, busy or damaged. The caller answers
/// `try_later` (503), and never takes it for "not there".
#[derive(Debug, thiserror::Error)]
#[error("store unavailable: {0}")]
pub struct Unavailable(pub String);
