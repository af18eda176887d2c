//! "Saved": the answers to edits, given once their entries are durable, in the order of the log. They
//! wait in a task of their own, so that the room goes on meanwhile.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use codevlive_domain::room::entry::Seq;
use codevlive_store::log::Durable;
use metrics::Histogram;
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinHandle,
    time::Instant,
};

use crate::connection::{Answer, try_later};

/// How many appends may wait to become durable before the room waits, too.
const WAITING: usize = 256;

/// An answer that is owed for the entry at `seq`.
pub(super) struct Owed {
    pub(super) answer: Answer<Seq>,
    pub(super) seq: Seq,
    /// When the edit came.
    pub(super) came: Instant,
}

struct Wait {
    /// None where nothing was appended: the answer rests on what was appended before.
    durable: Option<Durable>,
    /// The last entry it is about.
    head: Seq,
    owed: Vec<Owed>,
}

/// Owed answers, and how far the log is durable.
pub(super) struct Acks {
    sender: mpsc::Sender<Wait>,
    durable: Arc<AtomicU64>,
    task: JoinHandle<()>,
}

impl Acks {
    pub(super) fn new(durable: Seq, saved: Histogram) -> Self {
        let (sender, receiver) = mpsc::channel(WAITING);
        let durable = Arc::new(AtomicU64::new(durable));
        let task = tokio::spawn(answer_all(receiver, Arc::clone(&durable), saved));
        Self {
            sender,
            durable,
            task,
        }
    }

    /// The log is durable up to this entry.
    pub(super) fn durable(&self) -> Seq {
        self.durable.load(Ordering::Acquire)
    }

    /// The log is known to be durable up to `seq`.
    pub(super) fn is_durable(&self, seq: Seq) {
        self.durable.fetch_max(seq, Ordering::AcqRel);
    }

    /// Answers once `durable` resolves.
    pub(super) async fn appended(&self, durable: Durable, head: Seq, owed: Vec<Owed>) {
        self.wait(Wait {
            durable: Some(durable),
            head,
            owed,
        })
        .await;
    }

    /// Answers once all that was appended before is durable.
    pub(super) async fn known(&self, head: Seq, owed: Vec<Owed>) {
        if !owed.is_empty() {
            self.wait(Wait {
                durable: None,
                head,
                owed,
            })
            .await;
        }
    }

    /// Returns once all that is owed now is answered.
    pub(super) async fn settled(&self) {
        let (reply, answered) = oneshot::channel();
        let answer = Answer::new(Box::new(move |_| {
            let _ = reply.send(());
        }));
        self.known(
            0,
            vec![Owed {
                answer,
                seq: 0,
                came: Instant::now(),
            }],
        )
        .await;
        drop(answered.await);
    }

    async fn wait(&self, wait: Wait) {
        // The task ends only when the sender is dropped; else the answers answer `try_later`.
        drop(self.sender.send(wait).await);
    }

    /// Returns once everything is answered.
    pub(super) async fn finish(self) {
        drop(self.sender);
        drop(self.task.await);
    }
}

async fn answer_all(
    mut waits: mpsc::Receiver<Wait>,
    durable_head: Arc<AtomicU64>,
    saved: Histogram,
) {
    while let Some(Wait {
        durable,
        head,
        owed,
    }) = waits.recv().await
    {
        if let Some(durable) = durable {
            match durable.await {
                // What is durable makes all before it durable.
                Ok(()) => drop(durable_head.fetch_max(head, Ordering::AcqRel)),
                Err(error) => tracing::error!(seq = head, %error, "entries may not be durable"),
            }
        }
        let is_durable = durable_head.load(Ordering::Acquire) >= head;
        for Owed { answer, seq, came } in owed {
            if is_durable {
                saved.record(came.elapsed());
                answer.give(Ok(seq));
            } else {
                answer.give(Err(try_later()));
            }
        }
    }
}
