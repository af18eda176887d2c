//! `GET /me/export`

mod invitations;
mod rooms;
mod scorecards;
mod writer;

use axum::{extract::State, http::header, response::IntoResponse};
use codevlive_protocol::me::{Export, ExportedAccount};
use codevlive_store::documents::account::Account;

use self::writer::stream;
use crate::{
    Services,
    auth::caller::AccountCaller,
    http::{
        failure::Failure,
        me::{sessions::item, user},
        problems::{CALL, problems},
    },
    rate_limit::Rule,
};

problems!(ExportProblems: CALL; Unauthenticated, AccountRequired);

/// All that is kept of me
///
/// The account, without what opens it; its sign-ins; the invitations that one got and made; the
/// scorecards that one wrote; the rooms one takes part in, with what is prepared for them and what happened in them, as
/// far as one may know.
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
    let whose = account.clone();
    let sessions = services.sessions_of(&account).await?.into_iter();
    let head = Export {
        exported_at: services.clock.now().into(),
        account: exported(account),
        sessions: sessions
            .map(|session| item(session, caller.session))
            .collect(),
        invitations_received: Vec::new(),
        invitations_made: Vec::new(),
        scorecards: Vec::new(),
        rooms: Vec::new(),
    };
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"codevlive.json\"",
        ),
    ];
    Ok((headers, stream(services, whose, &head)?))
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
