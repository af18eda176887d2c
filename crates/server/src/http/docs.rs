//! The API about itself: `/api/openapi.json`, and a page to read at `/api/docs`.

pub(super) mod page;

use axum::{
    Router,
    http::{HeaderName, HeaderValue, header},
    response::IntoResponse,
    routing::get,
};
use bytes::Bytes;
use utoipa::openapi::OpenApi;

use crate::Services;

/// Both documents are made once: they are the same for everyone.
pub(super) fn router(document: &OpenApi) -> Router<Services> {
    let json = serde_json::to_value(document).expect("an OpenAPI document is JSON");
    let page = page::render(&json);
    Router::new()
        .route(
            "/api/openapi.json",
            fixed("application/json", json.to_string()),
        )
        .route("/api/docs", fixed("text/html; charset=utf-8", page))
}

/// Answers with the same text each time.
fn fixed(media_type: &'static str, text: String) -> axum::routing::MethodRouter<Services> {
    let text = Bytes::from(text);
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    get(async move || (headers, text).into_response())
}
