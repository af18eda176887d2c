//! One connection as its room sees it: what it was sent, and what it missed.

use std::{collections::BTreeMap, sync::Arc};

use codevlive_domain::{
    id::{PadId, SessionId},
    room::{entry::Seq, view::RoomView},
};
use tokio::time::Instant;

use super::inbox::Caller;
use crate::{
    outlet::{Outgoing, Outlet},
    yjs::update::{ClientId, Clocks, Scan},
};

/// A connection. It ends when its transport goes, or when the room closes it.
pub(crate) struct Peer {
    pub(crate) caller: Arc<Caller>,
    pub(crate) session: Option<SessionId>,
    pub(crate) outlet: Arc<dyn Outlet>,
    /// The view it has.
    pub(crate) view: Option<Arc<RoomView>>,
    /// By pad, the clocks from which on it misses something. Bounded by the clients of a pad, however
    /// much it misses.
    pub(crate) missed: BTreeMap<PadId, Clocks>,
    /// Present while its buffer is full, or it still waits for history.
    pub(crate) lag: Option<Lag>,
}

/// A connection that is behind.
#[derive(Debug)]
pub(crate) struct Lag {
    /// When it was last found to be abreast.
    pub(crate) since: Instant,
    /// It misses the entries after this one.
    pub(crate) entries_after: Option<Seq>,
    /// Entries are being read from the log for it.
    pub(crate) reading: bool,
    /// It was not sent a cursor meanwhile.
    pub(crate) misses_cursors: bool,
}

impl Lag {
    fn now() -> Self {
        Self {
            since: Instant::now(),
            entries_after: None,
            reading: false,
            misses_cursors: false,
        }
    }
}

impl Peer {
    /// One that has nothing yet, and wants the entries after `after`.
    pub(crate) fn new(
        caller: Arc<Caller>,
        session: Option<SessionId>,
        outlet: Arc<dyn Outlet>,
        after: Option<Seq>,
    ) -> Self {
        let missed = BTreeMap::new();
        let lag = Some(Lag {
            entries_after: after,
            ..Lag::now()
        });
        Self {
            caller,
            session,
            outlet,
            view: None,
            missed,
            lag,
        }
    }

    /// Sends a message, unless the connection is behind; whether it was sent.
    pub(crate) fn offer(&mut self, message: &Outgoing) -> bool {
        if let Some(lag) = &mut self.lag {
            lag.misses_cursors |= matches!(message, Outgoing::Awareness { .. });
            return false;
        }
        self.send(message)
    }

    /// Sends a message, and notes when that can't be done.
    pub(crate) fn send(&mut self, message: &Outgoing) -> bool {
        let sent = self.outlet.send(message).is_ok();
        if !sent {
            self.lag.get_or_insert_with(Lag::now).misses_cursors = true;
        }
        sent
    }

    /// Whether it may have a copy of the pad: a browser keeps those that are in its view. One that has no
    /// view yet may have some from before.
    pub(crate) fn may_hold(&self, pad: PadId) -> bool {
        self.view.as_ref().is_none_or(|view| has(view, pad))
    }

    /// It was sent a view. Copies of pads that are not in it are gone, and with them what they missed.
    pub(crate) fn has_view(&mut self, view: Arc<RoomView>) {
        self.missed.retain(|pad, _| has(&view, *pad));
        self.view = Some(view);
    }

    /// It did not get the entry at `seq`.
    pub(crate) fn missed_entry(&mut self, seq: Seq) {
        if let Some(lag) = &mut self.lag {
            let after = seq.saturating_sub(1);
            lag.entries_after = Some(lag.entries_after.map_or(after, |had| had.min(after)));
        }
    }

    /// It did not get what came of a pad at these clocks and behind, nor what was deleted meanwhile.
    pub(crate) fn missed_from(
        &mut self,
        pad: PadId,
        clocks: impl IntoIterator<Item = (ClientId, u32)>,
    ) {
        let missed = self.missed.entry(pad).or_default();
        for (client, start) in clocks {
            let clock = missed.entry(client).or_insert(start);
            *clock = (*clock).min(start);
        }
    }

    /// It did not get an edit of a pad.
    pub(crate) fn missed_edit(&mut self, pad: PadId, scan: &Scan) {
        let sections = scan.sections.iter();
        self.missed_from(
            pad,
            sections.map(|section| (section.client, section.clocks.start)),
        );
    }
}

fn has(view: &RoomView, pad: PadId) -> bool {
    view.pads.iter().any(|there| there.id == pad)
}
