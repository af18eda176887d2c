//! What must hold for the log, and for every answer that was given, at the end.

pub(crate) mod answers;
pub(crate) mod edits;
pub(crate) mod log;
