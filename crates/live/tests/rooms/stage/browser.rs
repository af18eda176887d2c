//! A browser: a person's connection, and their copies of the pads.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
};

use bytes::Bytes;
use codevlive_domain::{
    id::{ConnectionId, PadId},
    room::{
        command::{ChatScope, Command, NumberedCommand},
        entry::Seq,
        event::Event,
        person::Identity,
        refusal::{Refusal, RefusalCode},
    },
};
use codevlive_live::{
    connection::{Connection, Reply, Synced},
    outlet::Outgoing,
};
use serde_json::Value;
use tokio::sync::oneshot;
use uuid::Uuid;
use yrs::{
    Doc, ReadTxn, StateVector, Text, Transact, Update,
    sync::{AwarenessUpdate, awareness::AwarenessUpdateEntry},
    updates::{decoder::Decode, encoder::Encode},
};

use super::{
    doc::{new_doc, text_of},
    ear::Ear,
};

/// A tab of a browser.
pub(crate) struct Browser {
    pub(crate) identity: Identity,
    pub(crate) connection: Connection,
    pub(crate) ear: Arc<Ear>,
    client: AtomicU64,
    seen_cursors: AtomicUsize,
    pads: Mutex<Pads>,
    commands: AtomicU64,
}

#[derive(Default)]
struct Pads {
    docs: HashMap<PadId, Doc>,
    /// How many messages of the ear are in them.
    taken: usize,
}

/// An answer that will come.
pub(crate) struct Coming<T>(oneshot::Receiver<Result<T, Refusal>>);

impl<T> Coming<T> {
    pub(crate) async fn comes(self) -> Result<T, Refusal> {
        self.0.await.expect("every message is answered")
    }
}

fn reply<T: Send + 'static>() -> (Reply<T>, Coming<T>) {
    let (sender, receiver) = oneshot::channel();
    let reply = move |answer| drop(sender.send(answer));
    (Box::new(reply), Coming(receiver))
}

impl Browser {
    pub(crate) fn new(
        identity: Identity,
        connection: Connection,
        ear: Arc<Ear>,
        random: Uuid,
    ) -> Self {
        let client = u64::from(u32::from_be_bytes(*random.as_bytes().last_chunk().unwrap()));
        Self {
            identity,
            connection,
            ear,
            client: AtomicU64::new(client),
            seen_cursors: AtomicUsize::new(0),
            pads: Mutex::default(),
            commands: AtomicU64::new(1),
        }
    }

    fn with_doc<T>(&self, pad: PadId, work: impl FnOnce(&Doc) -> T) -> T {
        let mut pads = self.pads.lock().unwrap();
        let client = self.client.load(Ordering::SeqCst);
        work(pads.docs.entry(pad).or_insert_with(|| new_doc(client)))
    }

    /// Sends a command under a new id.
    pub(crate) fn sends(&self, command: Command) -> Coming<Seq> {
        let number = self.commands.fetch_add(1, Ordering::SeqCst);
        self.sends_as(&format!("{}-{number}", self.connection.id()), command)
    }

    /// Sends a command under an id.
    pub(crate) fn sends_as(&self, id: &str, command: Command) -> Coming<Seq> {
        let (reply, answer) = reply();
        self.connection.command(
            NumberedCommand {
                id: id.to_owned(),
                command,
            },
            reply,
        );
        answer
    }

    pub(crate) async fn does(&self, command: Command) -> Result<Seq, Refusal> {
        self.sends(command).comes().await
    }

    pub(crate) async fn knocks(&self) -> Result<Seq, Refusal> {
        self.does(Command::Knock { message: None }).await
    }

    pub(crate) async fn admits(&self, other: &Self) -> Result<Seq, Refusal> {
        self.does(Command::Admit {
            person: other.identity.id,
            reason: None,
        })
        .await
    }

    pub(crate) async fn says(&self, text: &str) -> Result<Seq, Refusal> {
        self.does(Command::Say {
            text: text.to_owned(),
            to: ChatScope::All,
        })
        .await
    }

