//! A browser's copy of a pad.

use yrs::{Doc, GetString, OffsetKind, Options, Transact};

/// An empty one, which its browser writes in under this Yjs client id.
pub(crate) fn new_doc(client: u64) -> Doc {
    let options = Options {
        offset_kind: OffsetKind::Utf16,
        ..Options::with_client_id(yrs::ClientID::new(client))
    };
    Doc::with_options(options)
}

/// What is in it.
pub(crate) fn text_of(doc: &Doc) -> String {
    doc.get_or_insert_text("content")
        .get_string(&doc.transact())
}
