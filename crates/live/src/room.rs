//! An open room: one task, which owns all of it.

mod acks;
mod append;
mod arrivals;
mod catch_up;
pub(crate) mod checkpoint;
mod cursors;
mod decisions;
mod exit;
mod flush;
mod fold;
pub(crate) mod inbox;
mod knocks;
mod nodes;
mod pads;
mod peer;
mod peers;
mod presence;
mod recent;
pub(crate) mod replay;
mod settle;
mod summary;
pub(crate) mod task;
mod upkeep;

use std::sync::Arc;

use bytes::Bytes;
use codevlive_domain::{
    id::{PadId, PersonId, RoomId},
    room::{entry::Seq, state::RoomState},
    time::Millis,
};
use codevlive_store::Unavailable;
use tokio::{
    sync::{mpsc, oneshot},
    time::Instant,
};

use self::{
    acks::Acks,
    catch_up::History,
    cursors::Cursors,
    decisions::QuietAnswers,
    exit::Exit,
    inbox::{Caller, Edit, Inbox},
    knocks::{KnockWatch, Told},
    pads::Pads,
    peers::{Now, Peers},
    presence::PresenceBook,
    recent::Recent,
    replay::Replay,
    upkeep::Upkeep,
};
use crate::{node::Node, rooms::registry::Place};

/// The room, as its task holds it.
struct Room {
    node: Arc<Node>,
    place: Place,
    /// For the connections that are made.
    inbox: Inbox,
    /// For the tasks that read and save for the room.
    notices: mpsc::UnboundedSender<Notice>,
    /// How often something had been erased from the log before it was read.
    erasures: u64,
    /// The fold of the log up to its head. Shared with those who asked for it; copied if they still hold
    /// it at the next change.
    state: Arc<RoomState>,
    pads: Pads,
    /// Set while the pads hold something that is not in the log, or lack something.
    pads_spoiled: bool,
    /// When the last look at the log began that found its end: whatever others had written by then is in the
    /// state.
    looked: Instant,
    /// The log's head is being looked up.
    comparing: bool,
    /// It has to be looked up once more then.
    compare_again: bool,
    /// When edits could not be appended, or the pads not be made anew, last.
    store_failed: Option<Instant>,
    recent: Recent,
    peers: Peers,
    presence: PresenceBook,
    cursors: Cursors,
    acks: Acks,
    upkeep: Upkeep,
    knock_watch: KnockWatch,
    quiet_answers: QuietAnswers,
    /// Edits that came in this turn.
    waiting: Vec<Edit>,
    /// Cursors that came in this turn.
    whereabouts: Vec<Whereabouts>,
    due: Due,
    timers: Timers,
    /// Set when the task is to end.
    exit: Option<Exit>,
    /// Dropped with the room, for who waits for that.
    farewell: Option<oneshot::Sender<()>>,
}

/// Awareness from a connection.
struct Whereabouts {
    from: Arc<Caller>,
    pad: PadId,
    update: Bytes,
}

/// What the end of the turn has to see to.
#[derive(Default)]
struct Due {
    /// What people may know has changed.
    views: bool,
    /// Somebody's coming or going may have to be told.
    review: bool,
    /// Who may hold a connection may have changed.
    closings: bool,
    /// Who were put out in this turn.
    removed: Vec<PersonId>,
}

struct Timers {
    /// Since when nobody is connected.
    idle_since: Option<Instant>,
    /// When connections that are behind are tried again.
    retry: Instant,
    /// When the other nodes are told who is here.
    heartbeat: Instant,
    /// How many connections were behind when it was counted last.
    lagging: usize,
}

/// What the room's helper tasks report.
enum Notice {
    /// Entries were read for a connection.
    History(History),
    /// A checkpoint was saved, or could not be.
    Checkpoint { saved: bool },
    /// The summary was written, or could not be.
    Summary { written: bool },
    /// The hosts were told of a knock, or could not be.
    Knock(Told),
    /// The log's head was looked up.
    Head(Result<Seq, Unavailable>),
}

impl Room {
    fn new(
        node: Arc<Node>,
        place: Place,
        inbox: Inbox,
        notices: mpsc::UnboundedSender<Notice>,
        replay: Replay,
    ) -> Self {
        let Replay {
            began,
            erasures,
            state,
            pads,
            recent,
            entries,
            ..
        } = replay;
        let now = node.clock.now().max(state.at());
        let presence = PresenceBook::at_opening(&state, now, &node.settings);
        let started = Instant::now();
        Self {
            acks: Acks::new(state.head(), node.meters.edit_saved.clone()),
            upkeep: Upkeep::behind_checkpoint(entries),
            timers: Timers {
                idle_since: Some(started),
                retry: started,
                heartbeat: started + node.settings.presence_interval,
                lagging: 0,
            },
            node,
            place,
            inbox,
            notices,
            erasures,
            state: Arc::new(state),
            pads,
            pads_spoiled: false,
            looked: began,
            comparing: false,
            compare_again: false,
            store_failed: None,
            recent,
            peers: Peers::default(),
            presence,
            cursors: Cursors::default(),
            quiet_answers: QuietAnswers::default(),
            knock_watch: KnockWatch::default(),
            waiting: Vec::new(),
            whereabouts: Vec::new(),
            due: Due::default(),
            exit: None,
            farewell: None,
        }
    }

    const fn id(&self) -> RoomId {
        self.place.room
    }

    /// The time of an entry made now: never below that of the entry before.
    fn time(&self) -> Millis {
        self.node.clock.now().max(self.state.at())
    }

    fn now(&self) -> Now<'_> {
        Now {
            room: self.id(),
            state: &self.state,
            time: self.time(),
        }
    }
}
