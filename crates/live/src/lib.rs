//! Rooms that are open now: one task a room, its Yjs documents, who is connected, and the bus between nodes.
//!
//! A caller holds [`rooms::Rooms`], opens a [`connection::Connection`] for a person, and pushes what the
//! person sends into it; what the person receives comes through the [`outlet::Outlet`] it gave.

pub mod bus;
pub mod connection;
mod doubts;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzzing;
pub mod meters;
mod node;
pub mod notices;
pub mod outlet;
pub mod redis;
mod room;
pub mod rooms;
pub mod settings;
mod yjs;

pub use yjs::blank::blank;
