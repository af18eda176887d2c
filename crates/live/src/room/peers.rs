//! All connections of a room on this node, and who of them gets what.

use std::{collections::BTreeMap, sync::Arc};

use bytes::Bytes;
use codevlive_domain::{
    id::{ConnectionId, PadId, PersonId, RoomId},
    room::{
        edit::{check_read, frozen_at},
        entry::{Entry, Seq},
        state::RoomState,
        timeline::entry_for,
        view::{Presence, Viewer, view},
    },
    time::Millis,
};

use super::peer::Peer;
use crate::{meters::Meters, outlet::Outgoing, yjs::update::Scan};

/// The room as it is now: what decides who may see what.
#[derive(Clone, Copy)]
pub(crate) struct Now<'a> {
    pub(crate) room: RoomId,
    pub(crate) state: &'a RoomState,
    pub(crate) time: Millis,
}

impl Now<'_> {
    /// Whether a person may see a pad as it is, not as it was when a focus time began.
    pub(crate) fn sees(&self, person: PersonId, pad: PadId) -> bool {
        check_read(self.state, person, pad).is_ok() && !self.frozen(person, pad)
    }

    pub(crate) fn frozen(&self, person: PersonId, pad: PadId) -> bool {
        frozen_at(self.state, person, pad, self.time).is_some()
    }
}

/// An edit that is in the log.
pub(crate) struct Logged {
    pub(crate) pad: PadId,
    pub(crate) update: Bytes,
    pub(crate) actor: Option<PersonId>,
    /// The connection it came from, which has it.
    pub(crate) origin: Option<ConnectionId>,
}

/// The connections. When the room goes, for whatever reason, those that are left are closed.
#[derive(Default)]
pub(crate) struct Peers {
    pub(crate) all: BTreeMap<ConnectionId, Peer>,
}

impl Drop for Peers {
    fn drop(&mut self) {
        for peer in self.all.values() {
            peer.outlet.close();
        }
    }
}

impl Peers {
    pub(crate) fn get(&self, id: ConnectionId) -> Option<&Peer> {
        self.all.get(&id)
    }

    /// People with their connections, in the order these were made.
    pub(crate) fn connections(&self) -> Vec<(PersonId, ConnectionId)> {
        self.all
            .iter()
            .map(|(id, peer)| (peer.caller.identity.id, *id))
            .collect()
    }

    /// Hands an edit to those who see the pad, but the connection it came from. Who is behind or shown a
    /// frozen pad gets it later, with all else of that pad. So does who may not read it now, and may again
    /// before they are sent a view without it: they keep their copy all the while, and ask for nothing.
    pub(crate) fn edit(&mut self, now: Now<'_>, edit: Logged) {
        let Logged {
            pad,
            update,
            actor,
            origin,
        } = edit;
        let mut scanned = None;
        let message = Outgoing::Edit {
            pad,
            update: update.clone(),
            actor,
        };
        for (id, peer) in &mut self.all {
            let person = peer.caller.identity.id;
            let reads = check_read(now.state, person, pad).is_ok();
            if origin == Some(*id) || !(reads || peer.may_hold(pad)) {
                continue;
            }
            if !reads || now.frozen(person, pad) || !peer.offer(&message) {
                let scan = scanned.get_or_insert_with(|| Scan::of(&update).unwrap_or_default());
                peer.missed_edit(pad, scan);
            }
        }
    }

    /// Hands an event's entry to those who may see it.
    pub(crate) fn entry(&mut self, now: Now<'_>, entry: &Entry) {
        for peer in self.all.values_mut() {
            let Some(seen) = entry_for(now.state, entry, peer.caller.identity.id) else {
                continue;
            };
            if !peer.offer(&Outgoing::Entry(Arc::new(seen))) {
                peer.missed_entry(entry.seq);
            }
        }
    }

    /// Hands awareness of a pad to those who see it, but the connection it came from.
    pub(crate) fn awareness(
        &mut self,
        now: Now<'_>,
        pad: PadId,
        update: &Bytes,
        origin: Option<ConnectionId>,
    ) {
        let message = Outgoing::Awareness {
            pad,
            update: update.clone(),
        };
        for (id, peer) in &mut self.all {
            if origin != Some(*id) && now.sees(peer.caller.identity.id, pad) {
                // Who is behind gets all cursors once abreast again.
                peer.offer(&message);
            }
        }
    }

    /// Sends everyone their view, if it has changed.
    pub(crate) fn views(&mut self, now: Now<'_>, presence: &Presence, durable: Seq) {
        for peer in self.all.values_mut() {
            if peer.lag.is_none() {
                send_view(peer, now, presence, durable);
            }
        }
    }

    pub(crate) fn meter(&self, meters: &Meters, lagging_before: usize) -> usize {
        let lagging = self.all.values().filter(|peer| peer.lag.is_some()).count();
        if lagging > lagging_before {
            meters.lagged.increment((lagging - lagging_before) as u64);
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "connections are far fewer than 2⁵²"
        )]
        meters
            .lagging
            .increment(lagging as f64 - lagging_before as f64);
        lagging
    }
}

/// Sends a connection its view, if it has changed since; whether it has it now.
pub(crate) fn send_view(peer: &mut Peer, now: Now<'_>, presence: &Presence, durable: Seq) -> bool {
    let viewer = Viewer {
        identity: &peer.caller.identity,
        connection: peer.caller.id,
    };
    let seen = view(now.state, now.room, viewer, presence, now.time);
    if peer.view.as_deref() == Some(&seen) {
        return true;
    }
    let seen = Arc::new(seen);
    let sent = peer.send(&Outgoing::View {
        seq: durable,
        view: Arc::clone(&seen),
    });
    if sent {
        peer.has_view(seen);
    }
    sent
}
