//! The job of a mail.

use codevlive_queue::worker::NotDone;
use codevlive_store::Store;
use uuid::Uuid;

use crate::{
    mail::{Mailer, letter::Letter, transport::SendError},
    still_current::{as_now, still_current},
};

/// Sends it, if it is still worth sending.
pub(super) async fn send(
    store: &Store,
    mailer: &Mailer,
    job: Uuid,
    letter: &Letter,
) -> Result<(), NotDone> {
    let current = still_current(store, letter).await;
    if !current.map_err(|error| NotDone::Retry(error.to_string()))? {
        tracing::info!(job.id = %job, mail = letter.mail.name(), "not sent: things have changed");
        return Ok(());
    }
    let letter = as_now(store, letter).await;
    let letter = letter.map_err(|error| NotDone::Retry(error.to_string()))?;
    match mailer.send(job, &letter).await {
        Ok(()) => Ok(()),
        Err(SendError::Transient(error)) => Err(NotDone::Retry(error)),
        Err(SendError::Permanent(error)) => Err(NotDone::GiveUp(error)),
    }
}