    pub(crate) async fn says_to_interviewers(&self, text: &str) -> Result<Seq, Refusal> {
        self.does(Command::Say {
            text: text.to_owned(),
            to: ChatScope::Interviewers,
        })
        .await
    }

    /// Calls another connection.
    pub(crate) async fn calls(&self, to: ConnectionId, data: Value) -> Result<(), Refusal> {
        let (reply, answer) = reply();
        self.connection.rtc(to, data, reply);
        answer.comes().await
    }

    /// Tells where its cursor is, as the Yjs client `client`.
    pub(crate) fn points(&self, pad: PadId, client: u64, state: &str) {
        let clock = self.commands.fetch_add(1, Ordering::SeqCst);
        self.points_at(pad, client, u32::try_from(clock).unwrap(), state);
    }

    /// Tells it as news of that clock.
    pub(crate) fn points_at(&self, pad: PadId, client: u64, clock: u32, state: &str) {
        let entry = AwarenessUpdateEntry {
            clock,
            json: state.into(),
        };
        let clients = [(yrs::ClientID::new(client), entry)].into();
        let update = AwarenessUpdate { clients }.encode_v1();
        self.connection.awareness(pad, update.into());
    }

    /// Waits for a cursor of that client in what was heard since it was asked last; its newest state.
    pub(crate) async fn sees_cursor(&self, pad: PadId, client: u64) -> String {
        let seen = self.seen_cursors.load(Ordering::SeqCst);
        let (at, state) = self
            .ear
            .until("a cursor", |heard| {
                let states = heard.iter().enumerate().skip(seen);
                states
                    .rev()
                    .find_map(|(at, message)| Some((at, cursor(message, pad, client)?)))
            })
            .await;
        self.seen_cursors.store(at + 1, Ordering::SeqCst);
        state
    }

    /// Throws its copy of a pad away, as a browser does after a refusal, and takes up another Yjs client.
    pub(crate) fn forgets(&self, pad: PadId) {
        self.take_edits();
        self.pads.lock().unwrap().docs.remove(&pad);
        self.client.fetch_add(1 << 33, Ordering::SeqCst);
    }

    /// Types into its own copy; the update to be sent.
    pub(crate) fn typing(&self, pad: PadId, at: u32, typed: &str) -> Bytes {
        self.take_edits();
        self.with_doc(pad, |doc| {
            let text = doc.get_or_insert_text("content");
            let mut transaction = doc.transact_mut();
            text.insert(&mut transaction, at, typed);
            transaction.encode_update_v1().into()
        })
    }

    /// Deletes from its own copy; the update to be sent.
    pub(crate) fn deleting(&self, pad: PadId, at: u32, length: u32) -> Bytes {
        self.take_edits();
        self.with_doc(pad, |doc| {
            let text = doc.get_or_insert_text("content");
            let mut transaction = doc.transact_mut();
            text.remove_range(&mut transaction, at, length);
            transaction.encode_update_v1().into()
        })
    }

    /// Sends an update.
    pub(crate) fn sends_edit(&self, pad: PadId, update: Bytes) -> Coming<Seq> {
        let (reply, answer) = reply();
        self.connection.edit(pad, update, reply);
        answer
    }

    /// Types, sends, and waits for "Saved".
    pub(crate) async fn types(&self, pad: PadId, at: u32, typed: &str) -> Result<Seq, Refusal> {
        let update = self.typing(pad, at, typed);
        self.sends_edit(pad, update).comes().await
    }

    /// Asks what it lacks of a pad.
    pub(crate) async fn asks(&self, pad: PadId) -> Result<Synced, Refusal> {
        let state_vector = self.with_doc(pad, |doc| doc.transact().state_vector().encode_v1());
        self.asks_with(pad, state_vector.into()).await
    }

