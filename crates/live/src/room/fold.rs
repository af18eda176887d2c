//! Folding an entry of the log: into the state, into the pads, and out to those who may have it.

use std::sync::Arc;

use codevlive_domain::{
    id::ConnectionId,
    room::{
        apply::apply,
        entry::{Body, Entry},
        event::Event,
        person::Actor,
        signal::SignalKind,
    },
};
use codevlive_store::documents::room::Reading;

use super::{
    Room,
    pads::Unusable,
    peers::{Logged, Now},
};

/// Where an entry comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// From here: an edit of this connection, which the pad holds already.
    Tried(ConnectionId),
    /// From here, and not in the pads yet.
    Decided,
    /// From the log, or from another node.
    Log,
}

/// The pads can't be as the log has them: they must be made anew.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clash;

impl Room {
    /// Folds the next entry of the log. One that is folded already changes nothing.
    pub(super) fn fold(&mut self, entry: Entry, source: Source) -> Result<(), Clash> {
        if entry.seq <= self.state.head() {
            return Ok(());
        }
        apply(Arc::make_mut(&mut self.state), &entry);
        self.upkeep.count(&entry);
        let in_pads = match source {
            Source::Tried(_) => Ok(()),
            Source::Decided | Source::Log => self.pads.fold(&self.state, &entry),
        };
        if !matches!(in_pads, Err(Unusable::Skipped | Unusable::Spoiled)) {
            self.tell(entry, source);
        } else if let Err(unusable) = &in_pads {
            self.node.meters.skipped.increment(1);
            tracing::error!(room.id = %self.id(), seq = entry.seq, %unusable, "entry skipped");
        }
        match in_pads {
            Ok(()) | Err(Unusable::Skipped) => Ok(()),
            Err(Unusable::Spoiled | Unusable::Claimed | Unusable::Held) => {
                self.spoil_pads();
                Err(Clash)
            }
        }
    }

    /// Hands an entry to those who may have it.
    fn tell(&mut self, entry: Entry, source: Source) {
        let now = Now {
            room: self.place.room,
            state: &self.state,
            time: self.time(),
        };
        let Entry { body, actor, .. } = &entry;
        match body {
            Body::Edits { pad, update } => {
                let origin = match source {
                    Source::Tried(origin) => Some(origin),
                    Source::Decided | Source::Log => None,
                };
                let (pad, update, actor) = (*pad, update.clone(), actor.person());
                self.peers.edit(
                    now,
                    Logged {
                        pad,
                        update,
                        actor,
                        origin,
                    },
                );
            }
            Body::Event { event, .. } => {
                self.peers.entry(now, &entry);
                let (event, actor) = (event.clone(), *actor);
                self.recent.push(&Arc::new(entry));
                self.note(&event, actor);
            }
            // Skipped before it comes to this.
            Body::Unreadable(_) => {}
        }
    }

    /// Notes what an event leads to at the end of the turn.
    fn note(&mut self, event: &Event, actor: Actor) {
        self.due.views = true;
        self.due.review = true;
        self.due.closings = true;
        match event {
            Event::Removed { person, .. } => self.due.removed.push(*person),
            Event::Left
            | Event::Signal {
                kind: SignalKind::ConnectionRestored,
                ..
            } => {
                if let Some(person) = actor.person() {
                    self.presence.settled(person);
                }
            }
            _ => {}
        }
        if Reading::follows(event) {
            self.upkeep.summary_is_due();
        }
        let now = self.time();
        self.presence.look_for_hosts(&self.state, now);
    }
}
