//! One pad's Yjs document.

use std::{
    mem::ManuallyDrop,
    panic::{AssertUnwindSafe, catch_unwind},
};

use bytes::Bytes;
use tokio::runtime::{Handle, RuntimeFlavor};
use yrs::{
    ClientID, Doc, OffsetKind, Options, ReadTxn, StateVector, Text, Transact, Update,
    updates::{decoder::Decode, encoder::Encode},
};

use super::{
    lib0::Malformed,
    update::{ClientId, Clocks, Scan, read_state_vector},
};

/// An update of so many bytes may take long: each of its items as many steps as there are items between the
/// neighbours that it claims. It holds up its own room, and no other.
const HEAVY: usize = 8 << 10;

/// The name of a text pad's one shared type.
const CONTENT: &str = "content";

/// A Yjs document. It holds whole updates only: nothing waits in it for what it builds on.
pub(crate) struct Document {
    doc: Doc,
    /// How far it has each client.
    clocks: Clocks,
}

/// What an update did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Applied {
    /// It brought something.
    News,
    /// All of it was known.
    Nothing,
}

/// The library did not get through an update, and the document may hold a part of it: make a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the update could not be applied")]
pub(crate) struct Spoiled;

impl Default for Document {
    fn default() -> Self {
        Self {
            doc: new_doc(0),
            clocks: Clocks::new(),
        }
    }
}

/// Nothing is ever written with this document's own client id, nor does it tidy up on its own: what it
/// holds is what was applied.
pub(super) fn new_doc(client: ClientId) -> Doc {
    let mut options = Options::with_guid_and_client_id("pad".into(), ClientID::new(client));
    options.offset_kind = OffsetKind::Utf16;
    options.skip_gc = false;
    options.cleanup_formatting = false;
    Doc::with_options(options)
}

impl Document {
    /// The document that [`Document::encode`] wrote.
    pub(crate) fn decode(update: &[u8]) -> Result<Self, Spoiled> {
        let mut document = Self::default();
        document.integrate(update)?;
        document.clocks = known(&document.doc.transact().state_vector());
        Ok(document)
    }

    /// All of it, as an update.
    pub(crate) fn encode(&self) -> Bytes {
        self.doc
            .transact()
            .encode_state_as_update_v1(&StateVector::default())
            .into()
    }

    /// How far it has each client.
    pub(crate) const fn clocks(&self) -> &Clocks {
        &self.clocks
    }

    /// Applies an update that `scan` found to lack nothing.
    pub(crate) fn apply(&mut self, update: &[u8], scan: &Scan) -> Result<Applied, Spoiled> {
        let applied = self.integrate(update)?;
        for section in &scan.sections {
            let clock = self.clocks.entry(section.client).or_insert(0);
            *clock = (*clock).max(section.clocks.end);
        }
        Ok(applied)
    }

    /// What someone lacks who has so much.
    pub(crate) fn diff(&self, has: &Clocks) -> Bytes {
        let has: StateVector = has
            .iter()
            .map(|(&client, &clock)| (ClientID::new(client), clock))
            .collect();
        self.doc.transact().encode_state_as_update_v1(&has).into()
    }

    /// What someone lacks who sent this state vector.
    pub(crate) fn diff_to(&self, state_vector: &[u8]) -> Result<Bytes, Malformed> {
        Ok(self.diff(&read_state_vector(state_vector)?))
    }

    /// Its state vector, encoded.
    pub(crate) fn state_vector(&self) -> Bytes {
        self.doc.transact().state_vector().encode_v1().into()
    }

    /// What is in it, to compare documents. Encodings are no help there, since the library writes the keys
    /// of an object in any order. Nor is the order of characters: who claims neighbours that stand the wrong
    /// way round can have it depend on how a copy is cut into blocks, in Yjs as here.
    #[cfg(any(test, feature = "fuzzing"))]
    pub(crate) fn contents(&self) -> (yrs::Snapshot, Vec<char>, serde_json::Value) {
        use yrs::{GetString, types::ToJson};

        let text = self.doc.get_or_insert_text(CONTENT);
        let elements = self.doc.get_or_insert_map("elements");
        let transaction = self.doc.transact();
        let elements = serde_json::to_value(elements.to_json(&transaction));
        let mut characters: Vec<char> = text.get_string(&transaction).chars().collect();
        characters.sort_unstable();
        (
            transaction.snapshot(),
            characters,
            elements.unwrap_or_default(),
        )
    }

    fn integrate(&mut self, update: &[u8]) -> Result<Applied, Spoiled> {
        if update.len() < HEAVY {
            self.try_to_integrate(update)
        } else {
            beside_others(|| self.try_to_integrate(update))
        }
    }

