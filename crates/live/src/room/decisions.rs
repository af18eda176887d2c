//! Decisions: commands, and what the room itself has to say. Durable first, visible second.

use std::{collections::VecDeque, sync::Arc};

use bytes::Bytes;
use codevlive_domain::{
    id::{PadId, PersonId},
    room::{
        command::{MAX_COMMAND_ID, NumberedCommand},
        decide::{self, Facts, Invited, enter, expire, first_text},
        entry::{Body, Entry, Seq},
        event::Event,
        person::{Actor, Identity},
        refusal::{Refusal, RefusalCode},
    },
};
use tokio::{sync::oneshot, time::Instant};

use super::{
    Room,
    acks::Owed,
    append::{Appended, TRIES},
    fold::Source,
    inbox::Caller,
};
use crate::{
    bus::Message,
    connection::{Answer, try_later},
    rooms::RoomError,
    yjs::document::first_text_update,
};

/// How many answers to commands that changed nothing are remembered.
const QUIET_ANSWERS: usize = 256;

/// Answers to accepted commands that led to no event, so that they are on no log.
#[derive(Default)]
pub(super) struct QuietAnswers(VecDeque<(PersonId, String, Seq)>);

impl QuietAnswers {
    fn get(&self, person: PersonId, command: &str) -> Option<Seq> {
        let same = |(who, id, _): &&(PersonId, String, Seq)| *who == person && id == command;
        self.0.iter().find(same).map(|(_, _, seq)| *seq)
    }

    fn remember(&mut self, person: PersonId, command: String, seq: Seq) {
        if self.0.len() == QUIET_ANSWERS {
            self.0.pop_front();
        }
        self.0.push_back((person, command, seq));
    }
}

/// Who decides, and by which command.
struct Decider {
    actor: Actor,
    command: Option<String>,
    /// Since when somebody waits for the decision.
    came: Instant,
}

impl Room {
    /// A command of a person.
    pub(super) async fn command(
        &mut self,
        from: &Caller,
        command: NumberedCommand,
        came: Instant,
        answer: Answer<Seq>,
    ) {
        let person = from.identity.id;
        let known = self
            .state
            .answer(person, &command.id)
            .or_else(|| self.quiet_answers.get(person, &command.id));
        if let Some(seq) = known {
            // Decided means durable, but a quiet answer may rest on edits that are not yet.
            return self.answer_when_durable(seq, answer).await;
        }
        if let Err(refusal) = self.check_command(from, &command) {
            return answer.give(Err(refusal));
        }
        let NumberedCommand { id, command } = command;
        let by = Decider {
            actor: Actor::Person(person),
            command: Some(id.clone()),
            came,
        };
        let decided = self
            .decide(by, |room, facts| {
                decide::decide(&room.state, &from.identity, &command, facts)
            })
            .await;
        match decided {
            Ok(Some(seq)) => answer.give(Ok(seq)),
            Ok(None) => {
                let head = self.state.head();
                self.quiet_answers.remember(person, id, head);
                self.answer_when_durable(head, answer).await;
            }
            Err(refusal) => answer.give(Err(refusal)),
        }
    }

    fn check_command(&self, from: &Caller, command: &NumberedCommand) -> Result<(), Refusal> {
        self.check_known(from)?;
        if !(1..=MAX_COMMAND_ID).contains(&command.id.chars().count()) {
            let length = "id: is not 1 to 64 characters";
            return Err(Refusal::new(RefusalCode::Invalid, length));
        }
        Ok(())
    }

    async fn answer_when_durable(&mut self, seq: Seq, answer: Answer<Seq>) {
        let owed = Owed {
            answer,
            seq,
            came: Instant::now(),
        };
        self.acks.known(seq, vec![owed]).await;
    }

    /// Another title, by a host.
    pub(super) async fn rename(
        &mut self,
        by: &Identity,
        title: &str,
        reply: oneshot::Sender<Result<Seq, RoomError>>,
    ) {
        let host = Decider {
            actor: Actor::Person(by.id),
            command: None,
            came: Instant::now(),
        };
        let decided = self
            .decide(host, |room, _facts| decide::rename(&room.state, by, title))
            .await
            .map(|seq| seq.unwrap_or_else(|| self.acks.durable()));
        drop(reply.send(decided.map_err(|refusal| match refusal.code {
            RefusalCode::TryLater => RoomError::TryLater,
            _ => RoomError::Refused(refusal),
        })));
    }

    /// Lets a person in who is invited; whether all is done that their invitation opens.
    pub(super) async fn let_in(&mut self, who: &Identity, invited: Invited, came: Instant) -> bool {
        let decider = Decider {
            actor: Actor::Person(who.id),
            command: None,
            came,
        };
        let entered = self
            .decide(decider, |room, _facts| Ok(enter(&room.state, who, invited)))
            .await;
        // A store that is away keeps nobody out who is inside already.
        entered.is_ok() || enter(&self.state, who, invited).is_empty()
    }

