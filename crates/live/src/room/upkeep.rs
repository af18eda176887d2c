//! What is kept besides the log: checkpoints, and the room's summary. Both are readings of the log, so
//! neither holds anybody up, and a failed write is made good by a later one.

use std::sync::Arc;

use codevlive_domain::room::entry::{Body, Entry};
use codevlive_store::documents::room::Reading;

use super::{Notice, Room, checkpoint, exit::Exit, summary};
use crate::settings::LiveSettings;

/// How much has come since what is kept was kept.
#[derive(Debug, Default)]
pub(super) struct Upkeep {
    /// Entries since the last checkpoint.
    entries: u64,
    /// Bytes of edits since the last checkpoint.
    bytes: usize,
    /// A checkpoint is being saved.
    saving: bool,
    summary: Summary,
}

/// How the room's summary is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Summary {
    /// As the state is.
    #[default]
    Kept,
    /// It may differ.
    Due,
    /// It is being written.
    Writing,
    /// It is being written, and the state has changed since.
    WritingAndDue,
    /// It could not be written; it is due with the next event.
    Failed,
}

impl Upkeep {
    /// Of a room that was loaded from a checkpoint so many entries ago. Its summary is looked at once: the
    /// last node may have gone before it wrote it.
    pub(super) fn behind_checkpoint(entries: u64) -> Self {
        Self {
            entries,
            summary: Summary::Due,
            ..Self::default()
        }
    }

    /// Another entry was folded.
    pub(super) fn count(&mut self, entry: &Entry) {
        self.entries += 1;
        match &entry.body {
            Body::Edits { update, .. } => self.bytes += update.len(),
            Body::Event { .. } if self.summary == Summary::Failed => self.summary = Summary::Due,
            Body::Event { .. } | Body::Unreadable(_) => {}
        }
    }

    /// An event has changed what the summary says.
    pub(super) fn summary_is_due(&mut self) {
        self.summary = match self.summary {
            Summary::Writing | Summary::WritingAndDue => Summary::WritingAndDue,
            Summary::Kept | Summary::Due | Summary::Failed => Summary::Due,
        };
    }

    fn checkpoint_is_due(&self, settings: &LiveSettings) -> bool {
        !self.saving
            && (self.entries >= settings.checkpoint_entries
                || self.bytes >= settings.checkpoint_bytes)
    }
}

impl Room {
    /// Starts what is due.
    pub(super) async fn keep_up(&mut self) {
        if self.upkeep.checkpoint_is_due(&self.node.settings) && self.clean_pads().await {
            self.save_checkpoint();
        }
        if self.upkeep.summary == Summary::Due {
            self.write_summary();
        }
    }

    /// Encoded here, saved by a task of its own.
    fn save_checkpoint(&mut self) {
        let encoded = checkpoint::encode(&self.state, &mut self.pads, self.erasures);
        (self.upkeep.entries, self.upkeep.bytes, self.upkeep.saving) = (0, 0, true);
        let (node, room, notices) = (Arc::clone(&self.node), self.id(), self.notices.clone());
        tokio::spawn(async move {
            let saved = node.store.log.save_checkpoint(room, encoded).await;
            if let Err(error) = &saved {
                tracing::warn!(room.id = %room, %error, "checkpoint not saved");
            }
            drop(notices.send(Notice::Checkpoint {
                saved: saved.is_ok(),
            }));
        });
    }

    fn write_summary(&mut self) {
        self.upkeep.summary = Summary::Writing;
        let reading = Reading::of(&self.state);
        let (node, room, notices) = (Arc::clone(&self.node), self.id(), self.notices.clone());
        tokio::spawn(async move {
            let written = summary::write(&node, room, &reading).await;
            if let Err(error) = &written {
                tracing::warn!(room.id = %room, %error, "summary not written");
            }
            drop(notices.send(Notice::Summary {
                written: written.is_ok(),
            }));
        });
    }

    /// A checkpoint was saved, or not: then the next is due after half as many entries again.
    pub(super) fn checkpoint_saved(&mut self, saved: bool) {
        self.upkeep.saving = false;
        if !saved {
            self.upkeep.entries += self.node.settings.checkpoint_entries / 2;
        }
    }

    /// The summary was written, or not.
    pub(super) fn summary_written(&mut self, written: bool) {
        self.upkeep.summary = match self.upkeep.summary {
            Summary::WritingAndDue => Summary::Due,
            _ if written => Summary::Kept,
            _ => Summary::Failed,
        };
    }

    /// Also if it says the same: by its seq it is known to be whole, when nobody has the room open.
    async fn keep_summary(&mut self) {
        let reading = Reading::of(&self.state);
        let written = summary::write(&self.node, self.id(), &reading).await;
        if let Err(error) = written {
            tracing::warn!(room.id = %self.id(), %error, "summary not written");
        }
    }

    /// Keeps all there is, before the room goes. What can't be kept now is read from the log next time.
    pub(super) async fn keep_all(&mut self) {
        self.acks.settled().await;
        // What is held here may name who was erased.
        if self.exit != Some(Exit::Erased) {
            self.keep_summary().await;
        }
        if self.upkeep.entries > 0 && self.clean_pads().await {
            let encoded = checkpoint::encode(&self.state, &mut self.pads, self.erasures);
            match self
                .node
                .store
                .log
                .save_checkpoint(self.id(), encoded)
                .await
            {
                Ok(()) => self.upkeep.entries = 0,
                Err(error) => {
                    tracing::warn!(room.id = %self.id(), %error, "checkpoint not saved");
                }
            }
        }
    }
}
