//! What is counted, for Prometheus.

/// Why something was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Neither STUN nor of any channel.
    Malformed,
    /// Data of a client that has no allocation.
    NoAllocation,
    /// Not signed with the password of that name.
    Forged,
    /// The name's time is over, or it has none that we would give.
    Expired,
    /// A peer that no relay talks to.
    Peer,
    /// A peer or a channel that the client has no permission for.
    Permission,
    /// Too many allocations, of one user or address or of all, or too many peers of one allocation.
    Quota,
    /// Too many requests from one address.
    Pace,
    /// Too many bytes of one allocation.
    Volume,
    /// Took so long that it was given up.
    Stuck,
    /// Asks for what this server does not do.
    Unsupported,
}

impl Reason {
    const fn name(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::NoAllocation => "no_allocation",
            Self::Forged => "forged",
            Self::Expired => "expired",
            Self::Peer => "peer",
            Self::Permission => "permission",
            Self::Quota => "quota",
            Self::Pace => "pace",
            Self::Volume => "volume",
            Self::Stuck => "stuck",
            Self::Unsupported => "unsupported",
        }
    }
}

/// So many allocations are open now.
#[expect(
    clippy::cast_precision_loss,
    reason = "there are a few thousand at most"
)]
pub(crate) fn allocations(open: usize) {
    metrics::gauge!("codevlive_turn_allocations").set(open as f64);
}

/// One thing was not done.
pub(crate) fn refused(reason: Reason) {
    metrics::counter!("codevlive_turn_refused_total", "reason" => reason.name()).increment(1);
}

/// So many bytes went through a relay.
pub(crate) fn relayed(bytes: usize) {
    let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
    metrics::counter!("codevlive_turn_relayed_bytes_total").increment(bytes);
}
