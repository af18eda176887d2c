//! The whole application: HTTP, Socket.IO, web assets.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{Request, State},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use codevlive_protocol::problem::ProblemCode;
use tower_http::{catch_panic::CatchPanicLayer, timeout::RequestBodyTimeoutLayer};

use crate::{
    Services, access_log, client_address, http, http::failure::Failure, origin, security_headers,
    socket,
};

/// How long a body may pause while it arrives.
const BODY_PAUSE: Duration = Duration::from_secs(30);

/// All that the main listener answers; [`crate::serving`] serves it.
pub(crate) fn app(services: Services) -> Router {
    let (sockets, _io) = socket::layer(&services);
    let headers = security_headers::headers(&services.settings);
    let headers: Arc<[_]> = headers.into();
    http::router(&services)
        .fallback(anything_else)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(sockets)
        .layer(from_fn_with_state(services.clone(), socket::follow))
        .layer(from_fn(socket::request::let_go_of_buffer))
        .layer(RequestBodyTimeoutLayer::new(BODY_PAUSE))
        .layer(CatchPanicLayer::custom(access_log::panicked))
        .layer(from_fn_with_state(services.clone(), origin::check))
        .layer(from_fn_with_state(headers, security_headers::add))
        .layer(from_fn_with_state(services.clone(), access_log::log))
        .layer(from_fn_with_state(services.clone(), client_address::find))
        .with_state(services)
}

async fn method_not_allowed() -> Failure {
    ProblemCode::MethodNotAllowed.into()
}

/// Files of the web client, its pages, or nothing.
async fn anything_else(State(services): State<Services>, request: Request) -> Response {
    let path = request.uri().path();
    let file = (!path.starts_with("/api"))
        .then(|| services.assets.answer(&request))
        .flatten();
    file.unwrap_or_else(|| Failure::from(ProblemCode::NotFound).into_response())
}
