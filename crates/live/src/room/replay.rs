//! A room from its log: the newest checkpoint, and the entries behind it.

use std::{collections::HashSet, sync::Arc};

use codevlive_domain::{
    id::RoomId,
    room::{
        apply::apply,
        entry::{Entry, Seq},
        state::RoomState,
    },
};
use codevlive_store::{Unavailable, log::Checkpoint};
use tokio::time::Instant;

use super::{
    checkpoint,
    pads::{Pads, Unusable},
    recent::Recent,
};
use crate::node::Node;

/// How many entries are read at a time.
const PAGE: usize = 1_000;

/// A room as its log makes it.
pub(crate) struct Replay {
    /// When the reading began.
    pub(crate) began: Instant,
    /// How often something had been erased by then.
    pub(crate) erasures: u64,
    pub(crate) state: RoomState,
    pub(crate) pads: Pads,
    pub(crate) recent: Recent,
    /// The entries behind the checkpoint.
    pub(crate) entries: u64,
    /// Entries that could not be applied.
    skipped: HashSet<Seq>,
}

/// An entry broke a document: start again, and leave it out.
struct Broken(Seq);

/// The room up to `until`, or to the head of its log; none if it has no log.
///
/// Entries that can't be applied are reported and skipped. An error of the store ends it.
pub(crate) async fn replay(
    node: &Node,
    room: RoomId,
    until: Option<Seq>,
) -> Result<Option<Replay>, Unavailable> {
    let mut skipped = HashSet::new();
    // Before all else: what is read while something is erased must be read again.
    let erasures = node.store.log.erasures(&[room]).await?;
    let erasures = erasures.first().copied().unwrap_or_default();
    loop {
        let start = from_checkpoint(node, room, until, &skipped).await?;
        let start = Replay { erasures, ..start };
        match read_on(node, room, start, until).await? {
            Ok(replay) => {
                report(node, room, &replay.skipped);
                return Ok((replay.state.head() > 0).then_some(replay));
            }
            Err(Broken(seq)) => drop(skipped.insert(seq)),
        }
    }
}

/// The newest checkpoint, if it is one of this log, and not behind `until`.
async fn from_checkpoint(
    node: &Node,
    room: RoomId,
    until: Option<Seq>,
    skipped: &HashSet<Seq>,
) -> Result<Replay, Unavailable> {
    let nothing = Replay::of_nothing(skipped.clone());
    let Some(found) = usable_checkpoint(node, room, until).await? else {
        return Ok(nothing);
    };
    let Some((state, pads)) = checkpoint::decode(&found) else {
        tracing::warn!(room.id = %room, format = found.format, "unreadable checkpoint, reading the log");
        return Ok(nothing);
    };
    Ok(Replay {
        state,
        pads,
        recent: Recent::after(found.seq),
        ..nothing
    })
}

/// The newest checkpoint, if the log has its last entry, and it is not behind `until`.
pub(crate) async fn usable_checkpoint(
    node: &Node,
    room: RoomId,
    until: Option<Seq>,
) -> Result<Option<Checkpoint>, Unavailable> {
    let Some(found) = node.store.log.checkpoint(room).await? else {
        return Ok(None);
    };
    if found.seq == 0 || until.is_some_and(|until| found.seq > until) {
        return Ok(None);
    }
    let last = node.store.log.read(room, found.seq - 1, 1).await?;
    let is_of_this_log = last
        .first()
        .is_some_and(|last| last.seq == found.seq && last.hash == found.hash);
    if !is_of_this_log {
        tracing::warn!(room.id = %room, seq = found.seq, "checkpoint of another log, reading the log");
    }
    Ok(is_of_this_log.then_some(found))
}

async fn read_on(
    node: &Node,
    room: RoomId,
    mut replay: Replay,
    until: Option<Seq>,
) -> Result<Result<Replay, Broken>, Unavailable> {
    loop {
        let page = node.store.log.read(room, replay.state.head(), PAGE).await?;
        let is_last = page.len() < PAGE;
        for entry in page {
            let is_sure = node.doubts.allow(room, entry.seq);
            if !is_sure || until.is_some_and(|until| entry.seq > until) {
                return Ok(Ok(replay));
            }
            if let Err(broken) = replay.fold(entry) {
                return Ok(Err(broken));
            }
        }
        if is_last {
            return Ok(Ok(replay));
        }
        // A long log is much to fold at once for a thread that serves others, too.
        tokio::task::yield_now().await;
    }
}

impl Replay {
    /// A room without an entry, which is to be read from now on.
    fn of_nothing(skipped: HashSet<Seq>) -> Self {
        Self {
            began: Instant::now(),
            erasures: 0,
            state: RoomState::default(),
            pads: Pads::default(),
            recent: Recent::default(),
            entries: 0,
            skipped,
        }
    }

    fn fold(&mut self, entry: Entry) -> Result<(), Broken> {
        apply(&mut self.state, &entry);
        self.entries += 1;
        if !self.skipped.contains(&entry.seq) {
            match self.pads.fold(&self.state, &entry) {
                Ok(()) | Err(Unusable::Claimed | Unusable::Held) => {}
                Err(Unusable::Skipped) => drop(self.skipped.insert(entry.seq)),
                Err(Unusable::Spoiled) => return Err(Broken(entry.seq)),
            }
        }
        self.recent.push(&Arc::new(entry));
        Ok(())
    }
}

fn report(node: &Node, room: RoomId, skipped: &HashSet<Seq>) {
    for seq in skipped {
        node.meters.skipped.increment(1);
        tracing::error!(room.id = %room, seq, "an entry of the log could not be applied; skipped");
    }
}

/// The state of a room alone, without its documents; none if it has no log.
pub(crate) async fn state_of(node: &Node, room: RoomId) -> Result<Option<RoomState>, Unavailable> {
    let found = usable_checkpoint(node, room, None).await?;
    let mut state = found
        .as_ref()
        .and_then(checkpoint::decode_state)
        .unwrap_or_default();
    loop {
        let page = node.store.log.read(room, state.head(), PAGE).await?;
        let is_sure = |entry: &&Entry| node.doubts.allow(room, entry.seq);
        let sure = page.iter().take_while(is_sure);
        let read = sure.map(|entry| apply(&mut state, entry)).count();
        if read < PAGE {
            return Ok((state.head() > 0).then_some(state));
        }
    }
}
