//! The rules of CoDevLive: what may happen in a room, what each person may know of it, and how it is scored.
//!
//! Everything here is a pure function of its arguments: no clock, no I/O, no async. Time, randomness
//! and identity come in from the outside, so that a rule can be tested as a rule.

pub mod agenda;
pub mod clock;
pub mod id;
pub mod room;
pub mod scorecard;
pub mod time;
