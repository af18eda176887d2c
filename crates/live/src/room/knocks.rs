//! Knocks that nobody hears: the hosts are written to.
//!
//! What counts is how things are, not what has just happened: somebody waits, and nobody who could let them in
//! is connected, on any node. So a process that dies in between takes no knock with it, whoever opens the room next
//! sees the same; and a host who reloads the page is written nothing.

use std::{sync::Arc, time::Duration};

use codevlive_domain::{id::RoomId, room::state::Knock, time::Millis};
use codevlive_store::document::WriteError;
use tokio::time::Instant;

use super::{Notice, Room, summary::summaries};
use crate::node::Node;

/// At most one mail of a room in so many milliseconds: 10 minutes.
const BETWEEN_MAILS_MS: i64 = 10 * 60 * 1000;

/// How the watch over knocks is.
#[derive(Debug, Default)]
pub(super) struct KnockWatch {
    /// When to write of what is unheard then; none while there is nothing.
    due: Option<Instant>,
    /// It is being written.
    writing: bool,
    /// The hosts were told of all knocks up to this time.
    told: Option<Millis>,
}

/// What came of it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Told {
    /// The hosts are told of all knocks up to this time.
    UpTo(Millis),
    /// Not now: again after that.
    After(Duration),
}

/// A knock to be told of.
struct Unheard {
    room: RoomId,
    who: String,
    at: Millis,
}

impl Room {
    /// Looks for knocks that nobody hears.
    pub(super) fn watch_knocks(&mut self) {
        let Some(unheard) = self.unheard_knock() else {
            self.knock_watch.due = None;
            return;
        };
        let now = Instant::now();
        let patience = self.node.settings.knock_unheard_after;
        let due = *self.knock_watch.due.get_or_insert(now + patience);
        if due <= now && !self.knock_watch.writing {
            self.write_of(unheard);
        }
    }

    /// When to look again.
    pub(super) fn next_knock(&self) -> Option<Instant> {
        self.knock_watch.due.filter(|_| !self.knock_watch.writing)
    }

    /// The hosts were told, or could not be.
    pub(super) fn knock_told(&mut self, told: Told) {
        self.knock_watch.writing = false;
        self.knock_watch.due = match told {
            Told::UpTo(at) => {
                self.knock_watch.told = Some(at);
                None
            }
            Told::After(wait) => Some(Instant::now() + wait),
        };
    }

    /// The newest knock, unless the hosts know of it, or someone is there who does.
    fn unheard_knock(&self) -> Option<Unheard> {
        let there = |(person, _): (&_, _)| self.state.interviews(*person);
        if self.state.is_ended() || self.presence.everywhere.iter().any(there) {
            return None;
        }
        let waiting = |(_, person): (_, &codevlive_domain::room::state::Person)| {
            let Knock { at, .. } = person.knock.as_ref()?;
            Some((*at, person.name.clone()))
        };
        let (at, who) = self.state.people().filter_map(waiting).max()?;
        let room = self.id();
        (self.knock_watch.told < Some(at)).then_some(Unheard { room, who, at })
    }

    fn write_of(&mut self, unheard: Unheard) {
        self.knock_watch.writing = true;
        let (node, now, notices) = (
            Arc::clone(&self.node),
            self.node.clock.now(),
            self.notices.clone(),
        );
        tokio::spawn(async move {
            let told = tell_hosts(&node, &unheard, now).await.unwrap_or_else(|error| {
                tracing::warn!(room.id = %unheard.room, %error, "the hosts were not told of a knock");
                Told::After(node.settings.knock_unheard_after)
            });
            drop(notices.send(Notice::Knock(told)));
        });
    }
}

/// Asks for the mails, unless one was asked for a moment ago, perhaps by another node.
async fn tell_hosts(node: &Node, unheard: &Unheard, now: Millis) -> Result<Told, WriteError> {
    let done = Told::UpTo(unheard.at);
    loop {
        let Some(mut summary) = summaries(node).get(&unheard.room.to_string()).await? else {
            return Ok(done);
        };
        if let Some(told) = summary.value.knock_told_at {
            let wait = BETWEEN_MAILS_MS - now.since(told);
            if told >= unheard.at {
                return Ok(done);
            } else if let Ok(wait @ 1..) = u64::try_from(wait) {
                return Ok(Told::After(Duration::from_millis(wait)));
            }
        }
        summary.value.knock_told_at = Some(now);
        node.notices
            .unheard_knock(&mut summary.value, &unheard.who)
            .await?;
        match summaries(node).replace(&summary).await {
            Err(WriteError::Changed) => {}
            written => {
                return written.map(|_version| {
                    node.notices.written();
                    done
                });
            }
        }
    }
}
