//! Appends of all rooms of the node, written together: while one call is under way, the next ones gather.

use std::{collections::HashMap, future::IntoFuture, time::Duration};

use mongodb::{
    Collection,
    bson::Document,
    error::{Error, ErrorKind},
};
use tokio::{
    sync::{mpsc, oneshot},
    time::timeout,
};

use super::DUPLICATE;
use crate::{Unavailable, log::AppendError};

/// Windows that may wait before their callers have to.
const QUEUE: usize = 4_096;

/// Windows in a call. The driver makes several of one that is too large for the server.
const TOGETHER: usize = 512;

/// How long a call may take. One that never ends would hold up the appends of all rooms.
const PATIENCE: Duration = Duration::from_secs(10);

type Outcome = Result<(), AppendError>;

struct Append {
    window: Document,
    caller: oneshot::Sender<Outcome>,
}

/// The way to the task that writes; it ends when this is dropped and all is written.
pub(super) struct Group(mpsc::Sender<Append>);

impl Group {
    /// Starts the task, in the runtime this is called from.
    pub(super) fn start(windows: Collection<Document>) -> Self {
        let (queue, appends) = mpsc::channel(QUEUE);
        tokio::spawn(write_all(windows, appends));
        Self(queue)
    }

    /// Writes a window, together with those of other rooms; a conflict if the room has one there.
    pub(super) async fn append(&self, window: Document) -> Outcome {
        let (caller, outcome) = oneshot::channel();
        let append = Append { window, caller };
        self.0.send(append).await.map_err(|_closed| stopped())?;
        outcome.await.unwrap_or_else(|_closed| Err(stopped()))
    }
}

fn stopped() -> AppendError {
    Unavailable("the writer has stopped".into()).into()
}

async fn write_all(windows: Collection<Document>, mut appends: mpsc::Receiver<Append>) {
    let mut together = Vec::new();
    while appends.recv_many(&mut together, TOGETHER).await > 0 {
        let (documents, callers): (Vec<_>, Vec<_>) = together
            .drain(..)
            .map(|append| (append.window, append.caller))
            .unzip();
        let started = tokio::time::Instant::now();
        // Not in order: the conflict of one room is no other's.
        let insert = windows.insert_many(documents).ordered(false);
        let failures = match timeout(PATIENCE, insert.into_future()).await {
            Ok(outcome) => outcome.err().as_ref().map(Failures::of),
            Err(_late) => Some(Failures::unknown("no answer in time".into())),
        };
        metrics::histogram!("codevlive_store_commit_seconds").record(started.elapsed());
        for (index, caller) in callers.into_iter().enumerate() {
            let outcome = failures
                .as_ref()
                .map_or(Ok(()), |failures| failures.at(index));
            // A caller who left does not take the write back.
            let _ = caller.send(outcome);
        }
    }
}

/// What went wrong with a call.
struct Failures {
    /// Windows that were refused, by their place in it.
    refused: HashMap<usize, i32>,
    /// Of the others nobody knows, or that they are not at a majority.
    rest: Option<String>,
}

impl Failures {
    /// Nobody knows of any.
    fn unknown(reason: String) -> Self {
        tracing::warn!(store.reason = reason, "windows may not be written");
        Self {
            refused: HashMap::new(),
            rest: Some(reason),
        }
    }

    fn of(error: &Error) -> Self {
        let mut refused = HashMap::new();
        let rest = match &*error.kind {
            ErrorKind::InsertMany(many) => {
                for error in many.write_errors.iter().flatten() {
                    refused.insert(error.index, error.code);
                }
                let concern = many.write_concern_error.as_ref();
                concern.map(|error| error.message.clone())
            }
            _ => Some(error.to_string()),
        };
        if let Some(reason) = &rest {
            tracing::warn!(store.reason = reason, "windows may not be written");
        }
        Self { refused, rest }
    }

    fn at(&self, index: usize) -> Outcome {
        match (self.refused.get(&index), &self.rest) {
            (Some(&DUPLICATE), _) => Err(AppendError::Conflict),
            (Some(code), _) => Err(Unavailable(format!("mongodb: error {code}")).into()),
            (None, Some(reason)) => Err(Unavailable(format!("mongodb: {reason}")).into()),
            (None, None) => Ok(()),
        }
    }
}
