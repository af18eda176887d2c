//! How mails leave: to a mail server, or into a folder.

pub mod outbox;
pub mod server;
pub mod smtp;

use lettre::Message;
use uuid::Uuid;

use self::{outbox::Outbox, smtp::Smtp};

/// Where mails go.
#[derive(Debug)]
pub enum Transport {
    /// To a mail server.
    Smtp(Smtp),
    /// Into a folder, to be looked at: for installations without a mail server.
    Outbox(Outbox),
}

impl Transport {
    /// Delivers a job's mail. After an error it may have been delivered all the same: mails are sent at least once.
    pub async fn deliver(&self, job: Uuid, message: &Message) -> Result<(), SendError> {
        match self {
            Self::Smtp(smtp) => smtp.send(message).await,
            Self::Outbox(outbox) => outbox.write(job, message).await,
        }
    }
}

/// A mail that was not sent.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// Another try would end like this one.
    #[error("{0}")]
    Permanent(String),
    /// It may go well later.
    #[error("{0}")]
    Transient(String),
}
