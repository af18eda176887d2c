//! The binary as an operator meets it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod admin;
mod commands;
mod process;
mod serving;
mod video;
