//! Keystrokes as Yjs updates, written and read by hand: what a server does is measured, not what it
//! costs to make its input. The tests hold both against yrs.
//!
//! Each typist is a Yjs client of its own, whose n-th keystroke (from 0) has the clock n. So the clock
//! tells when a keystroke was due, in whatever update it arrives, merged with others or not.

use std::ops::Range;

use crate::lib0::{Reader, write_bytes, write_uint};

/// The first typist's Yjs client id. Real ids are random 32-bit numbers: five bytes on the wire.
const FIRST_CLIENT: u32 = 0x5000_0000;

const CONTENT_GC: u8 = 0;
const CONTENT_DELETED: u8 = 1;
const CONTENT_STRING: u8 = 4;
const CONTENT_SKIP: u8 = 10;
const HAS_ORIGIN: u8 = 0x80;
const HAS_RIGHT_ORIGIN: u8 = 0x40;
const HAS_PARENT_KEY: u8 = 0x20;

/// The update for a typist's n-th letter, behind the one before.
pub(crate) fn update(typist: u32, n: u32) -> Vec<u8> {
    let client = u64::from(FIRST_CLIENT + typist);
    let letter = [b'a' + (n % 26) as u8];
    let mut out = Vec::with_capacity(32);
    // One client with one struct.
    out.extend_from_slice(&[1, 1]);
    write_uint(&mut out, client);
    write_uint(&mut out, n.into());
    if let Some(before) = n.checked_sub(1) {
        out.push(CONTENT_STRING | HAS_ORIGIN);
        write_uint(&mut out, client);
        write_uint(&mut out, before.into());
    } else {
        // Its parent is the root of that name.
        out.extend_from_slice(&[CONTENT_STRING, 1]);
        write_bytes(&mut out, b"content");
    }
    write_bytes(&mut out, &letter);
    // Nothing is deleted.
    out.push(0);
    out
}

/// Calls `found` with each typist and the range of its keystrokes that the update holds; `None` if it
/// is no update, or holds more than letters.
pub(crate) fn read(update: &[u8], mut found: impl FnMut(u32, Range<u32>)) -> Option<()> {
    let mut reader = Reader::new(update);
    for _ in 0..reader.uint()? {
        let structs = reader.uint()?;
        let client = reader.uint32()?;
        let mut clock = reader.uint32()?;
        for _ in 0..structs {
            let (is_skip, length) = read_struct(&mut reader)?;
            let end = clock.checked_add(length)?;
            if let Some(typist) = client.checked_sub(FIRST_CLIENT)
                && !is_skip
            {
                found(typist, clock..end);
            }
            clock = end;
        }
    }
    Some(())
}

/// Whether it is a gap, and how many clocks it takes.
fn read_struct(reader: &mut Reader<'_>) -> Option<(bool, u32)> {
    let info = reader.byte()?;
    let content = info & 0x1f;
    if content == CONTENT_GC || content == CONTENT_SKIP {
        return Some((content == CONTENT_SKIP, reader.uint32()?));
    }
    let origins = info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN);
    for _ in 0..origins.count_ones() {
        reader.uint()?;
        reader.uint()?;
    }
    if origins == 0 {
        read_parent(reader, info)?;
    }
    let length = match content {
        // Letters are ASCII: as many bytes as clocks.
        CONTENT_STRING => reader.bytes()?.len().try_into().ok()?,
        CONTENT_DELETED => reader.uint32()?,
        _ => return None,
    };
    Some((false, length))
}

fn read_parent(reader: &mut Reader<'_>, info: u8) -> Option<()> {
    if reader.uint()? == 1 {
        reader.bytes()?;
    } else {
        reader.uint()?;
        reader.uint()?;
    }
    if info & HAS_PARENT_KEY != 0 {
        reader.bytes()?;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use yrs::{
        Doc, GetString, ReadTxn, StateVector, Text, Transact, Update, merge_updates_v1,
        updates::decoder::Decode,
    };

    use super::*;

    fn found(update: &[u8]) -> Vec<(u32, Range<u32>)> {
        let mut found = Vec::new();
        read(update, |typist, range| found.push((typist, range))).expect("a readable update");
        found
    }

    fn apply(doc: &Doc, update: &[u8]) {
        let update = Update::decode_v1(update).expect("an update");
        doc.transact_mut().apply_update(update).expect("applied");
    }

    #[test]
    fn yrs_would_write_the_same_bytes() {
        let doc = Doc::with_client_id(u64::from(FIRST_CLIENT) + 7);
        let text = doc.get_or_insert_text("content");
        for n in 0..300 {
            let letter = char::from(b'a' + (n % 26) as u8).to_string();
            let mut txn = doc.transact_mut();
            text.insert(&mut txn, n, &letter);
            assert_eq!(txn.encode_update_v1(), update(7, n), "keystroke {n}");
        }
    }

    #[test]
    fn two_typists_make_one_text() {
        let doc = Doc::new();
        for n in 0..4 {
            apply(&doc, &update(0, n));
            apply(&doc, &update(1, n));
        }
        let text = doc.get_or_insert_text("content");
        assert_eq!(text.get_string(&doc.transact()), "abcdabcd");
    }

    #[test]
    fn one_keystroke_is_found() {
        assert_eq!(found(&update(3, 0)), [(3, 0..1)]);
        assert_eq!(found(&update(3, 260)), [(3, 260..261)]);
    }

    #[test]
    fn merged_keystrokes_are_all_found() {
        let updates = [update(2, 5), update(2, 6), update(9, 1)];
        let merged = merge_updates_v1(updates).expect("merged");
        let mut found = found(&merged);
        found.sort_by_key(|(typist, range)| (*typist, range.start));
        let credited: Vec<_> = found
            .into_iter()
            .flat_map(|(t, range)| range.map(move |n| (t, n)))
            .collect();
        assert_eq!(credited, [(2, 5), (2, 6), (9, 1)]);
    }

    #[test]
    fn what_an_update_skips_is_not_found() {
        let merged = merge_updates_v1([update(2, 0), update(2, 2)]).expect("merged");
        assert_eq!(found(&merged), [(2, 0..1), (2, 2..3)]);
    }

    #[test]
    fn a_whole_document_is_read() {
        let doc = Doc::new();
        for n in 0..50 {
            apply(&doc, &update(1, n));
        }
        let whole = doc
            .transact()
            .encode_state_as_update_v1(&StateVector::default());
        assert_eq!(found(&whole), [(1, 0..50)]);
    }

    #[test]
    fn what_is_no_update_is_refused() {
        assert_eq!(read(&[1, 1, 5], |_, _| ()), None);
    }
}
