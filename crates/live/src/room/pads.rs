//! The Yjs documents of a room, and who writes in them under which Yjs client id.

use std::collections::{BTreeMap, HashMap};

use bytes::Bytes;
use codevlive_domain::{
    id::PadId,
    room::{
        entry::{Body, Entry, Seq},
        event::Event,
        pad::PadKind,
        person::Actor,
        refusal::{Refusal, RefusalCode},
        state::RoomState,
    },
};

use crate::yjs::{
    document::{Applied, Document},
    lib0::Malformed,
    update::{ClientId, Clocks, Scan},
};

/// The most bytes of updates that a pad's document may be made of. Far beyond any interview; it bounds
/// what one person can make the server keep.
const MAX_WEIGHT: usize = 32 << 20;

/// A pad's document.
#[derive(Default)]
pub(crate) struct Pad {
    pub(crate) document: Document,
    /// A Yjs client id belongs to its first user in the pad.
    pub(crate) owners: HashMap<ClientId, Actor>,
    /// The bytes of updates it is made of.
    pub(crate) weight: usize,
}

/// How code pads were when a focus time began: what all but candidates are shown until it ends.
#[derive(Default)]
pub(crate) struct Frozen {
    /// The entry that began it.
    pub(crate) at: Seq,
    /// Updates with all of each pad. A pad that is not here was empty.
    pub(crate) pads: BTreeMap<PadId, Bytes>,
    /// Those that somebody asked for.
    pub(crate) opened: BTreeMap<PadId, Document>,
}

/// All pads somebody wrote in.
#[derive(Default)]
pub(crate) struct Pads {
    pub(crate) pads: BTreeMap<PadId, Pad>,
    pub(crate) frozen: Option<Frozen>,
}

/// Why an edit was not taken.
#[derive(Debug)]
pub(crate) enum NotTaken {
    /// The document is as it was.
    Refused(Refusal),
    /// The sender's update broke the document: all pads must be made anew.
    Spoiled(Refusal),
}

/// Why an entry of the log can't be applied.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unusable {
    /// It can't be read, or builds on what is not there; nothing was changed.
    #[error("it is malformed, or builds on an entry that is not there")]
    Skipped,
    /// The document may hold a part of it: all pads must be made anew, without it.
    #[error("it breaks the document")]
    Spoiled,
    /// It was applied, but it uses a Yjs client id that someone else claimed on this node just now.
    #[error("it uses another person's Yjs client id")]
    Claimed,
    /// The document held some of it already: an edit that waits to be appended here, and is in the log by now,
    /// perhaps with what was typed after it. An append may fail behind the write, and its edit is sent again.
    #[error("it is there already")]
    Held,
}

impl Pads {
    /// Tries an edit that is not in the log yet. What it did must be logged, or the pads made anew.
    pub(crate) fn attempt(
        &mut self,
        pad: PadId,
        actor: Actor,
        update: &[u8],
        scan: &Scan,
    ) -> Result<Applied, NotTaken> {
        let pad = self.pads.entry(pad).or_default();
        pad.check(actor, update, scan).map_err(NotTaken::Refused)?;
        if scan.deletions.is_empty() && !scan.extends(pad.document.clocks()) {
            return Ok(Applied::Nothing);
        }
        let applied = pad
            .document
            .apply(update, scan)
            .map_err(|_spoiled| NotTaken::Spoiled(malformed("the update can't be applied")))?;
        if applied == Applied::News {
            pad.claim(actor, scan);
            pad.weight += update.len();
        }
        Ok(applied)
    }

    /// Folds an entry of the log: its edits, or what it does to a focus time. `state` is that behind it.
    pub(crate) fn fold(&mut self, state: &RoomState, entry: &Entry) -> Result<(), Unusable> {
        match &entry.body {
            Body::Edits { pad, update } => self
                .pads
                .entry(*pad)
                .or_default()
                .replay(entry.actor, update),
            Body::Event { event, .. } => {
                self.fold_event(state, event, entry.seq);
                Ok(())
            }
            Body::Unreadable(_) => Err(Unusable::Skipped),
        }
    }

    fn fold_event(&mut self, state: &RoomState, event: &Event, seq: Seq) {
        if matches!(event, Event::FocusTimeStarted { .. }) {
            self.freeze(state, seq);
        } else if state.focus_time().is_none() {
            self.frozen = None;
        }
    }

