//! How messages lie on the wire: a version byte, the sending node, and the message (postcard).
//!
//! Nodes of two versions run side by side while an installation is upgraded. What a node can't read it
//! takes from the log instead, so a new kind of message needs no more than a place at the end of
//! [`Content`]; a change to one that is there needs another [`VERSION`].

use std::{borrow::Cow, sync::Arc};

use bytes::Bytes;
use codevlive_domain::{
    id::{ConnectionId, PadId, PersonId, SessionId},
    room::entry::Seq,
};
use codevlive_store::record;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Message, NodeId, SignOut};

/// The first byte of a message.
const VERSION: u8 = 1;

/// What came over the wire.
#[derive(Debug)]
pub(super) struct Parcel {
    /// Which node sent it.
    pub(super) from: NodeId,
    /// What it says.
    pub(super) content: Said,
}

/// What a node said.
#[derive(Debug)]
pub(super) enum Said {
    /// A message for who listens.
    Message(Message),
    /// That it is there.
    Beat(Beat),
}

/// A node's sign of life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Beat {
    /// It is there.
    Here,
    /// It goes, and writes no more.
    Leaving,
}

/// A message of a version or kind that this node does not know, or no message at all.
#[derive(Debug, thiserror::Error)]
#[error("a message that this version can't read")]
pub(super) struct Unreadable;

/// What is sent. New kinds come last: the number of a kind is its place here.
#[derive(Serialize, Deserialize)]
enum Content<'a> {
    Entries {
        first: Seq,
        /// As it is in the log.
        #[serde(borrow, with = "serde_bytes")]
        record: Cow<'a, [u8]>,
    },
    Awareness {
        pad: PadId,
        person: PersonId,
        connection: ConnectionId,
        #[serde(borrow, with = "serde_bytes")]
        update: Cow<'a, [u8]>,
    },
    Rtc {
        to: ConnectionId,
        from: ConnectionId,
        /// JSON.
        #[serde(borrow, with = "serde_bytes")]
        data: Cow<'a, [u8]>,
    },
    Presence {
        connections: Cow<'a, [(PersonId, ConnectionId)]>,
        ask: bool,
    },
    Deleted,
    SessionSignedOut(SessionId),
    PersonSignedOut(PersonId),
    Beat(Beat),
    Leaving,
}

/// A message as bytes.
pub(super) fn encode(from: NodeId, message: &Message) -> Vec<u8> {
    let content = match message {
        Message::Entries(entries) => Content::Entries {
            first: entries.first().map_or(0, |entry| entry.seq),
            record: record::encode(entries).into(),
        },
        Message::Awareness {
            pad,
            from: (person, connection),
            update,
        } => Content::Awareness {
            pad: *pad,
            person: *person,
            connection: *connection,
            update: Cow::Borrowed(update),
        },
        Message::Rtc { to, from, data } => Content::Rtc {
            to: *to,
            from: *from,
            data: data.to_string().into_bytes().into(),
        },
        Message::Presence { connections, ask } => Content::Presence {
            connections: Cow::Borrowed(connections),
            ask: *ask,
        },
        Message::Deleted => Content::Deleted,
        Message::Leaving => Content::Leaving,
        Message::SignOut(SignOut::Session(session)) => Content::SessionSignedOut(*session),
        Message::SignOut(SignOut::Person(person)) => Content::PersonSignedOut(*person),
    };
    seal(from, &content)
}

/// A sign of life as bytes.
pub(super) fn encode_beat(from: NodeId, beat: Beat) -> Vec<u8> {
    seal(from, &Content::Beat(beat))
}

fn seal(from: NodeId, content: &Content<'_>) -> Vec<u8> {
    let mut bytes = vec![VERSION];
    bytes.extend_from_slice(from.0.as_bytes());
    postcard::to_extend(content, bytes).expect("a vector takes whatever it is given")
}

/// Reads what [`encode`] or [`encode_beat`] wrote; edits share its memory.
pub(super) fn decode(bytes: &Bytes) -> Result<Parcel, Unreadable> {
    let Some((&VERSION, rest)) = bytes.split_first() else {
        return Err(Unreadable);
    };
    let (from, content) = rest.split_at_checked(16).ok_or(Unreadable)?;
    let content = postcard::from_bytes(content).map_err(|_| Unreadable)?;
    Ok(Parcel {
        from: NodeId(Uuid::from_slice(from).map_err(|_| Unreadable)?),
        content: read(content, bytes)?,
    })
}

fn read(content: Content<'_>, all: &Bytes) -> Result<Said, Unreadable> {
    let part = |bytes: Cow<'_, [u8]>| match bytes {
        Cow::Borrowed(bytes) => all.slice_ref(bytes),
        Cow::Owned(bytes) => bytes.into(),
    };
    Ok(Said::Message(match content {
        Content::Beat(beat) => return Ok(Said::Beat(beat)),
        Content::Entries { first, record } => {
            let entries = record::decode(first, &part(record)).map_err(|_| Unreadable)?;
            Message::Entries(Arc::new(entries))
        }
        Content::Awareness {
            pad,
            person,
            connection,
            update,
        } => Message::Awareness {
            pad,
            from: (person, connection),
            update: part(update),
        },
        Content::Rtc { to, from, data } => Message::Rtc {
            to,
            from,
            data: Arc::new(serde_json::from_slice(&data).map_err(|_| Unreadable)?),
        },
        Content::Presence { connections, ask } => Message::Presence {
            connections: Arc::new(connections.into_owned()),
            ask,
        },
        Content::Deleted => Message::Deleted,
        Content::Leaving => Message::Leaving,
        Content::SessionSignedOut(session) => Message::SignOut(SignOut::Session(session)),
        Content::PersonSignedOut(person) => Message::SignOut(SignOut::Person(person)),
    }))
}

#[cfg(test)]
mod tests;
