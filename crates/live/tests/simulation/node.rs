//! A node: the rooms under test, on a store, a wire and a clock that this seed decides over.

use std::sync::Arc;

use codevlive_domain::clock::Clock;
use codevlive_live::{rooms::Rooms, settings::LiveSettings};
use codevlive_store::Store;

use crate::{
    clock::NodeClock,
    disk::Disk,
    history::{History, Moment},
    wire::Wire,
};

/// One process, from its start to its end.
pub(crate) struct Node {
    pub(crate) rooms: Rooms,
    pub(crate) disk: Arc<Disk>,
    /// The machine's; a process that is started there again has it, too.
    pub(crate) clock: Arc<NodeClock>,
    /// No other process has it.
    pub(crate) number: u64,
    history: History,
}

impl Node {
    pub(crate) fn start(
        number: u64,
        parts: (&Store, &Wire, &LiveSettings),
        disk: Arc<Disk>,
        clock: Arc<NodeClock>,
        history: History,
    ) -> Arc<Self> {
        let (store, wire, settings) = parts;
        let store = Store {
            log: Arc::clone(&disk) as _,
            ..store.clone()
        };
        let rooms = Rooms::new(
            store,
            Arc::new(wire.plug(number)),
            Arc::clone(&clock) as Arc<dyn Clock>,
            settings.clone(),
        );
        Arc::new(Self {
            rooms,
            disk,
            clock,
            number,
            history,
        })
    }

    /// Now, as this node's clock has it.
    pub(crate) fn moment(&self) -> Moment {
        Moment {
            head: self.history.head(),
            now: self.clock.now(),
        }
    }
}
