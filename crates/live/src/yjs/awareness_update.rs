//! y-protocols awareness updates: who is where, by Yjs client.

use bytes::Bytes;

use super::{
    lib0::{Malformed, Reader, write_string, write_uint},
    update::ClientId,
};

/// The state of a client that is gone.
pub(crate) const GONE: &str = "null";

/// What an update says of one client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ClientState<'a> {
    pub(crate) client: ClientId,
    /// Rises with every change; an older one is old news.
    pub(crate) clock: u64,
    /// JSON.
    pub(crate) state: &'a str,
}

/// Reads an update.
pub(crate) fn decode(update: &[u8]) -> Result<Vec<ClientState<'_>>, Malformed> {
    let mut reader = Reader::new(update);
    let mut states = Vec::new();
    for _ in 0..reader.uint()? {
        states.push(ClientState {
            client: reader.uint()?,
            clock: reader.uint()?,
            state: reader.string()?,
        });
    }
    if reader.is_at_end() {
        Ok(states)
    } else {
        Err(Malformed)
    }
}

/// Writes an update.
pub(crate) fn encode(states: &[ClientState<'_>]) -> Bytes {
    let mut out = Vec::new();
    write_uint(&mut out, states.len() as u64);
    for state in states {
        write_uint(&mut out, state.client);
        write_uint(&mut out, state.clock);
        write_string(&mut out, state.state);
    }
    out.into()
}
