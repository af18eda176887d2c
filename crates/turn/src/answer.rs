//! Answers to requests that are not handed on to the crate.

use stun::{
    attributes::{ATTR_NONCE, ATTR_REALM},
    error_code::{ErrorCode, ErrorCodeAttribute},
    integrity::MessageIntegrity,
    message::{CLASS_ERROR_RESPONSE, CLASS_SUCCESS_RESPONSE, Message, MessageType, Setter},
    textattrs::{Nonce, Realm},
};

use crate::auth::REALM;

/// What an error answer carries besides its code.
pub(crate) enum With {
    /// How one would have to come (RFC 8489, 9.2.4).
    Nonce(String),
    /// A signature, since the request had a good one (RFC 8489, 9.2.4).
    Key(Vec<u8>),
    /// No more than that.
    Nothing,
}

/// The error answer to a request, as bytes.
pub(crate) fn error(
    request: &Message,
    code: ErrorCode,
    with: With,
) -> Result<Vec<u8>, stun::Error> {
    let mut setters: Vec<Box<dyn Setter>> = vec![
        Box::new(request.transaction_id),
        Box::new(MessageType::new(request.typ.method, CLASS_ERROR_RESPONSE)),
        Box::new(ErrorCodeAttribute {
            code,
            reason: phrase(code).as_bytes().to_vec(),
        }),
    ];
    match with {
        With::Nonce(nonce) => {
            setters.push(Box::new(Nonce::new(ATTR_NONCE, nonce)));
            setters.push(Box::new(Realm::new(ATTR_REALM, REALM.to_owned())));
        }
        With::Key(key) => setters.push(Box::new(MessageIntegrity(key))),
        With::Nothing => {}
    }
    let mut answer = Message::new();
    answer.build(&setters)?;
    Ok(answer.raw)
}

/// The answer to a request that was done, as bytes.
pub(crate) fn success(request: &Message, key: &[u8]) -> Result<Vec<u8>, stun::Error> {
    let mut answer = Message::new();
    answer.build(&[
        Box::new(request.transaction_id),
        Box::new(MessageType::new(request.typ.method, CLASS_SUCCESS_RESPONSE)),
        Box::new(MessageIntegrity(key.to_vec())),
    ])?;
    Ok(answer.raw)
}

/// What the RFCs call it (RFC 8489, 14.8; RFC 8656, 19).
fn phrase(code: ErrorCode) -> &'static str {
    match code.0 {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        437 => "Allocation Mismatch",
        438 => "Stale Nonce",
        440 => "Address Family not Supported",
        441 => "Wrong Credentials",
        443 => "Peer Address Family Mismatch",
        486 => "Allocation Quota Reached",
        508 => "Insufficient Capacity",
        _ => "",
    }
}
