//! Which requests of somebody known are handed on.

use std::net::SocketAddr;

use stun::{
    attributes::{
        ATTR_EVEN_PORT, ATTR_REQUESTED_ADDRESS_FAMILY, ATTR_RESERVATION_TOKEN,
        ATTR_XOR_PEER_ADDRESS,
    },
    error_code::{
        CODE_ADDR_FAMILY_NOT_SUPPORTED, CODE_ALLOC_MISMATCH, CODE_ALLOC_QUOTA_REACHED,
        CODE_BAD_REQUEST, CODE_FORBIDDEN, CODE_INSUFFICIENT_CAPACITY, CODE_WRONG_CREDENTIALS,
        ErrorCode,
    },
    message::{
        Getter, METHOD_ALLOCATE, METHOD_CHANNEL_BIND, METHOD_CREATE_PERMISSION, METHOD_REFRESH,
        Message,
    },
};
use turn::proto::{
    peeraddr::PeerAddress,
    reqfamily::{REQUESTED_FAMILY_IPV4, RequestedAddressFamily},
};

use super::{Caller, Gate, Refused};
use crate::{
    answer::With,
    ledger::{Full, Place},
    meters::Reason,
};

impl Gate {
    /// Whether the crate is to do that for this caller; a place, if it is an allocation.
    pub(super) fn allow(
        &self,
        message: &Message,
        client: SocketAddr,
        caller: &Caller,
    ) -> Result<Option<Place>, Refused> {
        let allowed = match message.typ.method {
            METHOD_ALLOCATE => self.allocate(message, client, caller).map(Some),
            METHOD_REFRESH => self.own(client, caller).map(|()| None),
            METHOD_CREATE_PERMISSION | METHOD_CHANNEL_BIND => {
                let own = self.own(client, caller);
                own.and_then(|()| self.peer(message)).map(|()| None)
            }
            _ => Err(refused(CODE_BAD_REQUEST, Reason::Unsupported)),
        };
        allowed.map_err(|refused| Refused {
            with: With::Key(caller.key.clone()),
            ..refused
        })
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

    /// Whether the allocation of this client is there, and the caller's (RFC 8656, 5).
    fn own(&self, client: SocketAddr, caller: &Caller) -> Result<(), Refused> {
        match self.ledger.holder(client) {
            None => Err(refused(CODE_ALLOC_MISMATCH, Reason::NoAllocation)),
            Some(user) if user == caller.user => Ok(()),
            Some(_) => Err(refused(CODE_WRONG_CREDENTIALS, Reason::Forged)),
        }
    }

    /// Whether relays talk to the peer of a message. One at a time: of several, the crate would take the first one
    /// several times.
    pub(super) fn peer(&self, message: &Message) -> Result<(), Refused> {
        let attributes = message.attributes.0.iter();
        let peers = attributes.filter(|attribute| attribute.typ == ATTR_XOR_PEER_ADDRESS);
        if peers.count() > 1 {
            return Err(refused(CODE_INSUFFICIENT_CAPACITY, Reason::Unsupported));
        }
        let mut peer = PeerAddress::default();
        peer.get_from(message)
            .map_err(|_| refused(CODE_BAD_REQUEST, Reason::Malformed))?;
        let route = self.guard.route(SocketAddr::new(peer.ip, peer.port));
        let forbidden = |_| refused(CODE_FORBIDDEN, Reason::Peer);
        route.map(drop).map_err(forbidden)
    }
}

const fn refused(code: ErrorCode, reason: Reason) -> Refused {
    Refused {
        code,
        with: With::Nothing,
        reason: Some(reason),
    }
}
