//! What holds for any bytes that clients send as Yjs updates, state vectors and cursors.
//!
//! Each function takes bytes of someone else's choice and panics if something does not hold. The targets
//! in `fuzz/` search for such bytes; the tests below go through all that were found before.

use bytes::Bytes;

use crate::yjs::{
    awareness_update,
    document::{Applied, Document},
    merge::{Part, merge},
    update::Scan,
};

/// What separates the messages of one input: no number of lib0's encoding begins like this.
const SEPARATOR: [u8; 4] = [0xff; 4];

/// Updates one after the other, as a room's task takes them: those that are taken lead to one document,
/// whether applied one by one, merged, or read back from a checkpoint.
///
/// # Panics
/// If that does not hold.
pub fn updates(input: &[u8]) {
    let (document, taken) = take_all(messages(input));
    let mut clocks = document.clocks().clone();
    clocks.retain(|_, clock| *clock > 0);
    let copy = Document::decode(&document.encode()).expect("a checkpoint can be read");
    assert_eq!(copy.clocks(), &clocks, "a checkpoint has all clocks");
    assert_eq!(copy.contents(), document.contents(), "nor is more lost");
    for from in 0..taken.len() {
        check_merged(&taken, from, &document);
    }
}

/// A document of some updates, and a state vector that someone sends for it: what they lack can be read,
/// and is no more than the document has.
///
/// # Panics
/// If that does not hold.
pub fn sync(input: &[u8]) {
    let mut messages = messages(input);
    let state_vector = messages.next().unwrap_or_default();
    let (document, _taken) = take_all(messages);
    let Ok(lacking) = document.diff_to(state_vector) else {
        return;
    };
    let scan = Scan::of(&lacking).expect("what the library writes is well-formed");
    assert!(!scan.extends(document.clocks()), "it brings what is there");
}

/// A cursor move: what is read of it comes back when it is written.
///
/// # Panics
/// If that does not hold.
pub fn awareness(input: &[u8]) {
    if let Ok(states) = awareness_update::decode(input) {
        let written = awareness_update::encode(&states);
        assert_eq!(awareness_update::decode(&written), Ok(states));
        assert!(written.len() <= input.len(), "written as short as can be");
    }
}

/// The parts of an input.
fn messages(input: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(input);
    std::iter::from_fn(move || {
        let bytes = rest?;
        let end = bytes
            .windows(SEPARATOR.len())
            .position(|at| at == SEPARATOR);
        rest = end.map(|end| &bytes[end + SEPARATOR.len()..]);
        Some(&bytes[..end.unwrap_or(bytes.len())])
    })
}

/// Offers updates to an empty document. What spoils it is left out, and the others are applied to a new
/// one, as a room makes its pads anew.
fn take_all<'a>(updates: impl Iterator<Item = &'a [u8]>) -> (Document, Vec<Part>) {
    let mut document = Document::default();
    let mut taken: Vec<Part> = Vec::new();
    for update in updates {
        let Ok(scan) = Scan::of(update) else {
            continue;
        };
        if scan.lacks_something(document.clocks()) {
            continue;
        }
        match document.apply(update, &scan) {
            Ok(Applied::News) => taken.push(Part {
                update: Bytes::copy_from_slice(update),
                scan,
            }),
            Ok(Applied::Nothing) => {}
            Err(_spoiled) => document = document_of(&taken),
        }
    }
    let again = document_of(&taken);
    assert_eq!(
        again.contents(),
        document.contents(),
        "a replay is the same"
    );
    (document, taken)
}

fn document_of(parts: &[Part]) -> Document {
    let mut document = Document::default();
    for part in parts {
        let applied = document.apply(&part.update, &part.scan);
        assert!(applied.is_ok(), "what was taken once is taken again");
    }
    document
}

/// The updates from there on as one, if they can be merged, lead to the same document.
fn check_merged(taken: &[Part], from: usize, expected: &Document) {
    let (before, run) = taken.split_at(from);
    let Some(merged) = merge(run) else {
        return;
    };
    let mut document = document_of(before);
    let scan = Scan::of(&merged).expect("a merged update is well-formed");
    assert!(!scan.lacks_something(document.clocks()));
    let applied = document.apply(&merged, &scan);
    assert_eq!(applied, Ok(Applied::News), "a merged update is taken");
    assert_eq!(
        document.contents(),
        expected.contents(),
        "merged or one by one"
    );
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    /// All inputs of a target's corpus.
    fn replay(target: &str, property: fn(&[u8])) {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
        let files: Vec<_> = std::fs::read_dir(corpus.join(target)).unwrap().collect();
        assert!(!files.is_empty());
        for file in files {
            property(&std::fs::read(file.unwrap().path()).unwrap());
        }
    }

    #[test]
    fn all_that_was_found_holds_still() {
        replay("yjs_updates", super::updates);
        replay("yjs_sync", super::sync);
        replay("awareness", super::awareness);
    }
}
