//! Whom relays talk to: the internet, and each other. Not the machine they run on, nor the networks behind it, or a
//! relay would be a way around every firewall (RFC 8656, 21.3.4 and 21.4.2).

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

use crate::ledger::Ledger;

/// What an address is, if it is none that a relay may send to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special {
    /// This machine (RFC 1122, 3.2.1.3; RFC 4291, 2.5.3).
    Loopback,
    /// A private network (RFC 1918), or a unique local one (RFC 4193).
    Private,
    /// Behind a carrier's NAT (RFC 6598).
    Shared,
    /// One link alone, with the metadata services of clouds (RFC 3927; RFC 4291, 2.5.6).
    LinkLocal,
    /// No address, or "this network" (RFC 791, 3.2; RFC 4291, 2.5.2).
    Unspecified,
    /// Many at once (RFC 5771; RFC 4291, 2.7).
    Multicast,
    /// For examples in texts (RFC 5737, RFC 3849, RFC 9637).
    Documentation,
    /// An IPv6 address in which an IPv4 one stands: mapped, compatible, NAT64, 6to4, Teredo. Whatever it is, it has
    /// a name without that.
    Mapped,
    /// For anything else than hosts on the internet (RFC 6890).
    Reserved,
}

impl Special {
    /// Whether it may be the address of a person in an office, or of a test.
    const fn is_local(self) -> bool {
        matches!(self, Self::Loopback | Self::Private | Self::Shared)
    }
}

/// From the IANA registry of special-purpose IPv4 addresses, and multicast.
const V4: &[(Ipv4Addr, u32, Special)] = &[
    (Ipv4Addr::UNSPECIFIED, 8, Special::Unspecified),
    (Ipv4Addr::new(10, 0, 0, 0), 8, Special::Private),
    (Ipv4Addr::new(100, 64, 0, 0), 10, Special::Shared),
    (Ipv4Addr::new(127, 0, 0, 0), 8, Special::Loopback),
    (Ipv4Addr::new(169, 254, 0, 0), 16, Special::LinkLocal),
    (Ipv4Addr::new(172, 16, 0, 0), 12, Special::Private),
    (Ipv4Addr::new(192, 0, 0, 0), 24, Special::Reserved),
    (Ipv4Addr::new(192, 0, 2, 0), 24, Special::Documentation),
    (Ipv4Addr::new(192, 88, 99, 0), 24, Special::Reserved),
    (Ipv4Addr::new(192, 168, 0, 0), 16, Special::Private),
    (Ipv4Addr::new(198, 18, 0, 0), 15, Special::Reserved),
    (Ipv4Addr::new(198, 51, 100, 0), 24, Special::Documentation),
    (Ipv4Addr::new(203, 0, 113, 0), 24, Special::Documentation),
    (Ipv4Addr::new(224, 0, 0, 0), 4, Special::Multicast),
    (Ipv4Addr::new(240, 0, 0, 0), 4, Special::Reserved),
];

const fn v6(first: u16, second: u16) -> Ipv6Addr {
    Ipv6Addr::new(first, second, 0, 0, 0, 0, 0, 0)
}

/// The same of IPv6. The first that fits counts.
const V6: &[(Ipv6Addr, u32, Special)] = &[
    (Ipv6Addr::UNSPECIFIED, 128, Special::Unspecified),
    (Ipv6Addr::LOCALHOST, 128, Special::Loopback),
    // ::a.b.c.d and ::ffff:a.b.c.d (RFC 4291, 2.5.5), and what is between them.
    (Ipv6Addr::UNSPECIFIED, 80, Special::Mapped),
    (v6(0x64, 0xff9b), 32, Special::Mapped),
    (v6(0x2001, 0), 32, Special::Mapped),
    (v6(0x2001, 0), 23, Special::Reserved),
    (v6(0x2001, 0xdb8), 32, Special::Documentation),
    (v6(0x2002, 0), 16, Special::Mapped),
    (v6(0x3fff, 0), 20, Special::Documentation),
    (v6(0xfc00, 0), 7, Special::Private),
    (v6(0xfe80, 0), 10, Special::LinkLocal),
    // Site-local once (RFC 3879).
    (v6(0xfec0, 0), 10, Special::Private),
    (v6(0xff00, 0), 8, Special::Multicast),
];

/// What an address is besides one on the internet; none if it is just that.
pub fn special(ip: IpAddr) -> Option<Special> {
    match ip {
        IpAddr::V4(ip) => {
            let bits = u32::from(ip);
            let fits = |net: Ipv4Addr, length| (bits ^ u32::from(net)) >> (32 - length) == 0;
            let found = V4.iter().find(|(net, length, _)| fits(*net, *length));
            found.map(|(.., special)| *special)
        }
        IpAddr::V6(ip) => {
            let bits = u128::from(ip);
            let fits = |net: Ipv6Addr, length| (bits ^ u128::from(net)) >> (128 - length) == 0;
            let found = V6.iter().find(|(net, length, _)| fits(*net, *length));
            let found = found.map(|(.., special)| *special);
            // The rest of what was never given to anyone: hosts are in 2000::/3 (RFC 4291, 2.4; IANA).
            found.or_else(|| (bits >> 125 != 1).then_some(Special::Reserved))
        }
    }
}

/// Where what is for a peer goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// Out, to its address.
    Outside,
    /// To another relay of this server, which is reached without leaving the machine: many networks do not lead
    /// back to their own public address.
    OwnRelay,
}

/// A peer that no relay talks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("relays do not talk to that peer")]
pub struct RefusedPeer;

/// Decides about peers. Asked when a permission or channel is wanted, and again for each packet in both directions.
#[derive(Debug)]
pub struct PeerGuard {
    /// Whether peers on this machine and in private networks are fine: in an office without internet, and in tests.
    allow_private: bool,
    /// At which relays are told to be.
    public: IpAddr,
    /// The port of the server itself.
    port: u16,
    ledger: Arc<Ledger>,
}

impl PeerGuard {
    /// For relays at that public address, of a server on that port.
    pub(crate) fn new(allow_private: bool, public: IpAddr, port: u16, ledger: Arc<Ledger>) -> Self {
        Self {
            allow_private,
            public,
            port,
            ledger,
        }
    }

    /// How a peer is reached, if at all.
    pub(crate) fn route(&self, peer: SocketAddr) -> Result<Route, RefusedPeer> {
        let ours = peer.ip() == self.public;
        if ours && self.ledger.is_relay(peer.port()) {
            return Ok(Route::OwnRelay);
        }
        // A relay that talks to its own server would be asked by itself.
        let server = peer.port() == self.port && (ours || is_loopback(peer.ip()));
        if peer.port() == 0 || server {
            return Err(RefusedPeer);
        }
        match special(peer.ip()) {
            // What else is at our address, is on this machine.
            None if !ours || self.allow_private => Ok(Route::Outside),
            Some(special) if special.is_local() && self.allow_private => Ok(Route::Outside),
            _ => Err(RefusedPeer),
        }
    }
}

fn is_loopback(ip: IpAddr) -> bool {
    special(ip) == Some(Special::Loopback)
}

#[cfg(test)]
mod tests;
