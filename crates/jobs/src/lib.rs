//! What the jobs do.
//!
//! A [`job::Job`] is asked for by a document, in its outbox; the [`outbox`] relay hands it to the queue; a worker
//! runs it here.

pub mod job;
pub mod mail;
pub mod outbox;
pub mod signed_link;
