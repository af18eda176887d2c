//! Edits on their way into the log: tried, merged, appended as one record, and only then shown.

use std::{mem, sync::Arc, time::Duration};

use codevlive_domain::{
    id::PadId,
    room::{
        edit::check_edit,
        entry::{Body, Entry, Seq},
        person::Actor,
        refusal::{Refusal, RefusalCode},
    },
};
use codevlive_store::log::Durable;
use tokio::time::Instant;

use super::{
    Room,
    acks::Owed,
    append::{Appended, TRIES},
    fold::Source,
    inbox::{Caller, Edit},
    pads::{NotTaken, malformed},
    replay::replay,
};
use crate::{
    bus::Message,
    connection::try_later,
    yjs::{
        document::Applied,
        merge::{Part, merge},
        update::Scan,
    },
};

/// After the store has failed, edits are answered `try_later` at once for so long: each try makes the
/// pads anew.
const PAUSE: Duration = Duration::from_millis(250);

/// Edits of one connection to one pad, one after the other.
struct Group {
    from: Arc<Caller>,
    pad: PadId,
    /// An update an edit; or one that does what they all do.
    parts: Vec<Part>,
    edits: Vec<Edit>,
}

/// Edits that were tried.
#[derive(Default)]
struct Batch {
    groups: Vec<Group>,
    /// Those that brought nothing.
    known: Vec<Edit>,
}

/// What became of some edits.
enum Tried {
    /// All are answered, or will be.
    Done,
    /// These must be tried again, on pads made anew.
    Again {
        edits: Vec<Edit>,
        /// They may be in the log already, so that nobody can say that they are refused.
        doubtful: bool,
    },
}

impl Room {
    /// Works off all edits that wait, and then the cursors that came with them.
    pub(super) async fn flush(&mut self) {
        let edits = mem::take(&mut self.waiting);
        if !edits.is_empty() {
            self.flush_edits(edits).await;
        }
        self.flush_whereabouts();
    }

    /// Edits that are not answered when this gives up are answered `try_later` as they are dropped.
    async fn flush_edits(&mut self, mut edits: Vec<Edit>) {
        if self.pads_spoiled && self.store_just_failed() {
            return;
        }
        let refused = edits.iter().filter(|edit| self.check_rules(edit).is_err());
        // A refusal must be right now, not only as far as this node has read.
        if let Some(came) = refused.map(|edit| edit.came).max()
            && let Err(error) = self.make_sure(came).await
        {
            tracing::warn!(room.id = %self.id(), %error, "reading before a refusal failed");
            return;
        }
        let mut in_doubt = false;
        for _ in 0..TRIES {
            if !self.clean_pads().await {
                return;
            }
            let tried = match self.prepare(edits, in_doubt) {
                Ok(batch) => self.commit(batch).await,
                Err(edits) => Tried::Again {
                    edits,
                    doubtful: false,
                },
            };
            let Tried::Again {
                edits: rest,
                doubtful,
            } = tried
            else {
                return;
            };
            edits = rest;
            in_doubt |= doubtful;
        }
    }

    /// Tries edits on the pads; those that are `in_doubt` are not refused for good. An error gives back
    /// those that are to be tried again: one of them broke a pad, and is answered.
    fn prepare(&mut self, edits: Vec<Edit>, in_doubt: bool) -> Result<Batch, Vec<Edit>> {
        let mut batch = Batch::default();
        let mut edits = edits.into_iter();
        while let Some(edit) = edits.next() {
            match self.try_edit(&edit) {
                Ok((Applied::News, scan)) => batch.add(edit, scan),
                Ok((Applied::Nothing, _)) => batch.known.push(edit),
                Err(NotTaken::Refused(_)) if in_doubt => self.refuse(edit, try_later()),
                Err(NotTaken::Refused(refusal)) => self.refuse(edit, refusal),
                Err(NotTaken::Spoiled(refusal)) => {
                    let from = edit.from.id;
                    tracing::warn!(room.id = %self.id(), connection.id = %from, "an update broke its pad");
                    self.refuse(edit, refusal);
                    self.spoil_pads();
                    let mut rest = batch.into_edits();
                    rest.extend(edits);
                    return Err(rest);
                }
            }
        }
        batch.groups.iter_mut().for_each(Group::merge);
        Ok(batch)
    }

    fn try_edit(&mut self, edit: &Edit) -> Result<(Applied, Scan), NotTaken> {
        let person = edit.from.identity.id;
        self.check_rules(edit).map_err(NotTaken::Refused)?;
        self.check_known(&edit.from).map_err(NotTaken::Refused)?;
        if edit.update.len() > self.node.settings.max_update {
            let detail = "the update is larger than 1 MiB";
            return Err(NotTaken::Refused(Refusal::new(
                RefusalCode::TooLarge,
                detail,
            )));
        }
        let scan = Scan::of(&edit.update)
            .map_err(|_malformed| NotTaken::Refused(malformed("it is not a Yjs update (v1)")))?;
        let applied = self
            .pads
            .attempt(edit.pad, Actor::Person(person), &edit.update, &scan)?;
        Ok((applied, scan))
    }

    fn check_rules(&self, edit: &Edit) -> Result<(), Refusal> {
        let person = edit.from.identity.id;
        check_edit(&self.state, person, edit.pad, self.time())
    }

    fn refuse(&self, edit: Edit, refusal: Refusal) {
        self.node.meters.edits_refused.increment(1);
        edit.answer.give(Err(refusal));
    }

