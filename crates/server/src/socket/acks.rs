//! Acks: every message that asks for one gets exactly one, also when the connection's buffer is full
//! at that moment.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use codevlive_domain::room::refusal::Refusal;
use codevlive_live::outlet::Outlet;
use codevlive_protocol::socket::{OkAck, RefusalAck, SeqAck, SyncAck};
use serde::Serialize;
use socketioxide::{
    SendError, SocketError,
    extract::AckSender,
    handler::{FromMessageParts, Value},
    socket::Socket,
};

use crate::socket::outlet::SocketOutlet;

/// How often answers that did not fit are tried again.
const RETRY: Duration = Duration::from_millis(100);

/// Answers that may wait for a client that asks and does not read; beyond it the connection is closed.
const MAX_WAITING: usize = 20_000;

/// An answer, as it goes out.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Answer {
    /// To a command or an edit.
    Seq(SeqAck),
    /// To a sync.
    Sync(SyncAck),
    /// To signalling.
    Ok(OkAck),
    /// To anything refused.
    Refused(RefusalAck),
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.into())
    }
}

impl Answer {
    /// What it weighs while it waits in the connection's buffer.
    fn payload_bytes(&self) -> usize {
        match self {
            Self::Sync(ack) => ack.update.len() + ack.state_vector.len(),
            Self::Seq(_) | Self::Ok(_) | Self::Refused(_) => 0,
        }
    }

    /// The same answer, its bytes counted as in flight until they have left.
    fn tracked(&self, outlet: &SocketOutlet) -> Option<SyncAck> {
        let Self::Sync(ack) = self else { return None };
        Some(SyncAck {
            update: outlet.track(&ack.update),
            ..ack.clone()
        })
    }
}

/// Where one answer goes: the socket, and the id its client gave the question.
pub(super) struct AckTo {
    socket: Arc<Socket>,
    id: Option<i64>,
    acks: Arc<Acks>,
}

impl AckTo {
    pub(super) fn new(socket: Arc<Socket>, id: Option<i64>, acks: &Arc<Acks>) -> Self {
        Self {
            socket,
            id,
            acks: Arc::clone(acks),
        }
    }

    /// Sends the answer, or keeps it until it fits. Does nothing if none was asked for.
    pub(super) fn answer(self, answer: Answer) {
        if self.id.is_none() {
            return;
        }
        let mut waiting = self
            .acks
            .waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if waiting.is_empty() && self.acks.send(&self.socket, self.id, &answer) {
            return;
        }
        waiting.push_back((self.id, answer));
        let count = waiting.len();
        drop(waiting);
        if count == 1 {
            tokio::spawn(retry(self.socket, self.acks));
        } else if count == MAX_WAITING {
            self.acks.outlet.close();
        }
    }
}

/// Answers of one connection that did not fit yet, oldest first.
pub(super) struct Acks {
    waiting: Mutex<VecDeque<(Option<i64>, Answer)>>,
    outlet: Arc<SocketOutlet>,
}

impl Acks {
    pub(super) fn new(outlet: Arc<SocketOutlet>) -> Self {
        Self {
            waiting: Mutex::default(),
            outlet,
        }
    }

    /// Sends an answer if there is room for it. To a socket that has gone, everything "fits".
    fn send(&self, socket: &Arc<Socket>, id: Option<i64>, answer: &Answer) -> bool {
        if !self.outlet.has_room_for(answer.payload_bytes()) {
            return false;
        }
        let sender = ack_sender(socket, id);
        let sent = match answer.tracked(&self.outlet) {
            Some(tracked) => sender.send(&tracked),
            None => sender.send(answer),
        };
        !matches!(
            sent,
            Err(SendError::Socket(SocketError::InternalChannelFull))
        )
    }
}

/// Sends what waits as it fits; ends when nothing waits, or when the socket has gone.
async fn retry(socket: Arc<Socket>, acks: Arc<Acks>) {
    loop {
        tokio::time::sleep(RETRY).await;
        let mut waiting = acks.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some((id, answer)) = waiting.front() {
            if !acks.send(&socket, *id, answer) {
                break;
            }
            waiting.pop_front();
        }
        if waiting.is_empty() {
            return;
        }
    }
}

/// The library makes its sender only from the parts of a message, and uses it up on a failed try.
fn ack_sender(socket: &Arc<Socket>, id: Option<i64>) -> AckSender {
    let mut unused = Value::Str("".into(), None);
    match AckSender::from_message_parts(socket, &mut unused, &id) {
        Ok(sender) => sender,
        Err(never) => match never {},
    }
}
