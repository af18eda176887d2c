//! How browsers reach each other for video: which servers help.

use codevlive_turn::credentials::TurnSecret;

/// Servers that help browsers reach each other. By default there are none: host candidates only.
#[derive(Clone, Debug, Default)]
pub struct IceSettings {
    /// Tell a browser its address (`STUN_URL`, and the embedded server): URLs of RFC 7064.
    pub stun: Vec<String>,
    /// Relays for browsers that can't reach each other.
    pub turn: Option<TurnService>,
}

/// TURN servers that share a secret with us.
#[derive(Clone, Debug)]
pub struct TurnService {
    /// Where they are (`TURN_URL`, or the embedded server): URLs of RFC 7065.
    pub urls: Vec<String>,
    /// What credentials are signed with (`TURN_SECRET`).
    pub secret: TurnSecret,
}
