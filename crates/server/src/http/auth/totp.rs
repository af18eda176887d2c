//! The second factor: on, and off again.

pub(in crate::http) mod confirm;
pub(in crate::http) mod remove;
pub(in crate::http) mod setup;
