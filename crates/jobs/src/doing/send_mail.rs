//! The job of a mail.

use codevlive_queue::worker::NotDone;
use uuid::Uuid;

use crate::mail::{Mailer, letter::Letter, transport::SendError};

/// Sends it.
pub(super) async fn send(mailer: &Mailer, job: Uuid, letter: &Letter) -> Result<(), NotDone> {
    match mailer.send(job, letter).await {
        Ok(()) => Ok(()),
        Err(SendError::Transient(error)) => Err(NotDone::Retry(error)),
        Err(SendError::Permanent(error)) => Err(NotDone::GiveUp(error)),
    }
}