    fn freeze(&mut self, state: &RoomState, at: Seq) {
        let code = state.pads().iter().filter(|pad| pad.kind == PadKind::Code);
        let written = code.filter_map(|pad| Some((pad.id, self.pads.get(&pad.id)?)));
        let pads = written
            .map(|(id, pad)| (id, pad.document.encode()))
            .collect();
        self.frozen = Some(Frozen {
            at,
            pads,
            opened: BTreeMap::new(),
        });
    }

    /// The document of a pad that somebody wrote in.
    pub(crate) fn document(&self, pad: PadId) -> Option<&Document> {
        self.pads.get(&pad).map(|pad| &pad.document)
    }

    /// What someone lacks of a pad, and what there is of it; as it was at `frozen`, if that is given.
    pub(crate) fn sync(
        &mut self,
        pad: PadId,
        state_vector: &[u8],
        frozen: Option<Seq>,
    ) -> Result<(Bytes, Bytes), Malformed> {
        let empty = Document::default();
        let document = match frozen {
            Some(at) => self.frozen_document(pad, at).unwrap_or(&empty),
            None => self.document(pad).unwrap_or(&empty),
        };
        Ok((document.diff_to(state_vector)?, document.state_vector()))
    }

    fn frozen_document(&mut self, pad: PadId, at: Seq) -> Option<&Document> {
        let frozen = self.frozen.as_mut().filter(|frozen| frozen.at == at)?;
        if !frozen.opened.contains_key(&pad) {
            let document = Document::decode(frozen.pads.get(&pad)?).ok()?;
            frozen.opened.insert(pad, document);
        }
        frozen.opened.get(&pad)
    }

    /// The clocks from which on someone misses something of a pad who has it as it was at `at`.
    pub(crate) fn since_frozen(&mut self, pad: PadId, at: Seq) -> Clocks {
        let clients: Vec<ClientId> = self
            .document(pad)
            .into_iter()
            .flat_map(|document| document.clocks().keys().copied())
            .collect();
        let frozen = self.frozen_document(pad, at);
        let clock = |client| {
            frozen
                .and_then(|document| document.clocks().get(&client).copied())
                .unwrap_or(0)
        };
        clients
            .into_iter()
            .map(|client| (client, clock(client)))
            .collect()
    }

    /// What someone lacks of a pad who has all of it but what came at these clocks and behind.
    pub(crate) fn missed(&self, pad: PadId, from: &Clocks) -> Option<Bytes> {
        let document = self.document(pad)?;
        let mut has = document.clocks().clone();
        for (client, clock) in from {
            has.entry(*client)
                .and_modify(|has| *has = (*has).min(*clock));
        }
        Some(document.diff(&has))
    }
}

impl Pad {
    fn check(&self, actor: Actor, update: &[u8], scan: &Scan) -> Result<(), Refusal> {
        let known = self.document.clocks();
        if scan.lacks_something(known) {
            return Err(Refusal::new(
                RefusalCode::OutOfSync,
                "the update builds on others that the server does not have",
            ));
        }
        let news = |client: &ClientId, end: u32| end > known.get(client).copied().unwrap_or(0);
        let foreign = scan.sections.iter().any(|section| {
            news(&section.client, section.clocks.end)
                && self
                    .owners
                    .get(&section.client)
                    .is_some_and(|owner| *owner != actor)
        });
        if foreign {
            return Err(malformed("this Yjs client id belongs to someone else"));
        }
        if self.weight + update.len() > MAX_WEIGHT {
            return Err(Refusal::new(RefusalCode::TooLarge, "the pad is full"));
        }
        Ok(())
    }

    /// Notes whose the client ids are; whether none is someone else's.
    fn claim(&mut self, actor: Actor, scan: &Scan) -> bool {
        scan.sections.iter().fold(true, |own, section| {
            own & (*self.owners.entry(section.client).or_insert(actor) == actor)
        })
    }

    fn replay(&mut self, actor: Actor, update: &[u8]) -> Result<(), Unusable> {
        let scan = Scan::of(update).map_err(|_malformed| Unusable::Skipped)?;
        if scan.lacks_something(self.document.clocks()) {
            return Err(Unusable::Skipped);
        }
        let held = scan.overlaps(self.document.clocks());
        self.document
            .apply(update, &scan)
            .map_err(|_spoiled| Unusable::Spoiled)?;
        self.weight += update.len();
        match self.claim(actor, &scan) {
            true if held => Err(Unusable::Held),
            true => Ok(()),
            false => Err(Unusable::Claimed),
        }
    }
}

/// The refusal of an update that is no good.
pub(crate) fn malformed(detail: &str) -> Refusal {
    Refusal::new(RefusalCode::Invalid, format!("update: {detail}"))
}
