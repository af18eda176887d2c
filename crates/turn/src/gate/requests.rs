//! What is done for somebody known, and which of their requests are handed on.

use std::{net::SocketAddr, sync::Arc};

use stun::{
    attributes::{
        ATTR_EVEN_PORT, ATTR_REQUESTED_ADDRESS_FAMILY, ATTR_RESERVATION_TOKEN,
        ATTR_XOR_PEER_ADDRESS,
    },
    error_code::{
        CODE_ADDR_FAMILY_NOT_SUPPORTED, CODE_ALLOC_MISMATCH, CODE_ALLOC_QUOTA_REACHED,
        CODE_BAD_REQUEST, CODE_FORBIDDEN, CODE_INSUFFICIENT_CAPACITY,
        CODE_PEER_ADDR_FAMILY_MISMATCH, CODE_WRONG_CREDENTIALS, ErrorCode,
    },
    message::{
        Getter, METHOD_ALLOCATE, METHOD_CHANNEL_BIND, METHOD_CREATE_PERMISSION, METHOD_REFRESH,
        Message,
    },
};
use turn::proto::{
    channum::ChannelNumber,
    peeraddr::PeerAddress,
    reqfamily::{REQUESTED_FAMILY_IPV4, RequestedAddressFamily},
};

use super::{Caller, Decision, Gate, Refused, malformed, pass};
use crate::{
    answer::{self, With},
    ledger::{Full, Place},
    meters::Reason,
    peers::NotDone,
    relay::Relay,
};

impl Gate {
    /// Does that for this caller, or has the crate do it.
    pub(super) fn allow(
        &self,
        message: &Message,
        client: SocketAddr,
        caller: Caller,
    ) -> Result<Decision, Refused> {
        let decided = self.decide_for(&caller, message, client);
        decided.map_err(|refused| Refused {
            with: With::Key(caller.key),
            ..refused
        })
    }

    fn decide_for(
        &self,
        caller: &Caller,
        message: &Message,
        client: SocketAddr,
    ) -> Result<Decision, Refused> {
        let pass = |place| pass(Some(caller.nonce.clone()), place);
        let done = || {
            let answer = answer::success(message, &caller.key);
            answer.map_or(Decision::Drop(Reason::Malformed), |answer| {
                Decision::Answer(answer, None)
            })
        };
        match message.typ.method {
            METHOD_ALLOCATE => {
                let place = self.allocate(message, client, caller)?;
                Ok(pass(Some(place)))
            }
            METHOD_REFRESH => self.own(client, caller).map(|_| pass(None)),
            METHOD_CREATE_PERMISSION => {
                let relay = self.own(client, caller)?;
                let permitted = relay.permit(self.peer(message)?.ip());
                permitted.map(|()| done()).map_err(not_done)
            }
            METHOD_CHANNEL_BIND => {
                let relay = self.own(client, caller)?;
                let bound = relay.bind(channel(message)?, self.peer(message)?);
                bound.map(|()| done()).map_err(not_done)
            }
            _ => Err(refused(CODE_BAD_REQUEST, Reason::Unsupported)),
        }
    }

    fn allocate(
        &self,
        message: &Message,
        client: SocketAddr,
        caller: &Caller,
    ) -> Result<Place, Refused> {
        // Pairs of ports are for RTP without multiplexing, which no browser does any more.
        if message.contains(ATTR_EVEN_PORT) || message.contains(ATTR_RESERVATION_TOKEN) {
            return Err(refused(CODE_INSUFFICIENT_CAPACITY, Reason::Unsupported));
        }
        let mut family = RequestedAddressFamily::default();
        let asked = message.contains(ATTR_REQUESTED_ADDRESS_FAMILY);
        if asked && (family.get_from(message).is_err() || family != REQUESTED_FAMILY_IPV4) {
            let code = CODE_ADDR_FAMILY_NOT_SUPPORTED;
            return Err(refused(code, Reason::Unsupported));
        }
        let place = self.ledger.take(client, &caller.user);
        place.map_err(|full| match full {
            Full::Taken => Refused {
                reason: None,
                ..refused(CODE_ALLOC_MISMATCH, Reason::Quota)
            },
            Full::Quota => refused(CODE_ALLOC_QUOTA_REACHED, Reason::Quota),
            Full::Server => refused(CODE_INSUFFICIENT_CAPACITY, Reason::Quota),
        })
    }

    /// The relay of this client, if it is there, and the caller's (RFC 8656, 5).
    fn own(&self, client: SocketAddr, caller: &Caller) -> Result<Arc<Relay>, Refused> {
        match self.ledger.holder(client) {
            Some(user) if user != caller.user => {
                Err(refused(CODE_WRONG_CREDENTIALS, Reason::Forged))
            }
            _ => {
                let none = refused(CODE_ALLOC_MISMATCH, Reason::NoAllocation);
                self.ledger.relay(client).ok_or(none)
            }
        }
    }

    /// The peer of a message, if relays talk to it. One at a time, as browsers ask: all or none of several would
    /// have to be permitted (RFC 8656, 10.2).
    fn peer(&self, message: &Message) -> Result<SocketAddr, Refused> {
        let attributes = message.attributes.0.iter();
        let peers = attributes.filter(|attribute| attribute.typ == ATTR_XOR_PEER_ADDRESS);
        if peers.count() > 1 {
            return Err(refused(CODE_INSUFFICIENT_CAPACITY, Reason::Unsupported));
        }
        let mut peer = PeerAddress::default();
        peer.get_from(message).map_err(|_| malformed())?;
        let peer = SocketAddr::new(peer.ip, peer.port);
        let route = self.guard.route(peer);
        route.map_err(|_| refused(CODE_FORBIDDEN, Reason::Peer))?;
        // Relays are IPv4.
        if peer.is_ipv6() {
            let code = CODE_PEER_ADDR_FAMILY_MISMATCH;
            return Err(refused(code, Reason::Unsupported));
        }
        Ok(peer)
    }
}

/// The channel of a message.
fn channel(message: &Message) -> Result<u16, Refused> {
    let mut number = ChannelNumber::default();
    number.get_from(message).map_err(|_| malformed())?;
    number.valid().then_some(number.0).ok_or_else(malformed)
}

/// RFC 8656, 10.2 and 12.2.
fn not_done(why: NotDone) -> Refused {
    match why {
        NotDone::Full => refused(CODE_INSUFFICIENT_CAPACITY, Reason::Quota),
        NotDone::Bound => refused(CODE_BAD_REQUEST, Reason::Malformed),
    }
}

const fn refused(code: ErrorCode, reason: Reason) -> Refused {
    Refused {
        code,
        with: With::Nothing,
        reason: Some(reason),
    }
}
