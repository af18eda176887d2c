//! Decisions that the log holds though the store could not make them durable.
//!
//! Whoever asked for one was told `try_later`. Its entry is there all the same, for any reader of the log, but
//! a power cut may take it back, so on this node nobody is shown it, nor what comes after. A store whose sync
//! failed takes no writes until the process is started anew, so nothing takes a doubt back.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use codevlive_domain::{id::RoomId, room::entry::Seq};

/// Where each room's log is in doubt.
#[derive(Debug, Default)]
pub(crate) struct Doubts(Mutex<HashMap<RoomId, Seq>>);

impl Doubts {
    /// The log of a room is in doubt from this entry on.
    pub(crate) fn add(&self, room: RoomId, seq: Seq) {
        self.lock().entry(room).or_insert(seq);
    }

    /// Whether this entry is one to go by.
    pub(crate) fn allow(&self, room: RoomId, seq: Seq) -> bool {
        self.lock().get(&room).is_none_or(|first| seq < *first)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<RoomId, Seq>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
