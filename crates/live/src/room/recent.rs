//! The last events of a room, kept in memory so that few have to be read from the log again.

use std::{collections::VecDeque, sync::Arc};

use codevlive_domain::room::entry::{Body, Entry, Seq};

/// How many events are kept.
const KEPT: usize = 128;

/// The events after `floor`, all of them.
#[derive(Default)]
pub(crate) struct Recent {
    floor: Seq,
    events: VecDeque<Arc<Entry>>,
}

impl Recent {
    /// Nothing is known of what came up to `floor`.
    pub(crate) const fn after(floor: Seq) -> Self {
        Self {
            floor,
            events: VecDeque::new(),
        }
    }

    /// Takes the next entry of the log; of these, events are kept.
    pub(crate) fn push(&mut self, entry: &Arc<Entry>) {
        if !matches!(entry.body, Body::Event { .. }) {
            return;
        }
        if self.events.len() == KEPT
            && let Some(oldest) = self.events.pop_front()
        {
            self.floor = oldest.seq;
        }
        self.events.push_back(Arc::clone(entry));
    }

    /// The events after `seq`, if all of them are here.
    pub(crate) fn since(&self, seq: Seq) -> Option<Vec<Arc<Entry>>> {
        (seq >= self.floor).then(|| {
            let first = self.events.partition_point(|entry| entry.seq <= seq);
            self.events.range(first..).cloned().collect()
        })
    }
}
