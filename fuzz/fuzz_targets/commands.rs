//! Commands, a line each: a digit for who asks, then the JSON of the message.
#![no_main]

use std::sync::LazyLock;

use codevlive_domain::room::command::NumberedCommand;
use codevlive_fuzz::{
    hold, let_panics_unwind,
    room::{PEOPLE, Room},
};

static ROOM: LazyLock<Room> = LazyLock::new(Room::new);

libfuzzer_sys::fuzz_target!(init: let_panics_unwind(), |input: &[u8]| hold(commands, input));

fn commands(input: &[u8]) {
    let mut room = ROOM.clone();
    for line in input.split(|&byte| byte == b'\n') {
        let Some((who, json)) = line.split_first() else {
            continue;
        };
        if let Ok(asked) = serde_json::from_slice::<NumberedCommand>(json) {
            // Refused or not: what counts is that the room stays sound, which it checks.
            let _ = room.ask(who % PEOPLE, &asked);
        }
    }
}
