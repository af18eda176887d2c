//! A look through a Yjs update (v1) without applying it: which clocks it brings, which it needs, and
//! whether it is well formed.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::{
    content,
    lib0::{Malformed, Reader, run_end},
};

/// The id of a Yjs client: one browser tab's copy of one document.
pub(crate) type ClientId = u64;

/// How far a document has each client: the clock that comes next.
pub(crate) type Clocks = HashMap<ClientId, u32>;

/// The structs of one client in an update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    pub(crate) client: ClientId,
    /// The clocks it covers, skipped ones too.
    pub(crate) clocks: Range<u32>,
    /// How many structs there are.
    pub(crate) structs: u64,
    /// Where they stand in the update's bytes.
    pub(crate) bytes: Range<usize>,
}

/// A run of deleted clocks of one client.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Deletion {
    pub(crate) client: ClientId,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// What an update consists of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scan {
    pub(crate) sections: Vec<Section>,
    pub(crate) deletions: Vec<Deletion>,
    /// Clocks that must be in the document, or else in this update.
    needs: Vec<(ClientId, u32)>,
    /// Clocks that the update left out on purpose, so they must be in the document.
    skipped: Vec<(ClientId, u32)>,
}

/// The structs' kinds that are no items.
pub(super) const GC: u8 = 0;
pub(super) const SKIP: u8 = 10;

pub(super) const HAS_ORIGIN: u8 = 0x80;
pub(super) const HAS_RIGHT_ORIGIN: u8 = 0x40;
pub(super) const HAS_PARENT_SUB: u8 = 0x20;
pub(super) const CONTENT: u8 = 0x1f;

impl Scan {
    /// Looks through all of it.
    pub(crate) fn of(update: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(update);
        let mut scan = Self::default();
        for _ in 0..reader.uint()? {
            scan.section(&mut reader)?;
        }
        scan.check_one_section_a_client()?;
        for _ in 0..reader.uint()? {
            scan.client_deletions(&mut reader)?;
        }
        if reader.is_at_end() {
            Ok(scan)
        } else {
            Err(Malformed)
        }
    }

    /// Whether the update builds on something that neither the document nor the update itself has.
    pub(crate) fn lacks_something(&self, known: &Clocks) -> bool {
        let known_of = |client| known.get(&client).copied().unwrap_or(0);
        let gap = |section: &Section| section.clocks.start > known_of(section.client);
        if self.sections.iter().any(gap)
            || self
                .skipped
                .iter()
                .any(|&(client, clock)| clock > known_of(client))
        {
            return true;
        }
        let mut unknown = self
            .needs
            .iter()
            .filter(|&&(client, clock)| clock > known_of(client))
            .peekable();
        if unknown.peek().is_none() {
            return false;
        }
        let brought: Clocks = self
            .sections
            .iter()
            .map(|section| (section.client, section.clocks.end))
            .collect();
        unknown.any(|&(client, clock)| brought.get(&client).is_none_or(|&end| clock > end))
    }

    /// Whether it brings clocks that the document has not. (Deletions may be news, too.)
    pub(crate) fn extends(&self, known: &Clocks) -> bool {
        let news = |section: &Section| {
            section.clocks.end > known.get(&section.client).copied().unwrap_or(0)
        };
        self.sections.iter().any(news)
    }

    /// Whether it brings clocks that the document has.
    pub(crate) fn overlaps(&self, known: &Clocks) -> bool {
        let had = |section: &Section| {
            section.clocks.start < known.get(&section.client).copied().unwrap_or(0)
        };
        self.sections.iter().any(had)
    }

    fn check_one_section_a_client(&self) -> Result<(), Malformed> {
        if self.sections.len() < 2 {
            return Ok(());
        }
        let clients: HashSet<ClientId> =
            self.sections.iter().map(|section| section.client).collect();
        if clients.len() == self.sections.len() {
            Ok(())
        } else {
            Err(Malformed)
        }
    }

