//! Words, builds and sends.

use std::sync::Arc;

use codevlive_domain::clock::Clock;
pub use lettre::message::Mailbox;
use uuid::Uuid;

use super::{
    letter::Letter,
    links::Links,
    message::message,
    transport::{SendError, Transport},
};
use crate::signed_link::SignedLinks;

/// What mails are made with.
#[derive(Clone, Debug)]
pub struct MailSettings {
    /// Where people reach the installation (`PUBLIC_URL`): links lead there.
    pub public_url: String,
    /// The sender (`EMAIL_FROM`).
    pub from: Mailbox,
}

/// Sends letters. Clones are the same.
#[derive(Clone)]
pub struct Mailer {
    from: Mailbox,
    links: Links,
    transport: Arc<Transport>,
    clock: Arc<dyn Clock>,
}

impl Mailer {
    /// With all it needs.
    pub fn new(
        settings: MailSettings,
        transport: Transport,
        links: SignedLinks,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self {
            links: Links::new(&settings.public_url, links),
            from: settings.from,
            transport: Arc::new(transport),
            clock,
        }
    }

    /// Sends a job's letter. It may arrive twice, under one `Message-ID`, if this failed or was cut short; whether
    /// it is still wanted is the caller's to ask.
    pub async fn send(&self, job: Uuid, letter: &Letter) -> Result<(), SendError> {
        let message = message(job, letter, &self.from, &self.links, self.clock.now())
            .map_err(|error| SendError::Permanent(error.to_string()))?;
        self.transport.deliver(job, &message).await
    }
}