    /// Appends what was tried.
    async fn commit(&mut self, batch: Batch) -> Tried {
        if batch.groups.is_empty() {
            let head = self.state.head();
            let owed = batch
                .known
                .into_iter()
                .map(|edit| owe(edit, head))
                .collect();
            self.acks.known(head, owed).await;
            return Tried::Done;
        }
        let mut doubtful = false;
        for _ in 0..TRIES {
            let entries = self.seal(&batch);
            match self.append(&entries).await {
                Appended::Visible(durable) => {
                    self.show(batch, entries, durable).await;
                    return Tried::Done;
                }
                Appended::Missed(missed) if !missed.events && !missed.clash => doubtful = true,
                Appended::Missed(missed) => {
                    self.spoil_pads();
                    return Tried::Again {
                        edits: batch.into_edits(),
                        doubtful: doubtful || missed.edits,
                    };
                }
                Appended::No => break,
            }
        }
        self.spoil_pads();
        self.store_failed = Some(Instant::now());
        Tried::Done
    }

    /// The entries that follow the head of the log.
    fn seal(&self, batch: &Batch) -> Vec<Entry> {
        let (at, mut hash, mut seq) = (self.time(), *self.state.hash(), self.state.head());
        let mut entries = Vec::with_capacity(batch.groups.len());
        for group in &batch.groups {
            let person = Actor::Person(group.from.identity.id);
            for part in &group.parts {
                let body = Body::Edits {
                    pad: group.pad,
                    update: part.update.clone(),
                };
                seq += 1;
                let entry = Entry::seal(&hash, seq, at, person, body);
                hash = entry.hash;
                entries.push(entry);
            }
        }
        entries
    }

    /// The entries are in the log: shows them, and answers when they are durable.
    async fn show(&mut self, batch: Batch, entries: Vec<Entry>, durable: Durable) {
        let shared = Arc::new(entries.clone());
        let mut entries = entries.into_iter();
        let mut owed = Vec::new();
        for group in batch.groups {
            self.meter(&group);
            let first = self.state.head() + 1;
            for entry in entries.by_ref().take(group.parts.len()) {
                // An edit that the pads hold already can't clash with them.
                let _ = self.fold(entry, Source::Tried(group.from.id));
            }
            owed.extend(group.owed(first));
        }
        self.tell_nodes(Message::Entries(shared));
        let head = self.state.head();
        owed.extend(batch.known.into_iter().map(|edit| owe(edit, head)));
        self.acks.appended(durable, head, owed).await;
    }

    fn meter(&self, group: &Group) {
        self.node.meters.edits.increment(group.edits.len() as u64);
        for edit in &group.edits {
            self.node.meters.edit_visible.record(edit.came.elapsed());
        }
    }

    /// The pads hold something that is not in the log, or the other way round.
    pub(super) fn spoil_pads(&mut self) {
        self.pads_spoiled = true;
    }

    /// Makes the pads anew from the log if they are spoiled; whether they are as the log has them.
    pub(super) async fn clean_pads(&mut self) -> bool {
        if !self.pads_spoiled {
            return true;
        }
        match replay(&self.node, self.id(), Some(self.state.head())).await {
            Ok(Some(replay)) if replay.state.head() == self.state.head() => {
                self.pads = replay.pads;
                self.pads_spoiled = false;
                return true;
            }
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(room.id = %self.id(), %error, "pads could not be made anew");
            }
        }
        self.store_failed = Some(Instant::now());
        false
    }

    /// Whether it is too early to try the store again on account of edits.
    pub(super) fn store_just_failed(&self) -> bool {
        self.store_failed.is_some_and(|at| at.elapsed() < PAUSE)
    }

    fn flush_whereabouts(&mut self) {
        for told in mem::take(&mut self.whereabouts) {
            self.whereabouts_of(&told);
        }
    }
}

impl Batch {
    /// Adds an edit that was taken: to the last group of its pad, if that is of the same connection, so
    /// that edits of a pad keep their order.
    fn add(&mut self, edit: Edit, scan: Scan) {
        let part = Part {
            update: edit.update.clone(),
            scan,
        };
        let last = self
            .groups
            .iter_mut()
            .rev()
            .find(|group| group.pad == edit.pad);
        match last.filter(|last| last.from.id == edit.from.id) {
            Some(group) => {
                group.parts.push(part);
                group.edits.push(edit);
            }
            None => self.groups.push(Group {
                from: Arc::clone(&edit.from),
                pad: edit.pad,
                parts: vec![part],
                edits: vec![edit],
            }),
        }
    }

    fn into_edits(self) -> Vec<Edit> {
        let taken = self.groups.into_iter().flat_map(|group| group.edits);
        taken.chain(self.known).collect()
    }
}

impl Group {
    /// Makes one update of all parts, if that can be done.
    fn merge(&mut self) {
        if self.parts.len() > 1
            && let Some(update) = merge(&self.parts)
        {
            self.parts = vec![Part {
                update,
                scan: Scan::default(),
            }];
        }
    }

    /// The answers to its edits; its first entry is at `first`.
    fn owed(self, first: Seq) -> impl Iterator<Item = Owed> {
        let merged = self.parts.len() == 1;
        let seqs = (first..).map(move |seq| if merged { first } else { seq });
        self.edits
            .into_iter()
            .zip(seqs)
            .map(|(edit, seq)| owe(edit, seq))
    }
}

fn owe(edit: Edit, seq: Seq) -> Owed {
    Owed {
        answer: edit.answer,
        seq,
        came: edit.came,
    }
}
