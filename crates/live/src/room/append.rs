//! Writing to the log, and what to do when another node was faster.

use std::sync::Arc;

use codevlive_domain::room::entry::{Body, Entry, Seq};
use codevlive_store::{
    Unavailable,
    log::{AppendError, Durable},
};
use tokio::{sync::oneshot, time::Instant};

use super::{Room, exit::Exit, fold::Source, inbox::Snapshot};
use crate::bus::Reach;

/// How often a conflict is tried again (`room.md`: "after 8 tries it answers `try_later`").
pub(super) const TRIES: usize = 8;

/// How many entries are read at a time.
const PAGE: usize = 1_000;

/// How an append went.
pub(super) enum Appended {
    /// It is in the log.
    Visible(Durable),
    /// Others were faster; what they wrote is folded now.
    Missed(Missed),
    /// The store is away, or the room is gone.
    No,
}

/// What another node wrote first.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Missed {
    /// Some of it were events: what was decided or allowed may not be any more.
    pub(super) events: bool,
    /// Some of it were edits: the very ones, perhaps, that wait here, if the store did not tell that it
    /// had taken them.
    pub(super) edits: bool,
    /// Some of it can't stand beside the edits that wait here.
    pub(super) clash: bool,
}

impl Room {
    /// Appends entries that follow the head of the state. They are not folded yet.
    pub(super) async fn append(&mut self, entries: &[Entry]) -> Appended {
        let began = Instant::now();
        let log = &self.node.store.log;
        match log.append(self.id(), entries.to_vec()).await {
            Ok(durable) => {
                // Behind the head of the state there was nothing.
                self.looked = began;
                self.node.meters.entries.increment(entries.len() as u64);
                Appended::Visible(durable)
            }
            Err(AppendError::Conflict) => {
                self.node.meters.conflicts.increment(1);
                self.after_conflict().await
            }
            Err(AppendError::Unavailable(error)) => {
                tracing::warn!(room.id = %self.id(), %error, "append failed");
                Appended::No
            }
        }
    }

    async fn after_conflict(&mut self) -> Appended {
        let before = self.state.head();
        match self.read_on().await {
            Ok(_) if self.state.head() == before => {
                self.look_whether_gone().await;
                Appended::No
            }
            Ok(missed) => Appended::Missed(missed),
            Err(error) => {
                tracing::warn!(room.id = %self.id(), %error, "reading after a conflict failed");
                Appended::No
            }
        }
    }

    /// Reads and folds what the log has and the state has not. Less than a page is the end of it: another
    /// look would cost a node that others are faster than the time in which they are faster again.
    pub(super) async fn read_on(&mut self) -> Result<Missed, Unavailable> {
        let mut missed = Missed::default();
        let mut more = true;
        while more {
            let began = Instant::now();
            let head = self.state.head();
            let page = self.node.store.log.read(self.id(), head, PAGE).await?;
            more = page.len() >= PAGE;
            for entry in page {
                if !self.node.doubts.allow(self.id(), entry.seq) {
                    return Ok(missed);
                }
                let is_edit = matches!(entry.body, Body::Edits { .. });
                missed.events |= !is_edit;
                missed.edits |= is_edit;
                missed.clash |= self.fold(entry, Source::Log).is_err();
            }
            if !more {
                self.looked = began;
            }
        }
        if self.is_shared() {
            // Nodes share only engines on which what is visible is durable.
            self.acks.is_durable(self.state.head());
        }
        Ok(missed)
    }

    /// Whether other nodes may write to the log.
    pub(super) fn is_shared(&self) -> bool {
        self.node.bus.reach() != Reach::Alone
    }

    /// Reads on before something is answered that nobody has to append, so that no conflict would tell that
    /// another node was faster. Whether one was.
    ///
    /// An answer has to know what was decided before it was asked for: a look at the log since it `came` will do.
    /// So of many who ask at once only the first waits for the log.
    pub(super) async fn make_sure(&mut self, came: Instant) -> Result<bool, Unavailable> {
        if !self.is_shared() || self.looked > came {
            return Ok(false);
        }
        let before = self.state.head();
        self.read_on().await?;
        Ok(self.state.head() > before)
    }

    /// Tells how things are, with what other nodes had decided when somebody asked. If that can't be known now, the
    /// question is dropped, and who asked reads the log.
    pub(super) async fn look(&mut self, came: Instant, reply: oneshot::Sender<Snapshot>) {
        if let Err(error) = self.make_sure(came).await {
            tracing::warn!(room.id = %self.id(), %error, "reading before an answer failed");
            return;
        }
        let state = Arc::clone(&self.state);
        // Who asked may have gone.
        drop(reply.send(Snapshot {
            state,
            durable: self.acks.durable(),
        }));
    }

    /// A conflict with nothing new to read: the log may have been removed.
    async fn look_whether_gone(&mut self) {
        let heads = self.node.store.log.heads(&[self.id()]).await;
        if heads.is_ok_and(|heads| heads.first().is_some_and(|head| *head < self.state.head())) {
            self.exit = Some(Exit::Deleted);
        }
    }

    /// The log's head is said to be this: reads on if that is news.
    pub(super) async fn catch_up_to(&mut self, head: Seq) {
        if head == 0 {
            // No room was ever without an entry.
            self.exit = Some(Exit::Deleted);
        } else if head > self.state.head()
            && let Err(error) = self.read_on().await
        {
            tracing::warn!(room.id = %self.id(), %error, "reading what other nodes wrote failed");
        }
    }
}