    pub(crate) async fn asks_with(&self, pad: PadId, vector: Bytes) -> Result<Synced, Refusal> {
        let (reply, answer) = reply();
        self.connection.sync(pad, vector, reply);
        answer.comes().await
    }

    /// Asks what it lacks of a pad, and takes it; what the server lacks.
    pub(crate) async fn syncs(&self, pad: PadId) -> Result<Bytes, Refusal> {
        let synced = self.asks(pad).await?;
        self.apply(pad, &synced.update);
        let has = StateVector::decode_v1(&synced.state_vector).unwrap();
        Ok(self.with_doc(pad, |doc| doc.transact().encode_diff_v1(&has).into()))
    }

    fn apply(&self, pad: PadId, update: &[u8]) {
        let update = Update::decode_v1(update).unwrap();
        self.with_doc(pad, |doc| doc.transact_mut().apply_update(update).unwrap());
    }

    /// Takes the edits it heard.
    fn take_edits(&self) {
        let taken = self.pads.lock().unwrap().taken;
        let heard = self.ear.heard_after(taken);
        self.pads.lock().unwrap().taken += heard.len();
        for message in heard {
            if let Outgoing::Edit { pad, update, .. } = message {
                self.apply(pad, &update);
            }
        }
    }

    /// The text of a pad as it has it now.
    pub(crate) fn text(&self, pad: PadId) -> String {
        self.take_edits();
        self.with_doc(pad, text_of)
    }

    /// Waits until it has this text.
    pub(crate) async fn reads(&self, pad: PadId, text: &str) {
        let what = format!("edits that make “{text}” of “{}”", self.text(pad));
        // Its own copy is behind the ear's lock while that is looked at; so this goes on with another.
        let copy = new_doc(0);
        let mut transaction = copy.transact_mut();
        let had = self.with_doc(pad, |doc| {
            doc.transact()
                .encode_state_as_update_v1(&StateVector::default())
        });
        transaction
            .apply_update(Update::decode_v1(&had).unwrap())
            .unwrap();
        drop(transaction);
        let mut taken = 0;
        let found = |heard: &[Outgoing]| {
            for message in &heard[taken..] {
                if let Outgoing::Edit {
                    pad: of, update, ..
                } = message
                    && *of == pad
                {
                    let update = Update::decode_v1(update).unwrap();
                    copy.transact_mut().apply_update(update).unwrap();
                }
            }
            taken = heard.len();
            (text_of(&copy) == text).then_some(())
        };
        self.ear.until(&what, found).await;
    }

    /// Waits for the entry of an event like that.
    pub(crate) async fn hears(&self, what: &str, like_that: impl Fn(&Event) -> bool) -> Seq {
        self.ear
            .until(what, |heard| {
                heard.iter().find_map(|message| match message {
                    Outgoing::Entry(entry) if like_that(&entry.event) => Some(entry.seq),
                    _ => None,
                })
            })
            .await
    }

    /// The seqs of the entries it heard.
    pub(crate) fn entries(&self) -> Vec<Seq> {
        let heard = self.ear.heard().into_iter();
        heard
            .filter_map(|message| match message {
                Outgoing::Entry(entry) => Some(entry.seq),
                _ => None,
            })
            .collect()
    }

    pub(crate) fn leaves(self) {
        self.connection.disconnect();
    }
}

/// What a message says of a client's cursor.
pub(crate) fn cursor(message: &Outgoing, pad: PadId, client: u64) -> Option<String> {
    let Outgoing::Awareness { pad: of, update } = message else {
        return None;
    };
    let update = AwarenessUpdate::decode_v1(update).unwrap();
    let entry = update.clients.get(&yrs::ClientID::new(client));
    entry
        .filter(|_| *of == pad)
        .map(|entry| entry.json.to_string())
}

/// The code of a refusal.
pub(crate) fn code<T: std::fmt::Debug>(answer: Result<T, Refusal>) -> RefusalCode {
    answer.expect_err("it is refused").code
}
