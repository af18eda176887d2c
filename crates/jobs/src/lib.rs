//! What the jobs do.
//!
//! A [`job::Job`] is asked for by a document, in its outbox; the relay in [`outbox`] hands it to the queue; a worker
//! runs it by what is in [`doing`].

pub mod doing;
pub mod erasure;
pub mod invitations;
pub mod job;
pub mod mail;
pub mod outbox;
pub mod retention;
pub mod room_notices;
mod room_removal;
pub mod signed_link;
pub mod still_current;
mod stored;
pub mod summaries;
pub mod tell_invited;
