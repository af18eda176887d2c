//! What the embedded server is run with. The binary fills it in, from checked settings.

use std::{
    net::{Ipv4Addr, SocketAddr},
    ops::RangeInclusive,
};

use crate::credentials::TurnSecret;

/// What the embedded server is run with.
#[derive(Clone, Debug)]
pub struct TurnSettings {
    /// Where it listens, over UDP (`TURN_LISTEN`).
    pub listen: SocketAddr,
    /// Where browsers reach it and its relays (`TURN_PUBLIC_ADDRESS`). Relays are IPv4: browsers ask for no other.
    pub public_address: Ipv4Addr,
    /// The ports of relays (`TURN_RELAY_PORTS`).
    pub relay_ports: RangeInclusive<u16>,
    /// Whether relays talk to peers on this machine and in private networks (`TURN_ALLOW_PRIVATE_PEERS`).
    pub allow_private_peers: bool,
    /// What credentials are signed with.
    pub secret: TurnSecret,
    /// How much there is for whom.
    pub quotas: Quotas,
}

/// How much of the embedded server there is for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotas {
    /// Allocations of one user. A browser makes one for each of its networks and each of the three others, and
    /// twice as many for a moment when a connection is made anew.
    pub of_user: usize,
    /// Allocations from one address, of an office perhaps.
    pub of_source: usize,
    /// Allocations of all: each is an open file.
    pub of_all: usize,
    /// Requests from one address in [`crate::settings::WINDOW_SECONDS`].
    pub requests: u16,
    /// Bytes a second that one allocation carries in each direction, with IP and UDP headers, and twice that in a
    /// burst. A picture takes up to 400 kB of it.
    pub bytes_per_second: u32,
}

/// For how many seconds requests are counted together.
pub const WINDOW_SECONDS: u64 = 10;

/// The ports of relays that RFC 8656 recommends (7.2), and that coturn has.
pub const RELAY_PORTS: RangeInclusive<u16> = 49_152..=65_535;

impl Default for Quotas {
    fn default() -> Self {
        Self {
            of_user: 32,
            of_source: 256,
            of_all: 2_000,
            requests: 1_000,
            bytes_per_second: 1_250_000,
        }
    }
}
