//! The sockets, from the outside: a real server in the process, and clients that speak Engine.IO and
//! Socket.IO by hand, so that they can also do what a library would not.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod client;
mod connections;
mod handshakes;
mod invitations;
mod limits;
mod polling;
mod server;
mod sign_outs;
mod sizes;
