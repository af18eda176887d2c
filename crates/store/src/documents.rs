//! The kinds of documents there are.

pub mod account;
pub mod room;
pub mod session;