    fn section(&mut self, reader: &mut Reader<'_>) -> Result<(), Malformed> {
        let structs = reader.uint()?;
        let client = reader.uint()?;
        let start = reader.clock()?;
        let first = reader.position();
        let mut clock = start;
        for _ in 0..structs {
            clock = self.one_struct(reader, client, clock)?;
        }
        let bytes = first..reader.position();
        self.sections.push(Section {
            client,
            clocks: start..clock,
            structs,
            bytes,
        });
        Ok(())
    }

    /// Reads one struct at `clock`; the clock behind it.
    fn one_struct(
        &mut self,
        reader: &mut Reader<'_>,
        client: ClientId,
        clock: u32,
    ) -> Result<u32, Malformed> {
        let info = reader.byte()?;
        let length = match info {
            GC | SKIP => match reader.clock()? {
                0 => return Err(Malformed),
                length => length,
            },
            _ => {
                self.item_head(reader, info, (client, clock))?;
                content::skip(reader, info & CONTENT)?
            }
        };
        let end = run_end(clock, length)?;
        if info == SKIP {
            self.skipped.push((client, end));
        }
        Ok(end)
    }

    /// Where an item hangs: its neighbours, or its parent.
    pub(super) fn item_head(
        &mut self,
        reader: &mut Reader<'_>,
        info: u8,
        own: (ClientId, u32),
    ) -> Result<(), Malformed> {
        let mut neighbour = |flag| {
            let has = info & flag != 0;
            has.then(|| self.reference(reader, own)).transpose()
        };
        match (neighbour(HAS_ORIGIN)?, neighbour(HAS_RIGHT_ORIGIN)?) {
            (None, None) => {}
            // Where that would be depends on how a copy is cut into blocks: copies would differ.
            (left, right) if left == right => return Err(Malformed),
            _ => return Ok(()),
        }
        match reader.uint()? {
            1 => drop(reader.string()?),
            0 => drop(self.reference(reader, own)?),
            _ => return Err(Malformed),
        }
        if info & HAS_PARENT_SUB != 0 {
            reader.string()?;
        }
        Ok(())
    }

    /// A reference to another struct. One of the same client is always to an earlier one.
    fn reference(
        &mut self,
        reader: &mut Reader<'_>,
        (client, clock): (ClientId, u32),
    ) -> Result<(ClientId, u32), Malformed> {
        let other = reader.uint()?;
        let at = reader.clock()?;
        if other != client {
            self.needs.push((other, run_end(at, 1)?));
        } else if at >= clock {
            return Err(Malformed);
        }
        Ok((other, at))
    }

    fn client_deletions(&mut self, reader: &mut Reader<'_>) -> Result<(), Malformed> {
        let client = reader.uint()?;
        for _ in 0..reader.uint()? {
            let start = reader.clock()?;
            let length = reader.clock()?;
            if length == 0 {
                return Err(Malformed);
            }
            let end = run_end(start, length)?;
            self.needs.push((client, end));
            self.deletions.push(Deletion { client, start, end });
        }
        Ok(())
    }
}

