//! What a room is sent, and the bounded queue it waits in.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use bytes::Bytes;
use codevlive_domain::{
    id::{ConnectionId, PadId, PersonId, SessionId},
    room::{
        command::{Command, NumberedCommand},
        entry::Seq,
        person::Identity,
        state::RoomState,
    },
};
use serde_json::Value;
use tokio::{
    sync::{
        mpsc::{self, error::TrySendError},
        oneshot,
    },
    time::Instant,
};

use crate::{
    bus::{Delivery, SignOut},
    connection::{Answer, Connection, Synced},
    rooms::{Arrival, ConnectError, RoomError},
    settings::LiveSettings,
};

/// Who sends: one connection of one person.
#[derive(Debug)]
pub(crate) struct Caller {
    pub(crate) id: ConnectionId,
    pub(crate) identity: Identity,
}

/// An edit on its way into the log.
pub(crate) struct Edit {
    pub(crate) from: Arc<Caller>,
    pub(crate) pad: PadId,
    pub(crate) update: Bytes,
    pub(crate) answer: Answer<Seq>,
    /// When it came.
    pub(crate) came: Instant,
}

/// Where an open room is.
pub(crate) struct Snapshot {
    pub(crate) state: Arc<RoomState>,
    /// The log is known to be durable up to this entry.
    pub(crate) durable: Seq,
}

/// A message to a room.
pub(crate) enum Inbound {
    /// Somebody comes.
    Connect {
        arrival: Box<Arrival>,
        came: Instant,
        reply: oneshot::Sender<Result<Connection, ConnectError>>,
    },
    /// A connection's transport is gone.
    Disconnect(ConnectionId),
    /// A person asks for something.
    Command {
        from: Arc<Caller>,
        command: Box<NumberedCommand>,
        came: Instant,
        answer: Answer<Seq>,
    },
    /// A person types.
    Edit(Edit),
    /// A connection asks what it lacks of a pad.
    Sync {
        from: Arc<Caller>,
        pad: PadId,
        state_vector: Bytes,
        answer: Answer<Synced>,
    },
    /// A connection tells where its cursor is.
    Awareness {
        from: Arc<Caller>,
        pad: PadId,
        update: Bytes,
    },
    /// A connection calls another.
    Rtc {
        from: Arc<Caller>,
        to: ConnectionId,
        data: Arc<Value>,
        answer: Answer<()>,
    },
    /// The room is to have another title.
    Rename {
        by: Identity,
        title: String,
        reply: oneshot::Sender<Result<Seq, RoomError>>,
    },
    /// Somebody asks how things are.
    Look {
        came: Instant,
        reply: oneshot::Sender<Snapshot>,
    },
    /// Connections whose tokens are void.
    SignOut(SignOut),
    /// The room is being removed. The sender is dropped when it has gone from this node.
    Delete(oneshot::Sender<()>),
    /// The node is going.
    Drain,
    /// The node looks whether sign-ins have ended: by which are people connected?
    ListSignIns(mpsc::UnboundedSender<(PersonId, SessionId)>),
    /// The log's head is this.
    Head(Seq),
    /// Something was erased from the log, so often by now.
    Erasures(u64),
    /// Another node's message.
    Bus(Delivery),
}

impl Inbound {
    /// The bytes it keeps in memory while it waits, where they may be many.
    fn weight(&self) -> usize {
        match self {
            Self::Edit(edit) => edit.update.len(),
            Self::Sync { state_vector, .. } => state_vector.len(),
            Self::Awareness { update, .. } => update.len(),
            Self::Command { command, .. } => command_weight(&command.command),
            _ => 0,
        }
    }

    /// Turns it away, because the room can't be opened.
    pub(crate) fn refuse(self, why: ConnectError) {
        match self {
            Self::Connect { reply, .. } => drop(reply.send(Err(why))),
            Self::Rename { reply, .. } => {
                let why = match why {
                    ConnectError::UnknownRoom => RoomError::UnknownRoom,
                    ConnectError::RoomEnded | ConnectError::TryLater => RoomError::TryLater,
                };
                drop(reply.send(Err(why)));
            }
            // Answers answer when they are dropped.
            _ => {}
        }
    }
}

fn command_weight(command: &Command) -> usize {
    match command {
        Command::ChooseProblem {
            statement,
            hints,
            starter,
            ..
        } => {
            let hints = hints.iter().flatten().map(String::len).sum::<usize>();
            hints
                + statement.as_ref().map_or(0, String::len)
                + starter.as_ref().map_or(0, String::len)
        }
        Command::Say { text, .. } | Command::MessageHost { text } => text.len(),
        _ => 0,
    }
}

/// A message that could not be queued.
pub(crate) struct Unqueued {
    pub(crate) message: Inbound,
    /// The room's task has ended; else too much waits.
    pub(crate) closed: bool,
}

/// The end of a room's queue that is pushed into; bounded in messages and in bytes.
#[derive(Clone)]
pub(crate) struct Inbox {
    sender: mpsc::Sender<Inbound>,
    waiting: Arc<AtomicUsize>,
    max_bytes: usize,
}

/// The end that the room takes from.
pub(crate) struct Outbox {
    receiver: mpsc::Receiver<Inbound>,
    waiting: Arc<AtomicUsize>,
}

/// A new queue.
pub(crate) fn queue(settings: &LiveSettings) -> (Inbox, Outbox) {
    let (sender, receiver) = mpsc::channel(settings.inbox_messages);
    let waiting = Arc::new(AtomicUsize::new(0));
    let inbox = Inbox {
        sender,
        waiting: Arc::clone(&waiting),
        max_bytes: settings.inbox_bytes,
    };
    (inbox, Outbox { receiver, waiting })
}

impl Inbox {
    /// Queues a message, without waiting.
    pub(crate) fn push(&self, message: Inbound) -> Result<(), Unqueued> {
        let weight = message.weight();
        let before = self.waiting.fetch_add(weight, Ordering::Relaxed);
        if before > 0 && before + weight > self.max_bytes {
            self.waiting.fetch_sub(weight, Ordering::Relaxed);
            return Err(Unqueued {
                message,
                closed: false,
            });
        }
        self.sender.try_send(message).map_err(|error| {
            self.waiting.fetch_sub(weight, Ordering::Relaxed);
            match error {
                TrySendError::Full(message) => Unqueued {
                    message,
                    closed: false,
                },
                TrySendError::Closed(message) => Unqueued {
                    message,
                    closed: true,
                },
            }
        })
    }

    /// Queues a light message that must not be lost, later if it has to be. Needs the runtime's context.
    pub(crate) fn push_surely(&self, message: Inbound) {
        if let Err(TrySendError::Full(message)) = self.sender.try_send(message) {
            let sender = self.sender.clone();
            tokio::spawn(async move { sender.send(message).await });
        }
    }

    /// How many messages wait.
    pub(crate) fn waiting(&self) -> usize {
        self.sender.max_capacity() - self.sender.capacity()
    }
}

impl Outbox {
    /// The next message; none once all inboxes are gone.
    pub(crate) async fn next(&mut self) -> Option<Inbound> {
        self.receiver
            .recv()
            .await
            .inspect(|message| self.taken(message))
    }

    /// The next message, if one waits.
    pub(crate) fn next_waiting(&mut self) -> Option<Inbound> {
        self.receiver
            .try_recv()
            .ok()
            .inspect(|message| self.taken(message))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.receiver.is_empty()
    }

    fn taken(&self, message: &Inbound) {
        self.waiting.fetch_sub(message.weight(), Ordering::Relaxed);
    }
}
