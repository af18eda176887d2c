//! The document, piece by piece, so that no memory has to hold all of somebody's rooms.

use axum::body::{Body, Bytes};
use codevlive_protocol::me::Export;
use codevlive_store::documents::account::Account;
use tokio::sync::mpsc;

use crate::{Services, http::failure::Failure};

/// How many pieces wait to be sent: what is behind them is looked up when they have gone.
const WAITING: usize = 2;

/// How a document ends whose lists are still to be written.
const LISTS: &str = r#""invitationsReceived":[],"invitationsMade":[],"scorecards":[],"rooms":[]}"#;

/// What is kept of that account's owner, behind a document without lists. One that breaks off is no JSON, and nobody
/// takes it for whole.
pub(super) fn stream(services: Services, account: Account, head: &Export) -> Result<Body, Failure> {
    let head = json(head)?;
    let head = head
        .strip_suffix(LISTS)
        .ok_or_else(|| Failure::internal("an export has its lists last"))?
        .to_owned();
    let (pieces, mut sent) = mpsc::channel(WAITING);
    tokio::spawn(async move {
        let person = account.id;
        let writer = Writer {
            services,
            account,
            pieces: pieces.clone(),
        };
        if let Err(error) = writer.write(head).await {
            tracing::warn!(person.id = %person, error = error.cause(), "an export broke off");
            drop(pieces.send(Err(std::io::Error::other("broke off"))).await);
        }
    });
    let pieces = futures_util::stream::poll_fn(move |context| sent.poll_recv(context));
    Ok(Body::from_stream(pieces))
}

/// Sends pieces of one document.
pub(super) struct Writer {
    pub(super) services: Services,
    /// Whose data it is.
    pub(super) account: Account,
    pieces: mpsc::Sender<Result<Bytes, std::io::Error>>,
}

impl Writer {
    async fn write(&self, head: String) -> Result<(), Failure> {
        self.send(head).await?;
        self.send(r#""invitationsReceived":["#).await?;
        self.received().await?;
        self.send(r#"],"invitationsMade":["#).await?;
        self.made().await?;
        self.send(r#"],"scorecards":["#).await?;
        self.scorecards().await?;
        self.send(r#"],"rooms":["#).await?;
        self.rooms().await?;
        self.send("]}").await
    }

    pub(super) async fn send(&self, piece: impl Into<Bytes>) -> Result<(), Failure> {
        let sent = self.pieces.send(Ok(piece.into())).await;
        sent.map_err(|_| Failure::internal("the client hung up"))
    }
}

pub(super) fn json<T: serde::Serialize>(value: &T) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(Failure::internal)
}
