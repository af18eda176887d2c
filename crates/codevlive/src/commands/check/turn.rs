//! Is there a relay for video?

use std::{io::ErrorKind, net::UdpSocket};

use codevlive_domain::clock::Clock;
use codevlive_turn::{
    credentials::TurnSecret,
    probe::{try_server, udp_address},
};

use super::is_served;
use crate::{
    clock::SystemClock,
    commands::block_on,
    settings::{
        Settings,
        rtc::{EmbeddedTurn, TurnChoice},
    },
};

pub(super) fn turn(settings: &Settings) -> Result<String, String> {
    match &settings.rtc.turn {
        None => Ok("not used: browsers reach each other without a relay, or not".to_owned()),
        Some(TurnChoice::External { urls, secret }) => external(urls, secret),
        Some(TurnChoice::Embedded(turn)) => embedded(turn, settings),
    }
}

/// Each server that is reached over UDP lets us in.
fn external(urls: &[String], secret: &str) -> Result<String, String> {
    let credentials = TurnSecret::new(secret.as_bytes()).issue("check", SystemClock.now());
    let over_udp: Vec<String> = urls.iter().filter_map(|url| udp_address(url)).collect();
    for address in &over_udp {
        let tried = block_on(try_server(address, &credentials));
        let tried = tried.map_err(|error| error.to_string())?;
        tried.map_err(|error| format!("TURN_URL, TURN_SECRET: {address}: {error}"))?;
    }
    if over_udp.is_empty() {
        return Ok(format!("{}, over TCP: not tried", urls.join(", ")));
    }
    Ok(format!("{} lets us in", over_udp.join(", ")))
}

fn embedded(turn: &EmbeddedTurn, settings: &Settings) -> Result<String, String> {
    let (at, public) = (turn.listen, turn.public_address);
    match UdpSocket::bind(at) {
        Ok(_free) => Ok(format!(
            "{at} over UDP is free; browsers are told {public}, and relays are on ports {} to {}",
            turn.relay_ports.start(),
            turn.relay_ports.end()
        )),
        Err(error) if error.kind() == ErrorKind::AddrInUse && is_served(&settings.data_dir) => {
            Ok(format!("{at} is taken, and a server is running here"))
        }
        Err(error) => Err(format!("TURN_LISTEN: {at}: {error}")),
    }
}
