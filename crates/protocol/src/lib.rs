//! What goes over the wire: HTTP bodies, socket messages, problem codes.
//!
//! Rust types only: the server makes `openapi.json` of them, and the web's TypeScript types are
//! generated from that.

pub mod admin;
pub mod agenda;
pub mod auth;
pub mod guest;
pub mod invitation;
pub mod mail;
pub mod me;
pub mod problem;
pub mod room;
pub mod rtc;
pub mod scorecard;
pub mod socket;
pub mod timeline;
pub mod timestamp;
