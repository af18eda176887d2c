//! What is measured, by the names it has on `/metrics`. All are of this node.

use std::sync::atomic::{AtomicUsize, Ordering};

use metrics::{Counter, Gauge, Histogram, counter, gauge, histogram};

/// Rooms in memory.
pub const ROOMS_OPEN: &str = "codevlive_rooms_open";
/// Connections of all rooms.
pub const CONNECTIONS: &str = "codevlive_connections";
/// Connections whose buffer is full now.
pub const LAGGING: &str = "codevlive_lagging";
/// Times a connection's buffer ran full.
pub const LAGGED: &str = "codevlive_lagged_total";
/// Edits that were accepted, before they were merged.
pub const EDITS: &str = "codevlive_edits_total";
/// Edits that were refused.
pub const EDITS_REFUSED: &str = "codevlive_edits_refused_total";
/// Entries appended to logs.
pub const ENTRIES: &str = "codevlive_entries_total";
/// Appends that came second to another node's.
pub const CONFLICTS: &str = "codevlive_append_conflicts_total";
/// 1 while nothing comes from other nodes: what they write is found in the log.
pub const CUT_OFF: &str = "codevlive_cut_off";
/// Entries that could not be applied when a room was loaded.
pub const SKIPPED: &str = "codevlive_skipped_entries_total";
/// Seconds from an edit's arrival until it was in the log and handed to everyone.
pub const EDIT_VISIBLE: &str = "codevlive_edit_visible_seconds";
/// Seconds from an edit's arrival until its sender was told that it is saved.
pub const EDIT_SAVED: &str = "codevlive_edit_saved_seconds";
/// Seconds that opening a room took.
pub const ROOM_LOAD: &str = "codevlive_room_load_seconds";

/// Handles, so that no name is looked up for an edit.
pub(crate) struct Meters {
    rooms_open: Gauge,
    connections: Gauge,
    /// The same number, to be read.
    connected: AtomicUsize,
    pub(crate) lagging: Gauge,
    pub(crate) lagged: Counter,
    pub(crate) edits: Counter,
    pub(crate) edits_refused: Counter,
    pub(crate) entries: Counter,
    pub(crate) conflicts: Counter,
    cut_off: Gauge,
    pub(crate) skipped: Counter,
    pub(crate) edit_visible: Histogram,
    pub(crate) edit_saved: Histogram,
    pub(crate) room_load: Histogram,
}

impl Meters {
    /// Handles to the recorder that is installed now.
    pub(crate) fn new() -> Self {
        Self {
            rooms_open: gauge!(ROOMS_OPEN),
            connections: gauge!(CONNECTIONS),
            connected: AtomicUsize::new(0),
            lagging: gauge!(LAGGING),
            lagged: counter!(LAGGED),
            edits: counter!(EDITS),
            edits_refused: counter!(EDITS_REFUSED),
            entries: counter!(ENTRIES),
            conflicts: counter!(CONFLICTS),
            cut_off: gauge!(CUT_OFF),
            skipped: counter!(SKIPPED),
            edit_visible: histogram!(EDIT_VISIBLE),
            edit_saved: histogram!(EDIT_SAVED),
            room_load: histogram!(ROOM_LOAD),
        }
    }

    pub(crate) fn rooms(&self, open: usize) {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a node has far fewer than 2⁵² rooms"
        )]
        self.rooms_open.set(open as f64);
    }

    pub(crate) fn cut_off(&self, cut_off: bool) {
        self.cut_off.set(f64::from(u8::from(cut_off)));
    }

    pub(crate) fn connected(&self) {
        self.connected.fetch_add(1, Ordering::Relaxed);
        self.connections.increment(1.0);
    }

    pub(crate) fn disconnected(&self) {
        self.connected.fetch_sub(1, Ordering::Relaxed);
        self.connections.decrement(1.0);
    }

    pub(crate) fn connections(&self) -> usize {
        self.connected.load(Ordering::Relaxed)
    }
}
