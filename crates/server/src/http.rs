//! HTTP: one endpoint, one file.

mod admin;
mod auth;
pub(crate) mod body;
mod dev;
pub(crate) mod docs;
pub(crate) mod failure;
mod fields;
mod health;
mod mail;
mod me;
mod problems;
pub(crate) mod query;
mod refresh_cookie;
mod rooms;
mod rtc;

use axum::{
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderValue, header},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use utoipa::openapi::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    Services,
    client_address::ClientAddress,
    http::failure::Failure,
    openapi,
    rate_limit::{Rule, by_address},
};

/// The calls under `/api/v1`, and what they say of themselves.
pub(crate) fn v1() -> OpenApiRouter<Services> {
    let calls = OpenApiRouter::new()
        .routes(routes!(auth::sign_up::sign_up))
        .routes(routes!(auth::log_in::log_in))
        .routes(routes!(auth::refresh::refresh))
        .routes(routes!(auth::log_out::log_out))
        .merge(account())
        .routes(routes!(rooms::list::list, rooms::create::create))
        .routes(routes!(
            rooms::show::show,
            rooms::change::change,
            rooms::delete::delete
        ))
        .routes(routes!(rooms::admit_guest::admit_guest))
        .routes(routes!(rooms::timeline::timeline))
        .routes(routes!(rtc::ice_servers::ice_servers))
        .routes(routes!(
            rooms::agenda::show::show,
            rooms::agenda::write::write
        ))
        .merge(scorecards())
        .routes(routes!(mail::unsubscribe::unsubscribe))
        .routes(routes!(admin::list_jobs::list_jobs))
        .routes(routes!(admin::delete_job::delete_job))
        .routes(routes!(admin::retry_job::retry_job))
        .routes(routes!(
            rooms::invitations::invite::invite,
            rooms::invitations::list::list
        ))
        .routes(routes!(rooms::invitations::cancel::cancel));
    OpenApiRouter::with_openapi(openapi::frame()).nest("/api/v1", calls)
}

/// The calls about an account that is there already.
fn account() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(
            auth::firebase_config::show,
            auth::firebase::sign_in
        ))
        .routes(routes!(auth::forgot_password::forgot))
        .routes(routes!(auth::reset_password::reset))
        .routes(routes!(auth::verify_email::verify))
        .routes(routes!(auth::totp::setup::setup))
        .routes(routes!(auth::totp::confirm::confirm))
        .routes(routes!(auth::totp::remove::remove))
        .routes(routes!(
            me::show::show,
            me::change::change,
            me::delete::delete
        ))
        .routes(routes!(me::change_password::change_password))
        .routes(routes!(me::change_email::change_email))
        .routes(routes!(me::verify_email::send_verification))
        .routes(routes!(
            me::sessions::list::list,
            me::sessions::end_others::end_others
        ))
        .routes(routes!(me::sessions::end::end))
        .routes(routes!(me::export::export))
}

/// The calls about what interviewers make of an interview.
fn scorecards() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(
            rooms::scorecards::show::show,
            rooms::scorecards::write::write
        ))
        .routes(routes!(rooms::scorecards::list::list))
}

/// All HTTP calls, with the documents about them and the probes.
pub(crate) fn router(services: &Services) -> axum::Router<Services> {
    let (calls, document): (_, OpenApi) = v1().split_for_parts();
    calls
        .layer(DefaultBodyLimit::max(body::MAX_BODY))
        .layer(from_fn_with_state(services.clone(), limit_calls))
        .merge(docs::router(&document))
        .merge(dev::router(services))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
}

/// What all calls have in common: nobody may keep the answers, and nobody may ask without end.
async fn limit_calls(
    State(services): State<Services>,
    address: ClientAddress,
    request: Request,
    next: Next,
) -> Response {
    let limited = services
        .limits
        .take(Rule::Call, by_address(address.0))
        .await;
    let mut response = match limited {
        Ok(()) => next.run(request).await,
        Err(limited) => Failure::from(limited).into_response(),
    };
    let no_store = HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(no_store);
    response
}
