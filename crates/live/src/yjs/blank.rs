//! An update without what was written: the same clocks, in the same places, holding nothing.

use bytes::Bytes;

use super::{
    content::{self, DELETED, TYPE, XML_ELEMENT},
    lib0::{Malformed, Reader, write_string, write_uint},
    update::{CONTENT, GC, HAS_ORIGIN, HAS_PARENT_SUB, HAS_RIGHT_ORIGIN, SKIP, Scan},
};

/// An update that brings nothing (v1).
const EMPTY: [u8; 2] = [0, 0];

/// What the pads' own types are called (`protocol.md`): these names are nobody's words.
const TEXT: &str = "content";
const ELEMENTS: &str = "elements";

/// What stands in the place of other names.
const ERASED: &str = "erased";

/// How long the ids are that Excalidraw gives to shapes, at random (nanoid).
const SHAPE_ID: usize = 21;

/// An update that moves the clocks of a document as this one does, and so can be built on as it can be; but every
/// text and value in it stands as deleted, and what things were called in it is gone, too. Of one that is malformed
/// nothing is left: it was never applied.
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
    let mut head = Reader::new(&update[head..content]);
    // A shared type holds nothing by itself, and others' items may hang in it.
    if kind == TYPE {
        out.push(info);
        blank_head(&mut head, info, own, out)?;
        blank_type(&update[content..reader.position()], out);
    } else {
        out.push(info & !CONTENT | DELETED);
        blank_head(&mut head, info, own, out)?;
        write_uint(out, u64::from(length));
    }
    Ok(length)
}

/// Where an item hangs, without the names on the way.
fn blank_head(
    head: &mut Reader<'_>,
    info: u8,
    own: (u64, u32),
    out: &mut Vec<u8>,
) -> Result<(), Malformed> {
    for neighbour in [HAS_ORIGIN, HAS_RIGHT_ORIGIN] {
        if info & neighbour != 0 {
            copied_uint(head, out)?;
            copied_clock(head, out)?;
        }
    }
    if info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN) != 0 {
        return Ok(());
    }
    let is_root = copied_uint(head, out)? == 1;
    let root = if is_root { head.string()? } else { "" };
    if is_root {
        let is_ours = [TEXT, ELEMENTS].contains(&root);
        write_string(out, if is_ours { root } else { ERASED });
    } else {
        copied_uint(head, out)?;
        copied_clock(head, out)?;
    }
    if info & HAS_PARENT_SUB != 0 {
        let key = head.string()?;
        // A shape that others have changed since stands under its id, or no whiteboard shows it.
        if root == ELEMENTS && is_shape_id(key) {
            write_string(out, key);
        } else {
            // Each has another: what others have put in the place of two things does not become one.
            let (client, clock) = own;
            write_string(out, &format!("{ERASED} {client} {clock}"));
        }
    }
    Ok(())
}

/// A shared type, without the name of an XML element.
fn blank_type(content: &[u8], out: &mut Vec<u8>) {
    match content.first() {
        Some(&XML_ELEMENT) => {
            out.push(XML_ELEMENT);
            write_string(out, ERASED);
        }
        _ => out.extend_from_slice(content),
    }
}

fn is_shape_id(key: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    key.len() == SHAPE_ID && key.bytes().all(fits)
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
        XmlElementPrelim, XmlFragment, updates::decoder::Decode,
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

    /// Ada names things, and Ben changes two of them and her shape.
    fn named() -> (Bytes, Bytes) {
        let ada = Doc::with_client_id(1);
        let elements = ada.get_or_insert_map("elements");
        for key in ["secret 1", "secret 2", SHAPE] {
            elements.insert(&mut ada.transact_mut(), key, Any::from("secret"));
        }
        let nested = elements.insert(&mut ada.transact_mut(), "secret 3", MapPrelim::default());
        nested.insert(&mut ada.transact_mut(), "secret 4", Any::from("secret"));
        // As long as a shape's id, but of none.
        let other = ada.get_or_insert_map("secret");
        other.insert(&mut ada.transact_mut(), SECRET_ID, Any::from("secret"));
        let xml = ada.get_or_insert_xml_fragment("secret xml");
        xml.push_back(&mut ada.transact_mut(), XmlElementPrelim::empty("secret"));
        let of_ada = all_of(&ada);
        let ben = Doc::with_client_id(2);
        apply(&ben, &of_ada);
        let before = ben.transact().state_vector();
        let elements = ben.get_or_insert_map("elements");
        for (key, value) in [("secret 1", "one"), ("secret 2", "two"), (SHAPE, "three")] {
            elements.insert(&mut ben.transact_mut(), key, Any::from(value));
        }
        let of_ben = ben.transact().encode_diff_v1(&before);
        (of_ada, of_ben.into())
    }

    const SHAPE: &str = "V1StGXR8_Z5jdHi6B-myT";
    const SECRET_ID: &str = "secretsecretsecretsec";

    #[test]
    fn what_things_were_called_is_gone_and_what_others_made_of_them_is_there() {
        let (of_ada, of_ben) = named();
        let blanked = blank(&of_ada);
        assert!(!String::from_utf8_lossy(&blanked).contains("secret"));
        assert_eq!(blank(&blanked), blanked);
        let doc = Doc::with_client_id(3);
        let elements = doc.get_or_insert_map("elements");
        apply(&doc, &blanked);
        apply(&doc, &of_ben);
        let transaction = doc.transact();
        assert!(transaction.store().pending_update().is_none());
        let mut values: Vec<_> = elements
            .iter(&transaction)
            .map(|(_, value)| value.to_string(&transaction))
            .filter(|value| !value.starts_with('{'))
            .collect();
        values.sort();
        assert_eq!(values, ["one", "three", "two"]);
        let shape = elements.get(&transaction, SHAPE).unwrap();
        assert_eq!(shape.to_string(&transaction), "three");
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
