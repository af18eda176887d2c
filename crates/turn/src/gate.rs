//! What comes before the crate `turn` sees a packet: who asks, how often, and for what. The crate answers wrong
//! credentials with 400, keeps every nonce it gave and has no quotas. Permissions, channels and data are done here.

mod data;
mod requests;

use std::{net::SocketAddr, sync::Arc, time::Instant};

use codevlive_domain::clock::Clock;
use stun::{
    attributes::{ATTR_FINGERPRINT, ATTR_MESSAGE_INTEGRITY, ATTR_NONCE, ATTR_USERNAME},
    error_code::{CODE_BAD_REQUEST, CODE_STALE_NONCE, CODE_UNAUTHORIZED, ErrorCode},
    integrity::MessageIntegrity,
    message::{CLASS_INDICATION, CLASS_REQUEST, METHOD_BINDING, METHOD_SEND, Message, is_message},
    textattrs::TextAttribute,
};
use turn::proto::chandata::ChannelData;

use crate::{
    answer::{self, With},
    auth::Auth,
    credentials::Unusable,
    guard::PeerGuard,
    ledger::{Ledger, Place},
    meters::Reason,
    nonce::Nonces,
    pace::Pace,
    settings::Quotas,
};

/// What to do with a packet.
pub(crate) enum Decision {
    /// Nothing.
    Drop(Reason),
    /// Nothing more, and it is nothing to count either.
    Ignore,
    /// This is all there is to say to it.
    Answer(Vec<u8>, Option<Reason>),
    /// The crate's turn. It finds the nonce good, and has a place for the allocation that is asked for.
    Pass {
        nonce: Option<String>,
        place: Option<Place>,
    },
}

/// Decides about packets from clients.
pub(crate) struct Gate {
    auth: Arc<Auth>,
    nonces: Nonces,
    guard: Arc<PeerGuard>,
    ledger: Arc<Ledger>,
    clock: Arc<dyn Clock>,
    pace: Pace,
}

/// Why a request is not handed on.
struct Refused {
    code: ErrorCode,
    with: With,
    reason: Option<Reason>,
}

/// Who signed a request.
struct Caller {
    user: String,
    key: Vec<u8>,
    nonce: String,
}

impl Gate {
    pub(crate) fn new(auth: Arc<Auth>, guard: Arc<PeerGuard>, quotas: Quotas) -> Self {
        Self {
            nonces: Nonces::new(&auth.secret),
            guard,
            ledger: Arc::clone(&auth.ledger),
            clock: Arc::clone(&auth.clock),
            pace: Pace::new(quotas.requests, Instant::now()),
            auth,
        }
    }

    /// What to do with a packet.
    pub(crate) fn decide(&mut self, packet: &[u8], client: SocketAddr) -> Decision {
        if ChannelData::is_channel_data(packet) {
            return self.channel(packet, client);
        }
        let mut message = Message::new();
        if !is_message(packet) || message.write(packet).is_err() {
            return Decision::Drop(Reason::Malformed);
        }
        match (message.typ.class, message.typ.method) {
            (CLASS_INDICATION, METHOD_SEND) => self.indication(&message, client),
            (CLASS_REQUEST, _) if !self.pace.take(client.ip(), Instant::now()) => {
                Decision::Drop(Reason::Pace)
            }
            (CLASS_REQUEST, METHOD_BINDING) => pass(None, None),
            (CLASS_REQUEST, _) => self.request(&message, client),
            // Browsers keep their way to us open with binding indications.
            _ => Decision::Ignore,
        }
    }

    fn request(&self, message: &Message, client: SocketAddr) -> Decision {
        let caller = self.authenticate(message, client);
        let decided = caller.and_then(|caller| self.allow(message, client, caller));
        decided.unwrap_or_else(|refused| {
            let Refused { code, with, reason } = refused;
            match answer::error(message, code, with) {
                Ok(answer) => Decision::Answer(answer, reason),
                Err(_) => Decision::Drop(reason.unwrap_or(Reason::Malformed)),
            }
        })
    }

    /// The long-term credential mechanism (RFC 8489, 9.2.4).
    fn authenticate(&self, message: &Message, client: SocketAddr) -> Result<Caller, Refused> {
        let now = self.clock.now();
        let challenge = |code, reason| Refused {
            code,
            with: With::Nonce(self.nonces.make(client, now)),
            reason,
        };
        if !message.contains(ATTR_MESSAGE_INTEGRITY) {
            return Err(challenge(CODE_UNAUTHORIZED, None));
        }
        let text = |attribute| TextAttribute::get_from_as(message, attribute);
        let (Ok(nonce), Ok(username)) = (text(ATTR_NONCE), text(ATTR_USERNAME)) else {
            return Err(malformed());
        };
        if has_more_than_is_signed(message) {
            return Err(malformed());
        }
        if !self.nonces.is_good(&nonce.text, client, now) {
            return Err(challenge(CODE_STALE_NONCE, None));
        }
        let known = self.auth.key(&username.text, client);
        let (user, key) = known.map_err(|unusable| {
            let forged = unusable == Unusable::Malformed;
            let reason = if forged {
                Reason::Forged
            } else {
                Reason::Expired
            };
            challenge(CODE_UNAUTHORIZED, Some(reason))
        })?;
        let signed = MessageIntegrity(key.clone()).check(&mut message.clone());
        signed.map_err(|_| challenge(CODE_UNAUTHORIZED, Some(Reason::Forged)))?;
        let nonce = nonce.text;
        Ok(Caller { user, key, nonce })
    }
}

const fn pass(nonce: Option<String>, place: Option<Place>) -> Decision {
    Decision::Pass { nonce, place }
}

fn malformed() -> Refused {
    Refused {
        code: CODE_BAD_REQUEST,
        with: With::Nothing,
        reason: Some(Reason::Malformed),
    }
}

/// What stands behind the signature is not to be believed (RFC 8489, 14.5), and the crate would.
fn has_more_than_is_signed(message: &Message) -> bool {
    let types = message.attributes.0.iter().map(|attribute| attribute.typ);
    let mut behind = types
        .skip_while(|typ| *typ != ATTR_MESSAGE_INTEGRITY)
        .skip(1);
    behind.any(|typ| typ != ATTR_FINGERPRINT)
}
