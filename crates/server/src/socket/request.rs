//! The request that opens a connection, made small: the library keeps it for as long as the connection
//! lives.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, Uri},
    middleware::Next,
    response::Response,
};

/// Under this path the library listens.
const PATH: &str = "/socket.io";

/// Gives a socket's request headers and an address of its own. As they come they are slices of the whole
/// 8 KiB that were read of the connection, which would stay in memory with them.
pub(crate) async fn let_go_of_buffer(mut request: Request, next: Next) -> Response {
    if request.uri().path().starts_with(PATH) {
        let owned = request.headers().iter().filter_map(|(name, value)| {
            let mut copy = HeaderValue::from_bytes(value.as_bytes()).ok()?;
            copy.set_sensitive(value.is_sensitive());
            Some((name.clone(), copy))
        });
        let owned: HeaderMap = owned.collect();
        if let Ok(uri) = request.uri().to_string().parse::<Uri>() {
            *request.uri_mut() = uri;
        }
        *request.headers_mut() = owned;
    }
    next.run(request).await
}
