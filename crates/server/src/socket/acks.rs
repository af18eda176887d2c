//! Acks: every message that asks for one gets exactly one, also when the connection's buffer is full
//! at that moment.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use codevlive_domain::room::refusal::{Refusal, RefusalCode};
use codevlive_live::outlet::Outlet;
use codevlive_protocol::socket::{OkAck, RefusalAck, SeqAck, SyncAck};
use serde::Serialize;
use socketioxide::{
    extract::AckSender,
    handler::{FromMessageParts, Value},
    socket::Socket,
};

use crate::socket::outlet::SocketOutlet;

/// How often answers that did not fit are tried again.
const RETRY: Duration = Duration::from_millis(100);

/// Answers that may wait for a client that asks and does not read; beyond it the connection is closed.
const MAX_WAITING: usize = 20_000;

/// Bytes of answers that may wait. Who has as many waiting is told `try_later` instead of more.
const MAX_WAITING_BYTES: usize = 4 * 1024 * 1024;

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
    /// What it weighs while it waits.
    fn payload_bytes(&self) -> usize {
        match self {
            Self::Sync(ack) => ack.update.len() + ack.state_vector.len(),
            Self::Refused(ack) => ack.detail.len(),
            Self::Seq(_) | Self::Ok(_) => 0,
        }
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
        if waiting.answers.is_empty() && self.acks.send(&self.socket, self.id, &answer) {
            return;
        }
        let count = waiting.keep(self.id, answer);
        drop(waiting);
        if count == 1 {
            tokio::spawn(retry(self.socket, self.acks));
        } else if count == MAX_WAITING {
            self.acks.outlet.close();
        }
    }
}

/// Answers that did not fit yet, oldest first.
#[derive(Default)]
struct Waiting {
    answers: VecDeque<(Option<i64>, Answer)>,
    bytes: usize,
}

impl Waiting {
    /// Keeps one more, or a short one in its place; how many wait now.
    fn keep(&mut self, id: Option<i64>, mut answer: Answer) -> usize {
        if self.bytes + answer.payload_bytes() > MAX_WAITING_BYTES {
            answer = Refusal::new(RefusalCode::TryLater, "read what you asked for first").into();
        }
        self.bytes += answer.payload_bytes();
        self.answers.push_back((id, answer));
        self.answers.len()
    }

    fn first_sent(&mut self) {
        if let Some((_, answer)) = self.answers.pop_front() {
            self.bytes -= answer.payload_bytes();
        }
    }
}

/// Answers that one connection is owed.
pub(super) struct Acks {
    waiting: Mutex<Waiting>,
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
        let send = || ack_sender(socket, id).send(answer);
        self.outlet
            .hand_over(socket, answer.payload_bytes(), send)
            .is_ok()
    }
}

/// Sends what waits as it fits; ends when nothing waits, or when the socket has gone.
async fn retry(socket: Arc<Socket>, acks: Arc<Acks>) {
    loop {
        tokio::time::sleep(RETRY).await;
        let mut waiting = acks.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some((id, answer)) = waiting.answers.front() {
            if !acks.send(&socket, *id, answer) {
                break;
            }
            waiting.first_sent();
        }
        if waiting.answers.is_empty() {
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

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    fn sync(bytes: usize) -> Answer {
        Answer::Sync(SyncAck {
            ok: true,
            update: Bytes::from(vec![0; bytes]),
            state_vector: Bytes::new(),
        })
    }

    #[test]
    fn answers_that_wait_are_bounded_in_bytes() {
        let mut waiting = Waiting::default();
        for id in 0..100 {
            waiting.keep(Some(id), sync(1024 * 1024));
        }
        assert!(waiting.bytes < MAX_WAITING_BYTES + 100 * 100);
        let refused = |(_, answer): &(_, Answer)| matches!(answer, Answer::Refused(ack) if ack.code == RefusalCode::TryLater);
        assert_eq!(waiting.answers.len(), 100, "each is answered");
        assert_eq!(
            waiting.answers.iter().filter(|one| refused(one)).count(),
            96
        );
        while !waiting.answers.is_empty() {
            waiting.first_sent();
        }
        assert_eq!(waiting.bytes, 0);
    }
}
