//! A mail server, and connections to it that are kept.
//!
//! The connections are our own: lettre's pool takes a connection back also from a try that was given up half-way,
//! and the next mail would read the last one's answer. Here one is kept only after a mail went through.

use std::{
    sync::Mutex,
    time::{Duration, Instant},
};

use lettre::{
    Message,
    transport::smtp::{
        Error,
        authentication::DEFAULT_MECHANISMS,
        client::AsyncSmtpConnection,
        commands::{Data, Mail, Rcpt},
        extension::{Extension, MailBodyParameter, MailParameter},
    },
};

use super::{
    SendError,
    server::{SmtpServer, Tls},
};

/// How long a try may take, from the connection to the server's word that it has the mail.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long a connection is kept that nobody uses: less than servers wait (RFC 5321, 4.5.3.2.7, has 5 minutes).
const IDLE: Duration = Duration::from_mins(1);

/// Connections that are kept: as many as mails are sent at once.
const KEPT: usize = 50;

/// A mail server.
#[derive(Debug)]
pub struct Smtp {
    server: SmtpServer,
    patience: Duration,
    /// The one used last is at the end, and used first.
    idle: Mutex<Vec<Idle>>,
}

struct Idle {
    connection: AsyncSmtpConnection,
    since: Instant,
}

impl std::fmt::Debug for Idle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Idle({:?})", self.since)
    }
}

impl Smtp {
    /// Of that server. Nothing is connected yet.
    pub const fn new(server: SmtpServer) -> Self {
        Self {
            server,
            patience: PATIENCE,
            idle: Mutex::new(Vec::new()),
        }
    }

    /// Gives up a try after that time.
    #[must_use]
    pub const fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// The server.
    pub const fn server(&self) -> &SmtpServer {
        &self.server
    }

    /// Whether the server lets us in.
    pub async fn test(&self) -> Result<(), SendError> {
        let connection = self.within_patience(self.connect()).await?;
        self.keep(connection);
        Ok(())
    }

    /// Sends a mail.
    pub async fn send(&self, message: &Message) -> Result<(), SendError> {
        let connection = self.within_patience(self.sent(message)).await?;
        self.keep(connection);
        Ok(())
    }

    /// The connection comes back only from a mail that went through: any other is dropped, and so closed.
    async fn sent(&self, message: &Message) -> Result<AsyncSmtpConnection, SendError> {
        let mut connection = match self.kept().await {
            Some(connection) => connection,
            None => self.connect().await?,
        };
        transact(&mut connection, message).await?;
        Ok(connection)
    }

    async fn within_patience<T>(
        &self,
        attempt: impl Future<Output = Result<T, SendError>>,
    ) -> Result<T, SendError> {
        let outcome = tokio::time::timeout(self.patience, attempt).await;
        outcome.unwrap_or_else(|_| {
            let seconds = self.patience.as_secs_f32();
            Err(SendError::Transient(format!(
                "no answer within {seconds} s"
            )))
        })
    }

    /// One that still answers.
    async fn kept(&self) -> Option<AsyncSmtpConnection> {
        while let Some(mut connection) = self.take() {
            if connection.test_connected().await {
                return Some(connection);
            }
        }
        None
    }

    fn take(&self) -> Option<AsyncSmtpConnection> {
        let mut idle = self.idle.lock().expect("nobody panics while holding it");
        idle.retain(|idle| idle.since.elapsed() < IDLE);
        idle.pop().map(|idle| idle.connection)
    }

    fn keep(&self, connection: AsyncSmtpConnection) {
        let since = Instant::now();
        let mut idle = self.idle.lock().expect("nobody panics while holding it");
        idle.retain(|idle| idle.since.elapsed() < IDLE);
        if idle.len() < KEPT {
            idle.push(Idle { connection, since });
        }
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, SendError> {
        let connected = connect(&self.server).await;
        // Whatever the server says before it hears of a mail is not about the mail.
        connected.map_err(|error| SendError::Transient(said(&error)))
    }
}

async fn connect(server: &SmtpServer) -> Result<AsyncSmtpConnection, Error> {
    let address = (server.host.trim_matches(['[', ']']), server.port);
    let implicit = match &server.tls {
        Tls::Implicit(parameters) => Some(parameters.clone()),
        _ => None,
    };
    let mut connection =
        AsyncSmtpConnection::connect_tokio1(address, None, &server.hello, implicit, None).await?;
    match &server.tls {
        Tls::Required(parameters) => {
            connection
                .starttls(parameters.clone(), &server.hello)
                .await?;
        }
        Tls::Opportunistic(parameters) if connection.can_starttls() => {
            connection
                .starttls(parameters.clone(), &server.hello)
                .await?;
        }
        _ => {}
    }
    if let Some(credentials) = &server.credentials {
        connection.auth(DEFAULT_MECHANISMS, credentials).await?;
    }
    Ok(connection)
}

/// One mail (RFC 5321, 3.3).
async fn transact(
    connection: &mut AsyncSmtpConnection,
    message: &Message,
) -> Result<(), SendError> {
    let (envelope, text) = (message.envelope(), message.formatted());
    let mut parameters = Vec::new();
    let server = connection.server_info();
    let mut addresses = envelope.to().iter().chain(envelope.from());
    if !addresses.all(|address| address.to_string().is_ascii()) {
        if !server.supports_feature(Extension::SmtpUtfEight) {
            let problem = "the mail server takes no addresses with such letters (SMTPUTF8)";
            return Err(SendError::Permanent(problem.to_owned()));
        }
        parameters.push(MailParameter::SmtpUtfEight);
    }
    if !text.is_ascii() && server.supports_feature(Extension::EightBitMime) {
        parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    // That our own address is refused is the installation's fault, not the mail's: it can be mended.
    let from = Mail::new(envelope.from().cloned(), parameters);
    connection
        .command(from)
        .await
        .map_err(|error| SendError::Transient(said(&error)))?;
    for to in envelope.to() {
        let to = Rcpt::new(to.clone(), Vec::new());
        connection
            .command(to)
            .await
            .map_err(|error| about_mail(&error))?;
    }
    connection
        .command(Data)
        .await
        .map_err(|error| about_mail(&error))?;
    connection
        .message(&text)
        .await
        .map_err(|error| about_mail(&error))?;
    Ok(())
}

/// What the server has against this mail: a 5yz of its is its last word (RFC 5321, 4.2.1), unless we must sign in
/// first or were not let in (530 to 538; RFC 4954, 6).
fn about_mail(error: &Error) -> SendError {
    let code = error.status().map(u16::from);
    match code {
        Some(530..=538) => SendError::Transient(said(error)),
        _ if error.is_permanent() => SendError::Permanent(said(error)),
        _ => SendError::Transient(said(error)),
    }
}

/// An error with what it comes from: lettre's own words leave that out.
fn said(error: &Error) -> String {
    let mut said = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let cause_said = cause.to_string();
        if !said.contains(&cause_said) {
            said = format!("{said}: {cause_said}");
        }
        source = cause.source();
    }
    said
}

#[cfg(test)]
mod tests;
