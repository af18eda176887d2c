//! What a checkpoint holds: the folded state, and each pad as one update with the owners of its Yjs
//! client ids.
//!
//! The body is the length of a JSON header (four bytes, big-endian), the header, then the updates it
//! names, in its order.

use std::collections::BTreeMap;

use bytes::Bytes;
use codevlive_domain::{
    id::PadId,
    room::{entry::Seq, person::Actor, state::RoomState},
};
use codevlive_store::log::Checkpoint;
use serde::{Deserialize, Serialize};

use super::pads::{Frozen, Pad, Pads};
use crate::yjs::{document::Document, update::ClientId};

/// Of the body. A checkpoint of another format is not read: the log is.
const FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Header<S> {
    state: S,
    pads: Vec<PadHeader>,
    frozen: Option<FrozenHeader>,
}

#[derive(Serialize, Deserialize)]
struct PadHeader {
    pad: PadId,
    length: usize,
    owners: Vec<(ClientId, Actor)>,
}

#[derive(Serialize, Deserialize)]
struct FrozenHeader {
    at: Seq,
    pads: Vec<(PadId, usize)>,
}

/// The room at the head of `state`, which the pads have reached, too. From now on they weigh what they
/// take in it. So often had something been erased from the room before its log was read.
pub(crate) fn encode(state: &RoomState, pads: &mut Pads, erasures: u64) -> Checkpoint {
    let mut updates = Vec::new();
    let pad_headers = pads.pads.iter_mut().map(|(id, pad)| {
        let update = pad.document.encode();
        let length = update.len();
        pad.weight = length;
        updates.push(update);
        let owners = pad
            .owners
            .iter()
            .map(|(client, owner)| (*client, *owner))
            .collect();
        PadHeader {
            pad: *id,
            length,
            owners,
        }
    });
    let pad_headers: Vec<_> = pad_headers.collect();
    let frozen = pads.frozen.as_ref().map(|frozen| {
        updates.extend(frozen.pads.values().cloned());
        let pads = frozen
            .pads
            .iter()
            .map(|(id, update)| (*id, update.len()))
            .collect();
        FrozenHeader {
            at: frozen.at,
            pads,
        }
    });
    let header = Header {
        state,
        pads: pad_headers,
        frozen,
    };
    Checkpoint {
        seq: state.head(),
        hash: *state.hash(),
        format: FORMAT,
        body: lay_out(&header, &updates),
        erasures,
    }
}

fn lay_out(header: &Header<&RoomState>, updates: &[Bytes]) -> Bytes {
    let header = serde_json::to_vec(header).expect("the state has string keys only");
    let length = u32::try_from(header.len()).expect("a room's state is far below 4 GiB");
    let mut body = length.to_be_bytes().to_vec();
    body.extend_from_slice(&header);
    for update in updates {
        body.extend_from_slice(update);
    }
    body.into()
}

/// The state in a checkpoint alone; none if it can't be read.
pub(crate) fn decode_state(checkpoint: &Checkpoint) -> Option<RoomState> {
    split(checkpoint).map(|(header, _)| header.state)
}

/// The room in a checkpoint; none if it can't be read.
pub(crate) fn decode(checkpoint: &Checkpoint) -> Option<(RoomState, Pads)> {
    let (header, mut rest) = split(checkpoint)?;
    let mut pads = BTreeMap::new();
    for pad in header.pads {
        let update = take(&mut rest, pad.length)?;
        let document = Document::decode(&update).ok()?;
        let owners = pad.owners.into_iter().collect();
        pads.insert(
            pad.pad,
            Pad {
                document,
                owners,
                weight: update.len(),
            },
        );
    }
    let frozen = match header.frozen {
        Some(frozen) => Some(decode_frozen(frozen, &mut rest)?),
        None => None,
    };
    Some((header.state, Pads { pads, frozen }))
}

fn decode_frozen(header: FrozenHeader, rest: &mut Bytes) -> Option<Frozen> {
    let mut frozen = Frozen {
        at: header.at,
        ..Frozen::default()
    };
    for (pad, length) in header.pads {
        frozen.pads.insert(pad, take(rest, length)?);
    }
    Some(frozen)
}

fn split(checkpoint: &Checkpoint) -> Option<(Header<RoomState>, Bytes)> {
    if checkpoint.format != FORMAT {
        return None;
    }
    let mut rest = checkpoint.body.clone();
    let length = u32::from_be_bytes(take(&mut rest, 4)?.as_ref().try_into().ok()?);
    let header = take(&mut rest, usize::try_from(length).ok()?)?;
    let header: Header<RoomState> = serde_json::from_slice(&header).ok()?;
    (header.state.head() == checkpoint.seq).then_some((header, rest))
}

fn take(rest: &mut Bytes, length: usize) -> Option<Bytes> {
    (length <= rest.len()).then(|| rest.split_to(length))
}
