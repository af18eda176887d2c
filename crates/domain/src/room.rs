//! A room is an append-only log; the live state, what a person may see, and the replay are readings of it.
//!
//! ```text
//! decide(state, actor, command, facts) -> Result<Vec<Event>, Refusal>
//! apply(state, entry)                  -> state
//! view(state, viewer, presence, now)   -> RoomView
//! audience(state, entry)               -> who may receive it
//! ```

pub mod apply;
pub mod command;
pub mod decide;
pub mod edit;
pub mod entry;
pub mod erasure;
pub mod event;
pub mod pad;
pub mod person;
pub mod refusal;
pub mod signal;
pub mod state;
pub mod text;
pub mod timeline;
pub mod view;
