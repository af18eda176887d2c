//! Who is where in which pad: y-protocols awareness, with the identities that the server knows.

use std::collections::{BTreeMap, HashMap};

use bytes::Bytes;
use codevlive_domain::id::{ConnectionId, PadId, PersonId};
use serde_json::{Map, Value, json};

use crate::yjs::{
    awareness_update::{ClientState, GONE, decode, encode},
    lib0::Malformed,
    update::ClientId,
};

/// How many Yjs clients one connection may speak for in one pad. A browser has one; a second while it
/// reloads a pad.
const MAX_CLIENTS: usize = 4;

/// The longest colour a client may name for its cursor, in bytes.
const MAX_COLOR: usize = 32;

/// Where one Yjs client is.
struct Cursor {
    owner: Owner,
    clock: u64,
    /// JSON, with the server's word on who it is.
    state: String,
}

/// Whose a Yjs client is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Owner {
    pub(crate) person: PersonId,
    pub(crate) connection: ConnectionId,
}

/// All cursors of a room.
#[derive(Default)]
pub(crate) struct Cursors {
    pads: BTreeMap<PadId, HashMap<ClientId, Cursor>>,
}

impl Cursors {
    /// Takes what a connection tells. What is left of it, with `name` for the person, is for the others:
    /// nothing about clients of someone else, and no old news. None if nothing is left.
    pub(crate) fn take(
        &mut self,
        pad: PadId,
        owner: Owner,
        name: &str,
        update: &[u8],
    ) -> Result<Option<Bytes>, Malformed> {
        let cursors = self.pads.entry(pad).or_default();
        let mut news: Vec<(ClientId, u64, String)> = Vec::new();
        for told in decode(update)? {
            if !may_speak(cursors, owner, &told) {
                continue;
            }
            let Some(state) = with_identity(told.state, owner.person, name) else {
                continue;
            };
            if state == GONE {
                cursors.remove(&told.client);
            } else {
                let clock = told.clock;
                cursors.insert(
                    told.client,
                    Cursor {
                        owner,
                        clock,
                        state: state.clone(),
                    },
                );
            }
            news.push((told.client, told.clock, state));
        }
        Ok(encode_all(&news))
    }

    /// All cursors of a pad but those of the asker.
    pub(crate) fn of_pad(&self, pad: PadId, asker: ConnectionId) -> Option<Bytes> {
        let cursors = self.pads.get(&pad)?.iter();
        let others = cursors.filter(|(_, cursor)| cursor.owner.connection != asker);
        let states: Vec<_> = others
            .map(|(client, cursor)| ClientState {
                client: *client,
                clock: cursor.clock,
                state: &cursor.state,
            })
            .collect();
        (!states.is_empty()).then(|| encode(&states))
    }

    /// Removes the cursors of connections that are not `there`, or no longer; by pad, what to tell.
    pub(crate) fn remove(&mut self, there: impl Fn(Owner) -> bool) -> Vec<(PadId, Bytes)> {
        let mut told = Vec::new();
        for (pad, cursors) in &mut self.pads {
            let gone: Vec<_> = cursors
                .extract_if(|_, cursor| !there(cursor.owner))
                .map(|(client, cursor)| (client, cursor.clock, GONE.to_owned()))
                .collect();
            told.extend(encode_all(&gone).map(|update| (*pad, update)));
        }
        told
    }

    /// The pads that have cursors.
    pub(crate) fn pads(&self) -> Vec<PadId> {
        self.pads.keys().copied().collect()
    }
}

fn encode_all(states: &[(ClientId, u64, String)]) -> Option<Bytes> {
    let states: Vec<_> = states
        .iter()
        .map(|(client, clock, state)| ClientState {
            client: *client,
            clock: *clock,
            state,
        })
        .collect();
    (!states.is_empty()).then(|| encode(&states))
}

/// A client belongs to the connection that spoke for it first, and to the same person's next one. A state
/// counts if it is newer; at the clock of the last one, so does that the client is gone, or that it has
/// come back by another connection.
fn may_speak(cursors: &HashMap<ClientId, Cursor>, owner: Owner, told: &ClientState<'_>) -> bool {
    if let Some(known) = cursors.get(&told.client) {
        let otherwise = told.state == GONE || known.owner.connection != owner.connection;
        let newer = told.clock > known.clock || (told.clock == known.clock && otherwise);
        return known.owner.person == owner.person && newer;
    }
    let speaks_for = cursors
        .values()
        .filter(|cursor| cursor.owner == owner)
        .count();
    told.state != GONE && speaks_for < MAX_CLIENTS
}

/// The state with the server's word on who it is; only the colour is the client's own choice.
fn with_identity(state: &str, person: PersonId, name: &str) -> Option<String> {
    if state == GONE {
        return Some(GONE.to_owned());
    }
    let mut state: Map<String, Value> = serde_json::from_str(state).ok()?;
    let color = state
        .get("user")
        .and_then(|user| user.get("color"))
        .filter(|color| color.as_str().is_some_and(|color| color.len() <= MAX_COLOR))
        .cloned();
    let mut user = json!({"id": person, "name": name});
    if let Some(color) = color {
        user["color"] = color;
    }
    state.insert("user".to_owned(), user);
    serde_json::to_string(&state).ok()
}
