//! What every engine of the queue owes, and what a worker does with it.

#![expect(clippy::unwrap_used, reason = "tests: what does not hold panics")]

mod clock;
#[cfg(feature = "redis-tests")]
mod redis;
#[cfg(feature = "redis-tests")]
mod redis_server;
mod sample;
mod sqlite;
mod suite;
mod working;
