//! Headers that tell browsers what pages of ours may do, and what others may do with them.

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use crate::settings::PublicUrl;

/// One header and its value, fixed at the start.
type Header = (HeaderName, HeaderValue);

/// The headers for a server at that address.
pub(crate) fn headers(public_url: &PublicUrl) -> Vec<Header> {
    let fixed = |name, value| (name, HeaderValue::from_static(value));
    let policy = HeaderValue::try_from(content_security_policy(public_url));
    let mut headers = vec![
        (
            header::CONTENT_SECURITY_POLICY,
            policy.expect("a public URL has the characters of a header"),
        ),
        fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        fixed(header::REFERRER_POLICY, "same-origin"),
        fixed(
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        fixed(
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        fixed(
            HeaderName::from_static("permissions-policy"),
            "camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(), \
             usb=(), serial=(), midi=(), browsing-topics=()",
        ),
    ];
    if public_url.is_https() {
        headers.push(fixed(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"));
    }
    headers
}

/// No inline script, no `eval`, nothing from elsewhere. Styles may be inline: Monaco and Mantine write
/// theirs at run time.
fn content_security_policy(public_url: &PublicUrl) -> String {
    format!(
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
         img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' {}; \
         worker-src 'self' blob:; media-src 'self' blob:; object-src 'none'; frame-ancestors 'none'; \
         base-uri 'none'; form-action 'self'",
        public_url.web_socket()
    )
}

/// Adds them to an answer, where it does not have its own.
pub(crate) async fn add(
    State(headers): State<std::sync::Arc<[Header]>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in headers.iter() {
        response
            .headers_mut()
            .entry(name)
            .or_insert_with(|| value.clone());
    }
    response
}
