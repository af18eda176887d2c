//! What clients send to their peers. It is not signed, and comes from one who has an allocation; it goes past the crate.

use std::net::SocketAddr;

use stun::message::Message;

use super::{Decision, Gate};
use crate::{meters::Reason, wire};

impl Gate {
    /// On a channel.
    pub(super) fn channel(&self, packet: &[u8], client: SocketAddr) -> Decision {
        let Some(relay) = self.ledger.relay(client) else {
            return Decision::Drop(Reason::NoAllocation);
        };
        let data = wire::from_channel(packet).ok_or(Reason::Malformed);
        sent(data.and_then(|(number, data)| relay.send_on(number, &data)))
    }

    /// In a Send indication.
    pub(super) fn indication(&self, message: &Message, client: SocketAddr) -> Decision {
        let Some(relay) = self.ledger.relay(client) else {
            return Decision::Drop(Reason::NoAllocation);
        };
        let data = wire::from_indication(message).ok_or(Reason::Malformed);
        sent(data.and_then(|(peer, data)| relay.send(&data, peer)))
    }
}

fn sent(outcome: Result<(), Reason>) -> Decision {
    outcome.map_or_else(Decision::Drop, |()| Decision::Ignore)
}