/// Reads a state vector as a client sends it.
pub(crate) fn read_state_vector(bytes: &[u8]) -> Result<Clocks, Malformed> {
    let mut reader = Reader::new(bytes);
    let mut clocks = Clocks::new();
    for _ in 0..reader.uint()? {
        let client = reader.uint()?;
        clocks.insert(client, reader.clock()?);
    }
    if reader.is_at_end() {
        Ok(clocks)
    } else {
        Err(Malformed)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use yrs::{Any, Array, Doc, Map, MapPrelim, ReadTxn, StateVector, Text, Transact};

    use super::*;

    fn all_of(doc: &Doc) -> Vec<u8> {
        doc.transact()
            .encode_state_as_update_v1(&StateVector::default())
    }

    #[test]
    fn what_the_library_writes_is_well_formed() {
        let doc = Doc::with_client_id(5);
        let text = doc.get_or_insert_text("content");
        let elements = doc.get_or_insert_map("elements");
        {
            let mut transaction = doc.transact_mut();
            text.insert(&mut transaction, 0, "hello 😀");
            text.insert_with_attributes(
                &mut transaction,
                2,
                "bold",
                [("b".into(), true.into())].into(),
            );
            text.insert_embed(&mut transaction, 1, Any::from("x"));
            text.remove_range(&mut transaction, 0, 2);
            let shape = elements.insert(&mut transaction, "a", MapPrelim::default());
            shape.insert(&mut transaction, "points", Any::from(vec![1.5_f64, 2.0]));
            shape.insert(&mut transaction, "big", Any::from(1_i64 << 60));
        }
        let list = doc.get_or_insert_array("list");
        list.insert_range(&mut doc.transact_mut(), 0, [1, 2, 3]);
        let update = all_of(&doc);
        let scan = Scan::of(&update).unwrap();
        let known: Clocks = [(5, doc.transact().state_vector().get(&yrs::ClientID::new(5)))].into();
        assert_eq!(scan.sections[0].clocks, 0..known[&5]);
        assert!(!scan.deletions.is_empty());
        assert!(!scan.lacks_something(&Clocks::new()), "it stands alone");
        assert!(!scan.extends(&known), "and is no news to who has it");
    }

    #[test]
    fn an_update_that_builds_on_another_lacks_it() {
        let doc = Doc::with_client_id(5);
        let text = doc.get_or_insert_text("content");
        text.insert(&mut doc.transact_mut(), 0, "one");
        let before = doc.transact().state_vector();
        text.insert(&mut doc.transact_mut(), 3, "two");
        let scan = Scan::of(&doc.transact().encode_diff_v1(&before)).unwrap();
        assert!(scan.lacks_something(&Clocks::new()));
        assert!(scan.lacks_something(&[(5, 2)].into()));
        assert!(!scan.lacks_something(&[(5, 3)].into()));
        assert!(scan.extends(&[(5, 3)].into()));
    }

    #[test]
    fn deletions_and_skips_need_what_they_name() {
        // No structs; client 5 deletes clocks 2 and 3.
        let deletes = Scan::of(&[0, 1, 5, 1, 2, 2]).unwrap();
        assert!(deletes.lacks_something(&[(5, 3)].into()));
        assert!(!deletes.lacks_something(&[(5, 4)].into()));
        // Client 5 skips clocks 0 to 2; nothing else.
        let skips = Scan::of(&[1, 1, 5, 0, 10, 3, 0]).unwrap();
        assert!(skips.lacks_something(&[(5, 2)].into()));
        assert!(!skips.lacks_something(&[(5, 3)].into()));
    }

    #[test]
    fn lies_are_refused() {
        for (what, bytes) in [
            ("nothing", &[][..]),
            ("more clients than bytes", &[0xff, 0xff, 0xff, 0xff, 0x0f]),
            (
                "more structs than bytes",
                &[1, 0xff, 0xff, 0xff, 0xff, 0x0f, 5, 0],
            ),
            (
                "an endless run",
                &[1, 1, 5, 1, 0, 0xff, 0xff, 0xff, 0xff, 0x07, 0],
            ),
            ("an empty run", &[1, 1, 5, 0, 0, 0, 0]),
            ("a client twice", &[2, 1, 5, 0, 0, 1, 1, 5, 1, 0, 1, 0]),
            ("an empty deletion", &[0, 1, 5, 1, 0, 0]),
            ("bytes behind the end", &[0, 0, 0]),
            (
                "a left neighbour of its own future",
                &[1, 1, 5, 0, 0x84, 5, 7, 1, b'a', 0],
            ),
            (
                "one neighbour on both sides",
                &[1, 1, 5, 9, 0xc4, 5, 2, 5, 2, 1, b'a', 0],
            ),
        ] {
            assert_eq!(Scan::of(bytes), Err(Malformed), "{what}");
        }
        assert_eq!(Scan::of(&[0, 0]), Ok(Scan::default()));
    }

    proptest! {
        #[test]
        fn noise_is_taken_in_without_harm(noise in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(scan) = Scan::of(&noise) {
                scan.lacks_something(&Clocks::new());
            }
            drop(read_state_vector(&noise));
        }
    }
}
