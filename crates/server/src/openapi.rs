//! The OpenAPI document: what the server says of itself.

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi()]
struct Document;

/// The document.
pub fn document() -> utoipa::openapi::OpenApi {
    Document::openapi()
}
