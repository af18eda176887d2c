//! The client → server messages: each is read, passed on, and answered.
//!
//! Handlers run in the order the messages came and return at once. They are not the library's `async`
//! handlers, of which one task is spawned a message (767 of 20,000 ran out of order); and they read raw
//! values, since a typed extractor that fails never calls its handler, and the client waits for ever.

use std::sync::Arc;

use bytes::Bytes;
use codevlive_domain::{
    id::PadId,
    room::{
        command::NumberedCommand,
        refusal::{Refusal, RefusalCode},
    },
};
use codevlive_protocol::socket::{MAX_UPDATE_BYTES, OkAck, PadBytes, RtcTo, SeqAck, SyncAck};
use serde::de::DeserializeOwned;
use socketioxide::{
    adapter::LocalAdapter,
    extract::{SocketRef, TryData},
    handler::{FromMessageParts, MessageHandler, Value},
    socket::Socket,
};

use crate::socket::{
    acks::{AckTo, Answer},
    session::Session,
};

/// Bytes of signalling: a description with many candidates has some ten thousand.
const MAX_RTC_BYTES: usize = 64 * 1024;
/// Bytes of a cursor move; rooms take less.
const MAX_AWARENESS_BYTES: usize = 16 * 1024;
/// Characters of a library's complaint that are passed on: it may repeat what was sent.
const MAX_DETAIL: usize = 200;

/// Registers everything a client may send.
pub(super) fn register(socket: &SocketRef, session: &Arc<Session>) {
    let on = |handle| Handler {
        session: Arc::clone(session),
        handle,
    };
    socket.on("command", on(command));
    socket.on("edit", on(edit));
    socket.on("sync", on(sync));
    socket.on("awareness", on(awareness));
    socket.on("rtc", on(rtc));
    socket.on_fallback(on(unknown));
    let session = Arc::clone(session);
    socket.on_disconnect(async move || session.end());
}

/// One message: what it says, and where its answer goes.
struct Incoming {
    socket: Arc<Socket>,
    value: Value,
    to: AckTo,
}

impl Incoming {
    /// The message's arguments of at most so many bytes, or why they can't be taken.
    fn read<T: DeserializeOwned>(mut self, most: usize) -> Result<(T, AckTo), (Refusal, AckTo)> {
        if weight(&self.value) > most {
            let detail = format!("such a message may have {} KiB", most / 1024);
            return Err((Refusal::new(RefusalCode::TooLarge, detail), self.to));
        }
        let TryData(read) =
            match TryData::<T>::from_message_parts(&self.socket, &mut self.value, &None) {
                Ok(data) => data,
                Err(never) => match never {},
            };
        match read {
            Ok(data) => Ok((data, self.to)),
            Err(error) => {
                let detail: String = error.to_string().chars().take(MAX_DETAIL).collect();
                Err((Refusal::new(RefusalCode::Invalid, detail), self.to))
            }
        }
    }
}

/// Bytes of a message: of its largest part.
fn weight(value: &Value) -> usize {
    match value {
        Value::Str(text, attachments) => {
            let attached = attachments.iter().flatten().map(Bytes::len).sum();
            text.len().max(attached)
        }
        Value::Bytes(bytes) => bytes.len(),
    }
}

/// A synchronous handler of one kind of message.
struct Handler {
    session: Arc<Session>,
    handle: fn(&Session, Incoming),
}

impl MessageHandler<LocalAdapter, Handler> for Handler {
    fn call(&self, socket: Arc<Socket>, value: Value, ack_id: Option<i64>) {
        let to = AckTo::new(Arc::clone(&socket), ack_id, &self.session.acks);
        (self.handle)(&self.session, Incoming { socket, value, to });
    }
}

/// Reads a message that is limited and answered, or answers why not.
fn read<T: DeserializeOwned>(
    session: &Session,
    incoming: Incoming,
    most: usize,
) -> Option<(T, AckTo)> {
    if !session.may_send_message() {
        let refusal = Refusal::new(RefusalCode::RateLimited, "too many messages; wait a moment");
        incoming.to.answer(refusal.into());
        return None;
    }
    match incoming.read(most) {
        Ok(read) => Some(read),
        Err((refusal, to)) => {
            to.answer(refusal.into());
            None
        }
    }
}

fn command(session: &Session, incoming: Incoming) {
    let Some((command, to)) = read::<NumberedCommand>(session, incoming, MAX_UPDATE_BYTES) else {
        return;
    };
    session
        .connection
        .command(command, Box::new(move |outcome| to.answer(seq(outcome))));
}

fn edit(session: &Session, incoming: Incoming) {
    match incoming.read::<PadBytes>(MAX_UPDATE_BYTES) {
        Ok(((pad, update), to)) => pass_edit(session, pad, update, to),
        Err((refusal, to)) => to.answer(refusal.into()),
    }
}

fn pass_edit(session: &Session, pad: PadId, update: Bytes, to: AckTo) {
    let reply = Box::new(move |outcome| to.answer(seq(outcome)));
    match &session.edits {
        Some(pacing) => pacing.edit(pad, update, reply),
        None => session.connection.edit(pad, update, reply),
    }
}

fn sync(session: &Session, incoming: Incoming) {
    let Some(((pad, state_vector), to)) = read::<PadBytes>(session, incoming, MAX_UPDATE_BYTES)
    else {
        return;
    };
    let reply = move |outcome: Result<codevlive_live::connection::Synced, Refusal>| {
        to.answer(outcome.map_or_else(Answer::from, |synced| {
            let (update, state_vector) = (synced.update, synced.state_vector);
            Answer::Sync(SyncAck {
                ok: true,
                update,
                state_vector,
            })
        }));
    };
    session.connection.sync(pad, state_vector, Box::new(reply));
}

/// Needs no answer, and gets one if it asks. Of those that come too fast, the last is passed on later.
fn awareness(session: &Session, incoming: Incoming) {
    match incoming.read::<PadBytes>(MAX_AWARENESS_BYTES) {
        Ok(((pad, update), to)) => to.answer(if session.cursors.moved(pad, update) {
            Answer::Ok(OkAck { ok: true })
        } else {
            Refusal::new(RefusalCode::RateLimited, "too many; the last one is kept").into()
        }),
        Err((refusal, to)) => to.answer(refusal.into()),
    }
}

fn rtc(session: &Session, incoming: Incoming) {
    let Some((rtc, to)) = read::<RtcTo>(session, incoming, MAX_RTC_BYTES) else {
        return;
    };
    let reply = move |outcome: Result<(), Refusal>| {
        to.answer(outcome.map_or_else(Answer::from, |()| Answer::Ok(OkAck { ok: true })));
    };
    session.connection.rtc(rtc.to, rtc.data, Box::new(reply));
}

fn unknown(session: &Session, incoming: Incoming) {
    let code = if session.may_send_message() {
        RefusalCode::Invalid
    } else {
        RefusalCode::RateLimited
    };
    incoming
        .to
        .answer(Refusal::new(code, "no such message").into());
}

fn seq(outcome: Result<u64, Refusal>) -> Answer {
    outcome.map_or_else(Answer::from, |seq| Answer::Seq(SeqAck { ok: true, seq }))
}
