//! The heads of rooms, as this node last saw them.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use codevlive_domain::{id::RoomId, room::entry::Seq};

/// Rooms that are remembered; beyond it all are forgotten.
const ROOMS: usize = 100_000;

/// Each is the end of a window. Another node may have gone on behind it, which the unique index shows; or have
/// removed the log, which nothing shows to who appends (see [`RoomLog::gone`](crate::log::RoomLog::gone)).
#[derive(Default)]
pub(super) struct Heads(Mutex<HashMap<RoomId, Seq>>);

impl Heads {
    fn lock(&self) -> MutexGuard<'_, HashMap<RoomId, Seq>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn get(&self, room: RoomId) -> Option<Seq> {
        self.lock().get(&room).copied()
    }

    pub(super) fn set(&self, room: RoomId, head: Seq) {
        let mut heads = self.lock();
        if heads.len() >= ROOMS {
            heads.clear();
        }
        // Who reads what is long past knows less of it.
        let known = heads.entry(room).or_default();
        *known = head.max(*known);
    }

    pub(super) fn forget(&self, room: RoomId) {
        self.lock().remove(&room);
    }
}
