//! One entry of a room's log, and the hash that makes a changed entry show.

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{event::Event, person::Actor};
use crate::{id::PadId, time::Millis};

/// The position of an entry in its room: 1, 2, 3 … with no gaps. 0 stands for "before the first".
pub type Seq = u64;

/// SHA-256 over the previous hash, seq, at, actor and the hash of the body.
pub type EntryHash = [u8; 32];

/// SHA-256 over the bytes of a body, as it was sealed.
pub type BodyHash = [u8; 32];

/// What an entry says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Body {
    /// Something happened.
    Event {
        /// What.
        event: Event,
        /// The id of the command that asked for it, on the first event it led to.
        command: Option<String>,
    },
    /// One person's edits to one pad.
    Edits {
        /// Which.
        pad: PadId,
        /// A merged Yjs update, v1.
        update: Bytes,
    },
    /// What this version can't read: written by a newer one, emptied by an erasure, or damaged. It keeps
    /// its place in the log and its hash, and says nothing.
    Unreadable(Bytes),
}

/// One entry of a room's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its position.
    pub seq: Seq,
    /// Server time, never below that of the entry before.
    pub at: Millis,
    /// Who did it.
    pub actor: Actor,
    /// What was done.
    pub body: Body,
    /// Chained to the entry before.
    pub hash: EntryHash,
    /// The hash of the body as it was sealed, if something of it was erased since: the chain still holds.
    pub erased: Option<BodyHash>,
}

/// The hash before the first entry.
pub const GENESIS: EntryHash = [0; 32];

/// The format of encoded bodies; the first byte of each.
const EVENT: u8 = 1;
const EDITS: u8 = 2;

/// An event body as it is encoded: JSON, with the command's id beside the event's own fields.
#[derive(Serialize, Deserialize)]
struct EventJson<E> {
    #[serde(flatten)]
    event: E,
    #[serde(rename = "commandId", default, skip_serializing_if = "Option::is_none")]
    command: Option<String>,
}

impl Body {
    /// The bytes that are stored and hashed: a format byte, then JSON (events) or the pad's id and
    /// the Yjs update (edits).
    #[expect(clippy::missing_panics_doc, reason = "an event always is JSON")]
    pub fn encode(&self) -> Bytes {
        match self {
            Self::Event { event, command } => {
                let json = EventJson {
                    event,
                    command: command.clone(),
                };
                let mut bytes = vec![EVENT];
                serde_json::to_writer(&mut bytes, &json).expect("an event has string keys only");
                bytes.into()
            }
            Self::Edits { pad, update } => {
                let mut bytes = Vec::with_capacity(17 + update.len());
                bytes.push(EDITS);
                bytes.extend_from_slice(pad.0.as_bytes());
                bytes.extend_from_slice(update);
                bytes.into()
            }
            Self::Unreadable(bytes) => bytes.clone(),
        }
    }

    /// Reads what [`Body::encode`] wrote.
    pub fn decode(bytes: &Bytes) -> Self {
        let read = match bytes.first() {
            Some(&EVENT) => decode_event(&bytes[1..]),
            Some(&EDITS) => decode_edits(bytes),
            _ => None,
        };
        read.unwrap_or_else(|| Self::Unreadable(bytes.clone()))
    }
}

fn decode_event(json: &[u8]) -> Option<Body> {
    let json: EventJson<Event> = serde_json::from_slice(json).ok()?;
    Some(Body::Event {
        event: json.event,
        command: json.command,
    })
}

fn decode_edits(bytes: &Bytes) -> Option<Body> {
    let id = uuid::Uuid::from_slice(bytes.get(1..17)?).ok()?;
    Some(Body::Edits {
        pad: PadId(id),
        update: bytes.slice(17..),
    })
}

impl Entry {
    /// The entry that follows one with `previous` as its hash.
    pub fn seal(previous: &EntryHash, seq: Seq, at: Millis, actor: Actor, body: Body) -> Self {
        let hash = chain(previous, seq, at, actor, &hash_of(&body));
        Self {
            seq,
            at,
            actor,
            body,
            hash,
            erased: None,
        }
    }

    /// The same entry, with what is left of its body after an erasure.
    #[must_use]
    pub fn with_rest(&self, rest: Body) -> Self {
        Self {
            body: rest,
            erased: Some(self.body_hash()),
            ..self.clone()
        }
    }

    fn body_hash(&self) -> BodyHash {
        self.erased.unwrap_or_else(|| hash_of(&self.body))
    }

    /// Whether the hash is the one this entry must have after one with `previous` as its hash.
    pub fn follows(&self, previous: &EntryHash) -> bool {
        chain(previous, self.seq, self.at, self.actor, &self.body_hash()) == self.hash
    }
}

fn hash_of(body: &Body) -> BodyHash {
    Sha256::digest(body.encode()).into()
}

fn chain(previous: &EntryHash, seq: Seq, at: Millis, actor: Actor, body: &BodyHash) -> EntryHash {
    let actor = actor.person().map_or([0; 16], |id| *id.0.as_bytes());
    Sha256::new()
        .chain_update(previous)
        .chain_update(seq.to_be_bytes())
        .chain_update(at.0.to_be_bytes())
        .chain_update(actor)
        .chain_update(body)
        .finalize()
        .into()
}
