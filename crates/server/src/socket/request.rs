//! The request that opens a connection, made small: the library keeps it for as long as the connection
//! lives.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, Uri},
    middleware::Next,
    response::Response,
};

use crate::origin::SOCKET;

/// Lets go of what a socket's request was read into, before the library takes it.
pub(crate) async fn let_go_of_buffer(mut request: Request, next: Next) -> Response {
    if request.uri().path().starts_with(SOCKET) {
        own(&mut request);
    }
    next.run(request).await
}

/// Gives a request headers and an address of its own. As they come they are slices of the whole 8 KiB that
/// were read of the connection, which would stay in memory with them.
fn own(request: &mut Request) {
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

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use bytes::Bytes;

    use super::*;

    #[test]
    fn nothing_points_into_what_was_read() {
        let read = Bytes::from_static(b"/socket.io/?EIO=4 localhost one two");
        let mut request = Request::new(Body::empty());
        *request.uri_mut() = Uri::from_maybe_shared(read.slice(..17)).unwrap();
        let mut header = |name: &'static str, value| {
            let value = HeaderValue::from_maybe_shared(read.slice(value)).unwrap();
            request.headers_mut().append(name, value);
        };
        header("host", 18..27);
        header("x-forwarded-for", 28..31);
        header("x-forwarded-for", 32..35);
        let before = (request.uri().clone(), request.headers().clone());
        own(&mut request);
        assert_eq!(before, (request.uri().clone(), request.headers().clone()));
        let inside = |part: &[u8]| read.as_ptr_range().contains(&part.as_ptr());
        assert!(inside(before.1["host"].as_bytes()));
        assert!(
            !request
                .headers()
                .values()
                .any(|value| inside(value.as_bytes()))
        );
        assert!(!inside(request.uri().path().as_bytes()));
    }
}
