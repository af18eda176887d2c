//! An update without what was written: the same clocks, in the same places, holding nothing.

use bytes::Bytes;

use super::{
    content::{self, DELETED, TYPE},
    lib0::{Malformed, Reader, write_uint},
    update::{CONTENT, GC, SKIP, Scan},
};

/// An update that brings nothing (v1).
const EMPTY: [u8; 2] = [0, 0];

/// An update that moves the clocks of a document as this one does, and so can be built on as it can be; but every
/// text and value in it stands as deleted. Of one that is malformed nothing is left: it was never applied.
pub fn blank(update: &Bytes) -> Bytes {
    let blanked = Scan::of(update).and_then(|_| blank_structs(update));
    blanked.map_or_else(|Malformed| Bytes::from_static(&EMPTY), Bytes::from)
}

fn blank_structs(update: &[u8]) -> Result<Vec<u8>, Malformed> {
    let mut reader = Reader::new(update);
    let mut out = Vec::with_capacity(update.len());
    for _ in 0..copied_uint(&mut reader, &mut out)? {
        let structs = copied_uint(&mut reader, &mut out)?;
        let client = copied_uint(&mut reader, &mut out)?;
        let mut clock = copied_clock(&mut reader, &mut out)?;
        for _ in 0..structs {
            clock += blank_struct(&mut reader, update, (client, clock), &mut out)?;
        }
    }
    // What was deleted stays deleted.
    out.extend_from_slice(&update[reader.position()..]);
    Ok(out)
}

/// How many clocks long it is.
fn blank_struct(
    reader: &mut Reader<'_>,
    update: &[u8],
    own: (u64, u32),
    out: &mut Vec<u8>,
) -> Result<u32, Malformed> {
    let info = reader.byte()?;
    if matches!(info, GC | SKIP) {
        out.push(info);
        return copied_clock(reader, out);
    }
    let head = reader.position();
    Scan::default().item_head(reader, info, own)?;
    let content = reader.position();
    let kind = info & CONTENT;
    let length = content::skip(reader, kind)?;
    // A shared type holds nothing by itself, and others' items may hang in it.
    if kind == TYPE {
        out.push(info);
        out.extend_from_slice(&update[head..reader.position()]);
    } else {
        out.push(info & !CONTENT | DELETED);
        out.extend_from_slice(&update[head..content]);
        write_uint(out, u64::from(length));
    }
    Ok(length)
}

fn copied_uint(reader: &mut Reader<'_>, out: &mut Vec<u8>) -> Result<u64, Malformed> {
    let value = reader.uint()?;
    write_uint(out, value);
    Ok(value)
}

fn copied_clock(reader: &mut Reader<'_>, out: &mut Vec<u8>) -> Result<u32, Malformed> {
    let value = reader.clock()?;
    write_uint(out, u64::from(value));
    Ok(value)
}

#[cfg(test)]
mod tests {
    use yrs::{
        Any, Doc, GetString, Map, MapPrelim, ReadTxn, StateVector, Text, Transact, Update,
        updates::decoder::Decode,
    };

    use super::*;

    fn all_of(doc: &Doc) -> Bytes {
        let all = doc
            .transact()
            .encode_state_as_update_v1(&StateVector::default());
        all.into()
    }

    fn apply(doc: &Doc, update: &[u8]) {
        let update = Update::decode_v1(update).unwrap();
        doc.transact_mut().apply_update(update).unwrap();
    }

    /// Ada writes, and Ben between her words.
    fn two_writers() -> (Bytes, Bytes) {
        let ada = Doc::with_client_id(1);
        let text = ada.get_or_insert_text("content");
        text.insert(&mut ada.transact_mut(), 0, "secret 😀 of Ada");
        text.insert_with_attributes(
            &mut ada.transact_mut(),
            3,
            "secret",
            [("b".into(), "secret".into())].into(),
        );
        text.insert_embed(&mut ada.transact_mut(), 1, Any::from("secret"));
        let elements = ada.get_or_insert_map("elements");
        let shape = elements.insert(&mut ada.transact_mut(), "a", MapPrelim::default());
        shape.insert(&mut ada.transact_mut(), "label", Any::from("secret"));
        text.remove_range(&mut ada.transact_mut(), 0, 1);
        let of_ada = all_of(&ada);
        let ben = Doc::with_client_id(2);
        apply(&ben, &of_ada);
        let before = ben.transact().state_vector();
        let text = ben.get_or_insert_text("content");
        text.insert(&mut ben.transact_mut(), 7, "of Ben");
        text.remove_range(&mut ben.transact_mut(), 0, 2);
        let of_ben = ben.transact().encode_diff_v1(&before);
        (of_ada, of_ben.into())
    }

    #[test]
    fn nothing_is_left_but_what_others_wrote_in_it() {
        let (of_ada, of_ben) = two_writers();
        let blanked = blank(&of_ada);
        assert!(!String::from_utf8_lossy(&blanked).contains("secret"));
        let doc = Doc::with_client_id(3);
        let text = doc.get_or_insert_text("content");
        apply(&doc, &blanked);
        assert_eq!(text.get_string(&doc.transact()), "");
        apply(&doc, &of_ben);
        assert_eq!(text.get_string(&doc.transact()), "of Ben");
        assert!(doc.transact().store().pending_update().is_none());
    }

    #[test]
    fn who_has_the_words_does_not_bring_them_back() {
        let (of_ada, _) = two_writers();
        let doc = Doc::with_client_id(3);
        apply(&doc, &blank(&of_ada));
        let had = Scan::of(&of_ada).unwrap();
        let has = Scan::of(&blank(&of_ada)).unwrap();
        assert_eq!(
            had.sections
                .iter()
                .map(|it| it.clocks.clone())
                .collect::<Vec<_>>(),
            has.sections
                .iter()
                .map(|it| it.clocks.clone())
                .collect::<Vec<_>>()
        );
        let before = all_of(&doc);
        apply(&doc, &of_ada);
        assert_eq!(all_of(&doc), before);
    }

    #[test]
    fn what_is_blank_stays_as_it_is_and_noise_is_nothing() {
        let (of_ada, _) = two_writers();
        let blanked = blank(&of_ada);
        assert_eq!(blank(&blanked), blanked);
        assert_eq!(blank(&Bytes::from_static(b"noise")), EMPTY[..]);
        assert_eq!(blank(&Bytes::from_static(&EMPTY)), EMPTY[..]);
    }
}
