//! The embedded server on loopback, asked packet by packet, and by the client of webrtc-rs.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod credentials;
mod peers;
mod permissions;
mod quotas;
mod raw;
mod relaying;
mod stage;
