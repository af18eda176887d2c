//! What a bus owes, on each bus there is.

mod local;
#[cfg(feature = "redis-tests")]
mod redis;
#[cfg(feature = "redis-tests")]
mod redis_server;
mod suite;
