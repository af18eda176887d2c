//! How entries lie in a row or document of the log: a format byte, then the entries one behind the other (postcard).

use bytes::Bytes;
use codevlive_domain::{
    id::PersonId,
    room::{
        entry::{Body, BodyHash, Entry, EntryHash, Seq},
        person::Actor,
    },
    time::Millis,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Unavailable;

/// The first byte of a record of entries that are as they were sealed.
const SEALED: u8 = 1;

/// The first byte of a record in which something was erased: behind each entry stands what its body's hash was, if
/// the body is not what it was.
const ERASED: u8 = 2;

/// One entry; its seq follows from that of the record.
#[derive(Serialize, Deserialize)]
struct Stored<'a> {
    at: i64,
    /// None is the system.
    actor: Option<[u8; 16]>,
    #[serde(with = "serde_bytes")]
    hash: EntryHash,
    #[serde(with = "serde_bytes", borrow)]
    body: &'a [u8],
}

/// Encodes the entries of one record.
#[expect(
    clippy::missing_panics_doc,
    reason = "a vector takes whatever it is given"
)]
pub fn encode(entries: &[Entry]) -> Vec<u8> {
    let is_whole = entries.iter().all(|entry| entry.erased.is_none());
    let mut record = vec![if is_whole { SEALED } else { ERASED }];
    for entry in entries {
        let body = entry.body.encode();
        let stored = Stored {
            at: entry.at.0,
            actor: entry.actor.person().map(|person| *person.0.as_bytes()),
            hash: entry.hash,
            body: &body,
        };
        record = if is_whole {
            postcard::to_extend(&stored, record)
        } else {
            postcard::to_extend(&(stored, entry.erased), record)
        }
        .expect("a vector takes whatever it is given");
    }
    record
}

/// About how many bytes of a record an entry takes.
pub(crate) fn bytes(entry: &Entry) -> usize {
    entry.body.encode().len() + 100
}

/// Cuts a sequence into groups of at most so many bytes, as long as what follows is `alike`. What is larger
/// by itself is a group.
pub(crate) fn groups<T>(
    items: &[T],
    most: usize,
    bytes: impl Fn(&T) -> usize,
    alike: impl Fn(&T, &T) -> bool,
) -> impl Iterator<Item = &[T]> {
    let mut together = items.first().map_or(0, &bytes);
    items.chunk_by(move |one, next| {
        let more = bytes(next);
        let joins = alike(one, next) && together + more <= most;
        together = if joins { together + more } else { more };
        joins
    })
}

/// One record of several that follow each other, and have the same format.
pub(crate) fn join<'a>(records: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut joined = Vec::new();
    for record in records {
        let entries = record.get(usize::from(!joined.is_empty())..);
        joined.extend_from_slice(entries.unwrap_or_default());
    }
    joined
}

/// Decodes a record; the entries share its memory. [`Unavailable`] if another version wrote it, or it is damaged.
pub fn decode(first: Seq, record: &Bytes) -> Result<Vec<Entry>, Unavailable> {
    let (is_whole, mut rest) = match record.split_first() {
        Some((&SEALED, rest)) => (true, rest),
        Some((&ERASED, rest)) => (false, rest),
        _ => return Err(unreadable(first, &format!("format {:?}", record.first()))),
    };
    let mut entries = Vec::with_capacity(1);
    while !rest.is_empty() {
        let seq = first + entries.len() as u64;
        let read = if is_whole {
            postcard::take_from_bytes(rest).map(|(stored, behind)| ((stored, None), behind))
        } else {
            postcard::take_from_bytes::<(Stored<'_>, Option<BodyHash>)>(rest)
        };
        let ((stored, erased), behind) = read.map_err(|error| unreadable(seq, &error))?;
        let body = Body::decode(&record.slice_ref(stored.body));
        let actor = stored.actor.map_or(Actor::System, |id| {
            Actor::Person(PersonId(Uuid::from_bytes(id)))
        });
        entries.push(Entry {
            seq,
            at: Millis(stored.at),
            actor,
            body,
            hash: stored.hash,
            erased,
        });
        rest = behind;
    }
    Ok(entries)
}

fn unreadable(seq: Seq, why: &dyn std::fmt::Display) -> Unavailable {
    Unavailable(format!("entry {seq} is unreadable: {why}"))
}
