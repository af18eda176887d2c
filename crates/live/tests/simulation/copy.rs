//! A browser's copy of a pad, and what of it is not saved yet.

use std::collections::BTreeSet;

use bytes::Bytes;
use codevlive_live::connection::Synced;
use yrs::{
    Doc, ReadTxn, StateVector, Text, Transact, Update,
    updates::{decoder::Decode, encoder::Encode},
};

use crate::{
    dice::Dice,
    doc::{new_doc, text_of},
};

pub(crate) struct Copy {
    doc: Doc,
    /// Tells answers about this copy from those about one that was thrown away.
    pub(crate) client: u64,
    pub(crate) unsaved: Change,
    /// It has been compared with the server's.
    pub(crate) synced: bool,
    /// It is to be compared, since something went wrong.
    pub(crate) wants_sync: bool,
    /// It is being compared.
    pub(crate) syncing: bool,
}

/// What was done to a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Change {
    pub(crate) typed: BTreeSet<char>,
    pub(crate) deleted: BTreeSet<char>,
}

impl Change {
    fn add(&mut self, other: &Self) {
        self.typed.extend(&other.typed);
        self.deleted.extend(&other.deleted);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.typed.is_empty() && self.deleted.is_empty()
    }
}

impl Copy {
    /// An empty one, not compared yet, for a Yjs client that nobody else is.
    pub(crate) fn new(dice: &Dice) -> Self {
        let client = dice.below(1 << 32);
        Self {
            doc: new_doc(client),
            client,
            unsaved: Change::default(),
            synced: false,
            wants_sync: true,
            syncing: false,
        }
    }

    pub(crate) fn text(&self) -> String {
        text_of(&self.doc)
    }

    pub(crate) fn apply(&self, update: &[u8]) {
        let update = Update::decode_v1(update).unwrap();
        self.doc.transact_mut().apply_update(update).unwrap();
    }

    /// Types a character somewhere; the update to be sent.
    pub(crate) fn types(&mut self, dice: &Dice, character: char) -> (Bytes, Change) {
        let length = self.text().chars().count() as u64;
        let at = u32::try_from(dice.below(length + 1)).unwrap();
        let change = Change {
            typed: [character].into(),
            ..Change::default()
        };
        let update = self.edit(&change, |text, transaction| {
            text.insert(transaction, at, &character.to_string());
        });
        (update, change)
    }

    /// Deletes a character, if there is one.
    pub(crate) fn deletes(&mut self, dice: &Dice) -> Option<(Bytes, Change)> {
        let text: Vec<char> = self.text().chars().collect();
        let character = dice.pick_any(&text)?;
        let at = text.iter().position(|other| *other == character)?;
        let change = Change {
            deleted: [character].into(),
            ..Change::default()
        };
        let update = self.edit(&change, |text, transaction| {
            text.remove_range(transaction, u32::try_from(at).unwrap(), 1);
        });
        Some((update, change))
    }

    fn edit(
        &mut self,
        change: &Change,
        work: impl FnOnce(&yrs::TextRef, &mut yrs::TransactionMut<'_>),
    ) -> Bytes {
        self.unsaved.add(change);
        let text = self.doc.get_or_insert_text("content");
        let mut transaction = self.doc.transact_mut();
        work(&text, &mut transaction);
        transaction.encode_update_v1().into()
    }

    /// The server has it.
    pub(crate) fn saved(&mut self, change: &Change) {
        self.unsaved.typed.retain(|c| !change.typed.contains(c));
        self.unsaved.deleted.retain(|c| !change.deleted.contains(c));
    }

    pub(crate) fn state_vector(&self) -> Bytes {
        self.doc.transact().state_vector().encode_v1().into()
    }

    /// Takes what it lacks; what the server lacks, if anything.
    pub(crate) fn take(&mut self, synced: &Synced) -> Option<(Bytes, Change)> {
        self.apply(&synced.update);
        (self.synced, self.syncing) = (true, false);
        let has = StateVector::decode_v1(&synced.state_vector).unwrap();
        let lacks = self.doc.transact().encode_diff_v1(&has).into();
        (!self.unsaved.is_empty()).then(|| (lacks, self.unsaved.clone()))
    }
}