    /// A panic in the library is the sender's error only. The transaction is leaked then: its end would
    /// work on a half-changed document, and could panic in turn.
    fn try_to_integrate(&mut self, update: &[u8]) -> Result<Applied, Spoiled> {
        let mut transaction = ManuallyDrop::new(self.doc.transact_mut());
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let update = Update::decode_v1(update).map_err(drop)?;
            let integrated = transaction.apply_update(update).map_err(drop);
            let applied = if transaction.has_changes() {
                Applied::News
            } else {
                Applied::Nothing
            };
            transaction.commit();
            integrated.map(|()| applied)
        }));
        let Ok(applied) = outcome else {
            return Err(Spoiled);
        };
        let waits = transaction.store().pending_update().is_some()
            || transaction.store().pending_ds().is_some();
        drop(ManuallyDrop::into_inner(transaction));
        if waits {
            Err(Spoiled)
        } else {
            applied.map_err(|()| Spoiled)
        }
    }
}

/// Work that takes long, while the tasks of this thread go on elsewhere; where there are no other threads, it is
/// just done.
fn beside_others<T>(work: impl FnOnce() -> T) -> T {
    let flavor = Handle::try_current().map(|runtime| runtime.runtime_flavor());
    if matches!(flavor, Ok(RuntimeFlavor::MultiThread)) {
        tokio::task::block_in_place(work)
    } else {
        work()
    }
}

fn known(state_vector: &StateVector) -> Clocks {
    state_vector
        .iter()
        .map(|(client, &clock)| (client.get(), clock))
        .collect()
}

/// The update that gives an empty text pad its first text, as if `client` had typed it.
pub(crate) fn first_text_update(client: ClientId, text: &str) -> Bytes {
    let doc = new_doc(client);
    let content = doc.get_or_insert_text(CONTENT);
    let mut transaction = doc.transact_mut();
    content.insert(&mut transaction, 0, text);
    transaction.encode_update_v1().into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use yrs::GetString;

    use super::*;

    fn text_of(document: &Document) -> String {
        let text = document.doc.get_or_insert_text(CONTENT);
        text.get_string(&document.doc.transact())
    }

    fn apply(document: &mut Document, update: &[u8]) -> Result<Applied, Spoiled> {
        document.apply(update, &Scan::of(update).unwrap())
    }

    #[test]
    fn the_first_text_is_there_and_known_from_then_on() {
        let mut document = Document::default();
        let update = first_text_update(3, "fn main() {}\n");
        assert_eq!(apply(&mut document, &update), Ok(Applied::News));
        assert_eq!(apply(&mut document, &update), Ok(Applied::Nothing));
        assert_eq!(text_of(&document), "fn main() {}\n");
        assert_eq!(document.clocks(), &Clocks::from([(3, 13)]));
    }

    #[test]
    fn what_is_encoded_comes_back() {
        let mut document = Document::default();
        apply(&mut document, &first_text_update(3, "text")).unwrap();
        let copy = Document::decode(&document.encode()).unwrap();
        assert_eq!(text_of(&copy), "text");
        assert_eq!(copy.clocks(), document.clocks());
        assert_eq!(
            copy.diff_to(&document.state_vector()).unwrap(),
            Update::EMPTY_V1
        );
    }

    #[test]
    fn what_waits_for_something_else_spoils() {
        let doc = new_doc(5);
        let text = doc.get_or_insert_text(CONTENT);
        text.insert(&mut doc.transact_mut(), 0, "one");
        let before = doc.transact().state_vector();
        text.insert(&mut doc.transact_mut(), 3, "two");
        let second = doc.transact().encode_diff_v1(&before);
        assert_eq!(apply(&mut Document::default(), &second), Err(Spoiled));
    }

    #[test]
    fn a_parent_that_is_no_type_spoils() {
        // Client 5 writes "a" under the root, then claims a text whose parent is that "a".
        let update = [1, 2, 5, 0, 4, 1, 1, b'r', 1, b'a', 4, 0, 5, 0, 1, b'b', 0];
        assert_eq!(apply(&mut Document::default(), &update), Err(Spoiled));
    }

    proptest! {
        /// Mutated real updates: whatever they do, they do it without a panic that gets out.
        #[test]
        fn mutations_are_refused_or_applied(
            flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        ) {
            let mut document = Document::default();
            apply(&mut document, &first_text_update(3, "hello world")).unwrap();
            let doc = new_doc(5);
            doc.transact_mut().apply_update(Update::decode_v1(&document.encode()).unwrap()).unwrap();
            let text = doc.get_or_insert_text(CONTENT);
            let before = doc.transact().state_vector();
            text.insert(&mut doc.transact_mut(), 5, ", dear");
            text.remove_range(&mut doc.transact_mut(), 0, 2);
            let mut update = doc.transact().encode_diff_v1(&before);
            for (at, byte) in flips {
                let at = at.index(update.len());
                update[at] = byte;
            }
            if let Ok(scan) = Scan::of(&update)
                && !scan.lacks_something(document.clocks())
                && document.apply(&update, &scan).is_ok()
            {
                drop(Document::decode(&document.encode()).unwrap());
            }
        }
    }
}
