//! Open rooms, on a real store and a bus in the process: browsers that type and decide, and nodes that
//! share a room.

#![expect(clippy::unwrap_used, reason = "what does not hold panics")]

mod commands;
mod erasure;
mod focus;
mod invitations;
mod knocks;
mod readers;
mod stage;
mod troubles;
mod two_nodes;
mod typing;
