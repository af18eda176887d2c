//! One connection of one person to one room.

use std::{fmt, sync::Arc};

use bytes::Bytes;
use codevlive_domain::{
    id::{ConnectionId, PadId},
    room::{
        command::NumberedCommand,
        entry::Seq,
        refusal::{Refusal, RefusalCode},
    },
};
use serde_json::Value;
use tokio::time::Instant;

use crate::room::inbox::{Caller, Edit, Inbound, Inbox, Unqueued};

/// What answers a message, exactly once; called from the room's task, so it must not block.
pub type Reply<T> = Box<dyn FnOnce(Result<T, Refusal>) + Send>;

/// The answer to a `sync`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synced {
    /// What the asker lacks, Yjs update v1.
    pub update: Bytes,
    /// What the server has, so that the asker can send what the server lacks.
    pub state_vector: Bytes,
}

/// A reply that is owed: if it is dropped, it answers `try_later`, so that nobody waits for ever.
pub(crate) struct Answer<T>(Option<Reply<T>>);

impl<T> Answer<T> {
    pub(crate) const fn new(reply: Reply<T>) -> Self {
        Self(Some(reply))
    }

    /// Takes the debt back: nobody was answered.
    pub(crate) fn withdraw(mut self) -> Option<Reply<T>> {
        self.0.take()
    }

    pub(crate) fn give(mut self, answer: Result<T, Refusal>) {
        if let Some(reply) = self.0.take() {
            reply(answer);
        }
    }
}

impl<T> Drop for Answer<T> {
    fn drop(&mut self) {
        if let Some(reply) = self.0.take() {
            reply(Err(try_later()));
        }
    }
}

/// The refusal of what may be sent again.
pub(crate) fn try_later() -> Refusal {
    Refusal::new(
        RefusalCode::TryLater,
        "the server can't do that now; try again in a moment",
    )
}

/// A person's way into a room's queue. Clones are the same connection. Nothing here waits: a message goes
/// into the room's queue, or is answered `try_later` when that is full. Messages keep their order.
#[derive(Clone)]
pub struct Connection {
    caller: Arc<Caller>,
    inbox: Inbox,
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Connection").field(&self.id()).finish()
    }
}

impl Connection {
    pub(crate) const fn new(caller: Arc<Caller>, inbox: Inbox) -> Self {
        Self { caller, inbox }
    }

    /// Its id, as others see it in `people[].connections`.
    pub fn id(&self) -> ConnectionId {
        self.caller.id
    }

    /// A command. Answered with the seq of the entry it led to, once that is durable.
    pub fn command(&self, command: NumberedCommand, reply: Reply<Seq>) {
        let (command, answer) = (Box::new(command), Answer::new(reply));
        self.push(Inbound::Command {
            from: self.caller(),
            command,
            came: Instant::now(),
            answer,
        });
    }

    /// A Yjs update v1 of a pad. Answered with the seq of its entry, once that is durable.
    pub fn edit(&self, pad: PadId, update: Bytes, reply: Reply<Seq>) {
        if let Err(reply) = self.try_edit(pad, update, reply) {
            reply(Err(try_later()));
        }
    }

    /// Like [`Self::edit`], but gives the reply back, unanswered, if the room's queue is full.
    pub fn try_edit(&self, pad: PadId, update: Bytes, reply: Reply<Seq>) -> Result<(), Reply<Seq>> {
        let edit = Inbound::Edit(Edit {
            from: self.caller(),
            pad,
            update,
            answer: Answer::new(reply),
            came: Instant::now(),
        });
        match self.inbox.push(edit) {
            Err(Unqueued {
                message: Inbound::Edit(edit),
                closed: false,
            }) => edit.answer.withdraw().map_or(Ok(()), Err),
            // Where the room's task has ended, the answer says so as it is dropped.
            _ => Ok(()),
        }
    }

    /// Asks for what the connection lacks of a pad, by its Yjs state vector.
    pub fn sync(&self, pad: PadId, state_vector: Bytes, reply: Reply<Synced>) {
        let answer = Answer::new(reply);
        self.push(Inbound::Sync {
            from: self.caller(),
            pad,
            state_vector,
            answer,
        });
    }

    /// A y-protocols awareness update; dropped if it can't be taken.
    pub fn awareness(&self, pad: PadId, update: Bytes) {
        self.push(Inbound::Awareness {
            from: self.caller(),
            pad,
            update,
        });
    }

    /// WebRTC signalling to another connection of the room.
    pub fn rtc(&self, to: ConnectionId, data: Value, reply: Reply<()>) {
        let (data, answer) = (Arc::new(data), Answer::new(reply));
        self.push(Inbound::Rtc {
            from: self.caller(),
            to,
            data,
            answer,
        });
    }

    /// The transport is gone. What was pushed before is still worked off. Needs the runtime's context.
    pub fn disconnect(&self) {
        self.inbox.push_surely(Inbound::Disconnect(self.id()));
    }

    fn caller(&self) -> Arc<Caller> {
        Arc::clone(&self.caller)
    }

    /// A message that finds no room is dropped, and its [`Answer`] says so.
    fn push(&self, message: Inbound) {
        drop(self.inbox.push(message));
    }
}
