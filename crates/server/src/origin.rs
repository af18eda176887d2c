//! The origin check: pages of other sites can make a browser send requests, and are refused here.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use codevlive_protocol::problem::ProblemCode;

use crate::{Services, http::failure::Failure, settings::PublicUrl};

/// What Engine.IO answers begins with this; it takes everything that does.
pub(crate) const SOCKET: &str = "/socket.io";

/// Refuses with 403 what a page of a foreign origin asks for: everything under `/socket.io/`, and any
/// HTTP call that may change something. Programs send no `Origin`, and may pass.
pub(crate) async fn check(
    State(services): State<Services>,
    request: Request,
    next: Next,
) -> Response {
    let safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let checked = !safe || request.uri().path().starts_with(SOCKET);
    if checked && is_foreign(request.headers(), &services.settings.public_url) {
        return Failure::from(ProblemCode::ForeignOrigin).into_response();
    }
    next.run(request).await
}

fn is_foreign(headers: &HeaderMap, ours: &PublicUrl) -> bool {
    let mut origins = headers.get_all(header::ORIGIN).iter();
    origins.any(|origin| !origin.to_str().is_ok_and(|origin| ours.is_origin(origin)))
}
