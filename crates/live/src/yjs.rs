//! Yjs on the wire: what a client sends is looked through here before the library gets to see it.

pub(crate) mod awareness_update;
pub(crate) mod blank;
pub(crate) mod content;
pub(crate) mod document;
pub(crate) mod lib0;
pub(crate) mod merge;
pub(crate) mod update;
