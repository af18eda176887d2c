//! The Node servers in the folder `peers`.

use std::{path::Path, process::Command};

use super::Room;

/// What the peers take for a valid token; as long as one of ours, so that frames weigh the same.
const TOKEN: &str = "a-token-that-is-compared-with-one-string-and-nothing-more";

/// One of them. With a port of Redis it is a node among others, if it can be.
pub(super) fn command(folder: &Path, script: &str, port: u16, redis: Option<u16>) -> Command {
    let mut command = Command::new("node");
    command.current_dir(folder).arg(script);
    command
        .env("NODE_ENV", "production")
        .env("PORT", port.to_string())
        .env("TOKEN", TOKEN)
        .env_remove("REDIS_PORT");
    if let Some(redis) = redis {
        command.env("REDIS_PORT", redis.to_string());
    }
    command
}

/// Peers make a room when its first person comes.
pub(super) fn rooms(rooms: usize, people: usize) -> Vec<Room> {
    let tokens = vec![TOKEN.to_owned(); people];
    (0..rooms)
        .map(|n| Room {
            id: format!("room-{n:032}"),
            tokens: tokens.clone(),
        })
        .collect()
}
