//! Headers that tell browsers what pages of ours may do, and what others may do with them.

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use crate::settings::{PublicUrl, ServerSettings, firebase::FirebaseSettings};

/// One header and its value, fixed at the start.
type Header = (HeaderName, HeaderValue);

/// The headers of a server with these settings.
pub(crate) fn headers(settings: &ServerSettings) -> Vec<Header> {
    let fixed = |name, value| (name, HeaderValue::from_static(value));
    let firebase = settings.firebase.as_ref();
    let policy = content_security_policy(&settings.public_url, &Sources::of(firebase));
    let mut headers = vec![
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::try_from(policy)
                .expect("checked URLs and hosts have the characters of a header"),
        ),
        fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        fixed(header::REFERRER_POLICY, "same-origin"),
        fixed(
            HeaderName::from_static("cross-origin-opener-policy"),
            // The popup of a sign-in has to reach the page that opened it.
            match firebase {
                Some(_) => "same-origin-allow-popups",
                None => "same-origin",
            },
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
    if settings.public_url.is_https() {
        headers.push(fixed(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"));
    }
    headers
}

/// What pages may load from elsewhere: what Firebase's sign-in needs, and nothing where it is not set up.
#[derive(Default)]
struct Sources {
    /// Begins with a space, or is empty.
    scripts: String,
    /// A directive with its end, or empty: then the default holds.
    frames: String,
    /// Begins with a space, or is empty.
    connections: String,
}

impl Sources {
    fn of(firebase: Option<&FirebaseSettings>) -> Self {
        let Some(settings) = firebase else {
            return Self::default();
        };
        // Google's loader of iframes, through which the popup hands its result to the page.
        let scripts = " https://apis.google.com".to_owned();
        match settings.emulator_url() {
            Some(url) => Self {
                scripts,
                frames: format!("frame-src 'self' {url}; "),
                connections: format!(" {url}"),
            },
            None => Self {
                scripts,
                frames: format!("frame-src 'self' https://{}; ", settings.auth_domain),
                connections:
                    " https://identitytoolkit.googleapis.com https://securetoken.googleapis.com"
                        .to_owned(),
            },
        }
    }
}

/// No inline script, no `eval`, nothing from elsewhere but `sources`. Styles may be inline: Monaco and Mantine
/// write theirs at run time.
fn content_security_policy(public_url: &PublicUrl, sources: &Sources) -> String {
    let Sources {
        scripts,
        frames,
        connections,
    } = sources;
    format!(
        "default-src 'self'; script-src 'self'{scripts}; style-src 'self' 'unsafe-inline'; \
         img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' {}{connections}; \
         {frames}worker-src 'self' blob:; media-src 'self' blob:; object-src 'none'; \
         frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
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