    /// What the room has to say about a person's connection; whether the log took it.
    pub(super) async fn tell_of(&mut self, person: PersonId) -> bool {
        let decider = Decider {
            actor: Actor::Person(person),
            command: None,
            came: Instant::now(),
        };
        let told = self
            .decide(decider, |room, _facts| {
                Ok(room
                    .presence
                    .word_about(&room.state, person)
                    .into_iter()
                    .collect())
            })
            .await;
        told.is_ok()
    }

    /// What has run out; whether the log took it.
    pub(super) async fn expire(&mut self) -> bool {
        let decider = Decider {
            actor: Actor::System,
            command: None,
            came: Instant::now(),
        };
        let told = self
            .decide(decider, |room, facts| Ok(expire(&room.state, facts.now)))
            .await;
        told.is_ok()
    }

    /// Asks `rule` for events, appends them, and shows them once they are durable. Where another node was
    /// faster, asks again. The seq of the first event; none if there was none.
    async fn decide(
        &mut self,
        decider: Decider,
        rule: impl Fn(&Self, &Facts) -> Result<Vec<Event>, Refusal>,
    ) -> Result<Option<Seq>, Refusal> {
        for _ in 0..TRIES {
            if let Some(seq) = self.decided_already(&decider) {
                return Ok(Some(seq));
            }
            let facts = self.facts();
            let decision = rule(self, &facts);
            let events = match decision {
                Ok(events) if !events.is_empty() => events,
                // To be right now, not only as far as this node has read.
                nothing => match self.make_sure(decider.came).await {
                    Ok(true) => continue,
                    Ok(false) => return nothing.map(|_none| None),
                    Err(error) => {
                        tracing::warn!(room.id = %self.id(), %error, "reading before an answer failed");
                        break;
                    }
                },
            };
            let entries = self.entries_of(&decider, events, &facts);
            match self.append(&entries).await {
                Appended::Visible(durable) => {
                    if let Err(error) = durable.await {
                        self.node.doubts.add(self.id(), self.state.head() + 1);
                        tracing::error!(room.id = %self.id(), %error, "a decision is not durable");
                        return Err(try_later());
                    }
                    return Ok(Some(self.show_decided(entries)));
                }
                Appended::Missed(_) => {}
                Appended::No => break,
            }
        }
        Err(try_later())
    }

    /// The seq that this command led to, perhaps on another node while this one was deciding.
    fn decided_already(&self, decider: &Decider) -> Option<Seq> {
        let (person, command) = (decider.actor.person()?, decider.command.as_deref()?);
        self.state.answer(person, command)
    }

    fn facts(&self) -> Facts {
        Facts {
            now: self.time(),
            new_pad: PadId(self.node.clock.new_id()),
            hosts_gone_since: self.presence.hosts_gone_since,
        }
    }

    /// The entries of these events, behind the head of the log, and then the first texts that they bring.
    fn entries_of(&self, decider: &Decider, events: Vec<Event>, facts: &Facts) -> Vec<Entry> {
        let texts: Vec<_> = events
            .iter()
            .filter_map(first_text)
            .map(|(pad, text)| Body::Edits {
                pad,
                update: self.first_text(text),
            })
            .collect();
        let mut command = decider.command.clone();
        let events = events.into_iter().map(|event| {
            let command = command.take();
            (decider.actor, Body::Event { event, command })
        });
        let texts = texts.into_iter().map(|text| (Actor::System, text));
        let bodies: Vec<_> = events.chain(texts).collect();
        let (mut hash, mut seq) = (*self.state.hash(), self.state.head());
        let seal = |(actor, body)| {
            seq += 1;
            let entry = Entry::seal(&hash, seq, facts.now, actor, body);
            hash = entry.hash;
            entry
        };
        bodies.into_iter().map(seal).collect()
    }

    /// A pad's first text, by a Yjs client that nobody else is: Yjs client ids are random 32 bits.
    fn first_text(&self, text: &str) -> Bytes {
        let id = self.node.clock.new_id();
        let random = id.as_bytes().last_chunk().copied().unwrap_or_default();
        first_text_update(u32::from_be_bytes(random).into(), text)
    }

    /// The entries are durable: shows them. The seq of the first.
    fn show_decided(&mut self, entries: Vec<Entry>) -> Seq {
        let first = self.state.head() + 1;
        self.acks
            .is_durable(self.state.head() + entries.len() as u64);
        let shared = Arc::new(entries.clone());
        for entry in entries {
            // A pad that can't be as the log has it is marked, and made anew.
            let _ = self.fold(entry, Source::Decided);
        }
        self.tell_nodes(Message::Entries(shared));
        first
    }
}
