//! `POST /mail/unsubscribe`

use axum::{extract::State, http::StatusCode};
use codevlive_jobs::signed_link::Purpose;
use codevlive_protocol::{mail::UnsubscribeQuery, problem::ProblemCode};
use codevlive_store::documents::account::NOTIFICATIONS;

use crate::{
    Services,
    client_address::ClientAddress,
    http::{
        failure::Failure,
        problems::{CALL, CHANGE, problems},
        query::Query,
    },
    rate_limit::{Rule, by_address},
};

problems!(UnsubscribeProblems: CALL, CHANGE; Invalid, LinkExpired);

/// Get no more notifications
///
/// By the token in the `List-Unsubscribe` of a mail. Mail programs ask with one click of their own (RFC 8058), so
/// nobody needs to be signed in, and a body is not looked at. Mails about the account and invitations still come.
#[utoipa::path(
    post,
    path = "/mail/unsubscribe",
    tag = "Accounts",
    params(UnsubscribeQuery),
    responses((status = 204, description = "None come any more"), UnsubscribeProblems)
)]
pub(in crate::http) async fn unsubscribe(
    State(services): State<Services>,
    address: ClientAddress,
    Query(query): Query<UnsubscribeQuery>,
) -> Result<StatusCode, Failure> {
    let limits = &services.limits;
    limits.take(Rule::Link, by_address(address.0)).await?;
    let person = services.links.read(Purpose::Unsubscribe, &query.token);
    let person = person.ok_or(ProblemCode::LinkExpired)?;
    let accounts = services.accounts();
    let id = person.to_string();
    let account = accounts.update(&id, |account| {
        let none = serde_json::Value::Bool(false);
        account.settings.insert(NOTIFICATIONS.to_owned(), none);
    });
    account.await?.ok_or(ProblemCode::LinkExpired)?;
    tracing::info!(person.id = %person, "notifications turned off by a link");
    Ok(StatusCode::NO_CONTENT)
}
