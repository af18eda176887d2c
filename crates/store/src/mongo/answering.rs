//! Whether the database answers this node, for `/readyz` and an alarm.

use std::{
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use mongodb::{Database, bson::doc};

use super::patient::within;
use crate::{Unavailable, health::Health};

/// How often it is asked.
const INTERVAL: Duration = Duration::from_secs(2);

/// How long an answer may take: as long as the driver looks for a server.
const PATIENCE: Duration = super::SELECTION;

/// What became of the last question; well until there is another answer.
#[derive(Default)]
pub(super) struct Answering(Mutex<Option<String>>);

impl Answering {
    /// Asks the database now and then, in the runtime this is called from, for as long as somebody wants to know.
    pub(super) fn watch(database: Database) -> Arc<Self> {
        let answering = Arc::<Self>::default();
        tokio::spawn(ask(database, Arc::downgrade(&answering)));
        answering
    }

    fn set(&self, outcome: Result<(), Unavailable>) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let reason = outcome.err().map(|Unavailable(reason)| reason);
        match (&reason, &*last) {
            (Some(reason), None) => {
                tracing::error!(store.reason = reason, "the database does not answer");
            }
            (None, Some(_)) => tracing::info!("the database answers again"),
            _ => {}
        }
        let unreachable = f64::from(u8::from(reason.is_some()));
        metrics::gauge!("codevlive_store_unreachable").set(unreachable);
        *last = reason;
    }
}

impl Health for Answering {
    fn writable(&self) -> Result<(), Unavailable> {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.clone()
            .map_or(Ok(()), |reason| Err(Unavailable(reason)))
    }
}

async fn ask(database: Database, answering: Weak<Answering>) {
    loop {
        // The driver asks the primary, which takes the writes.
        let ping = async { Ok(database.run_command(doc! { "ping": 1 }).await.map(drop)?) };
        let outcome = within(PATIENCE, ping).await;
        let Some(answering) = answering.upgrade() else {
            return;
        };
        answering.set(outcome);
        drop(answering);
        tokio::time::sleep(INTERVAL).await;
    }
}
