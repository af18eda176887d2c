//! `GET /me/export`

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::header,
    response::IntoResponse,
};
use codevlive_domain::{id::PersonId, room::entry::Seq};
use codevlive_protocol::me::{Export, ExportedAccount};
use codevlive_store::{
    document::Query,
    documents::{account::Account, room::RoomSummary},
};
use tokio::sync::mpsc;

use crate::{
    Services,
    auth::caller::{AccountCaller, role_of},
    http::{
        failure::Failure,
        me::{sessions::item, user},
        problems::{CALL, problems},
        rooms::room,
    },
    rate_limit::Rule,
};

/// How many rooms are looked up at once.
const ROOMS: usize = 50;
/// How many entries of a timeline are looked up at once.
const ENTRIES: usize = 500;
/// How many pieces wait to be sent: what is behind them is looked up when they have gone.
const WAITING: usize = 2;

problems!(ExportProblems: CALL; Unauthenticated, AccountRequired);

/// All that is kept of me
///
/// The account, without what opens it; its sign-ins; the rooms one takes part in, with what happened in them as far
/// as one may know.
#[utoipa::path(
    get,
    path = "/me/export",
    tag = "Accounts",
    operation_id = "export_me",
    security(("accessToken" = [])),
    responses(
        (status = 200, description = "A file", body = Export,
            headers(("Content-Disposition" = String, description = "To be saved"))),
        ExportProblems,
    )
)]
pub(in crate::http) async fn export(
    State(services): State<Services>,
    caller: AccountCaller,
) -> Result<impl IntoResponse, Failure> {
    services
        .limits
        .take(Rule::Export, caller.person.id.0)
        .await?;
    let account = services.own_account(&caller).await?;
    let person = account.id;
    let sessions = services.sessions_of(&account).await?.into_iter();
    let head = Export {
        exported_at: services.clock.now().into(),
        account: exported(account),
        sessions: sessions
            .map(|session| item(session, caller.session))
            .collect(),
        rooms: Vec::new(),
    };
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"codevlive.json\"",
        ),
    ];
    Ok((headers, stream(services, person, json(&head)?)))
}

fn exported(account: Account) -> ExportedAccount {
    let devices = account.security.devices.iter();
    ExportedAccount {
        created_at: account.created_at.into(),
        email_verified_at: account.email_verified_at.map(Into::into),
        devices_seen_at: devices.map(|device| device.seen_at.into()).collect(),
        user: user(account),
    }
}

/// The document, piece by piece, so that no memory has to hold all of somebody's rooms. One that breaks off is no
/// JSON, and nobody takes it for whole.
fn stream(services: Services, person: PersonId, head: String) -> Body {
    let (pieces, mut sent) = mpsc::channel(WAITING);
    tokio::spawn(async move {
        let writer = Writer {
            services,
            person,
            pieces: pieces.clone(),
        };
        if let Err(error) = writer.write(head).await {
            tracing::warn!(person.id = %person, error = error.cause(), "an export broke off");
            drop(pieces.send(Err(std::io::Error::other("broke off"))).await);
        }
    });
    Body::from_stream(futures_util::stream::poll_fn(move |context| {
        sent.poll_recv(context)
    }))
}

struct Writer {
    services: Services,
    person: PersonId,
    pieces: mpsc::Sender<Result<Bytes, std::io::Error>>,
}

impl Writer {
    /// `head` is a document without rooms, which ends in `"rooms":[]}`.
    async fn write(&self, head: String) -> Result<(), Failure> {
        let open = head.strip_suffix("]}").unwrap_or(&head).to_owned();
        self.send(open).await?;
        let (mut after, mut first) = (None, true);
        loop {
            let query = Query {
                field: "member",
                value: self.person.to_string(),
                descending: false,
                after,
                limit: ROOMS,
            };
            let found = self.services.room_summaries().find(query).await?;
            after = found.last().map(|last| last.value.id.to_string());
            for summary in found {
                self.room(summary.value, first).await?;
                first = false;
            }
            if after.is_none() {
                break;
            }
        }
        self.send("]}".to_owned()).await?;
        Ok(())
    }

    async fn room(&self, summary: RoomSummary, first: bool) -> Result<(), Failure> {
        let Some(role) = role_of(&summary, self.person) else {
            return Ok(());
        };
        let id = summary.id;
        let comma = if first { "" } else { "," };
        let shown = json(&room(&self.services, summary, role))?;
        self.send(format!("{comma}{{\"room\":{shown},\"timeline\":["))
            .await?;
        let mut after: Seq = 0;
        loop {
            let timeline = &self.services.rooms;
            let page = timeline.timeline(id, self.person, after, ENTRIES).await?;
            let page = page.unwrap_or_default();
            let Some(last) = page.last() else { break };
            let comma = if after == 0 { "" } else { "," };
            after = last.seq;
            let items = json(&page)?;
            let items = items
                .strip_prefix('[')
                .and_then(|items| items.strip_suffix(']'));
            let items = items.unwrap_or_default();
            self.send(format!("{comma}{items}")).await?;
        }
        self.send("]}".to_owned()).await?;
        Ok(())
    }

    async fn send(&self, piece: String) -> Result<(), Failure> {
        let sent = self.pieces.send(Ok(piece.into())).await;
        sent.map_err(|_| Failure::internal("the client hung up"))
    }
}

fn json<T: serde::Serialize>(value: &T) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(Failure::internal)
}
