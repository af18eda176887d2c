//! Fetching Google's keys.

use std::time::Duration;

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, StatusCode, Uri, header},
};
use bytes::Bytes;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};

/// How long a fetch may take: somebody waits for it, to sign in.
const PATIENCE: Duration = Duration::from_secs(5);

/// The largest answer that is read, in bytes. Google's has some 2,000.
const MAX_ANSWER: usize = 64 * 1024;

/// How long keys are good that come without a word about that. Google's are for some six hours.
const DEFAULT_MAX_AGE: Duration = Duration::from_hours(1);
/// However long they are said to be good, new ones are looked for once a day.
const LONGEST_MAX_AGE: Duration = Duration::from_hours(24);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum FetchError {
    #[error("no answer within 5 s")]
    Late,
    #[error(transparent)]
    Connection(#[from] hyper_util::client::legacy::Error),
    #[error("answered with {0}")]
    Status(StatusCode),
    #[error("the answer broke off, or is too long: {0}")]
    Body(#[from] axum::Error),
}

/// What was published.
pub(super) struct Published {
    pub(super) body: Bytes,
    /// For how long it is good.
    pub(super) max_age: Duration,
}

/// Where keys are published.
pub(super) struct KeySource {
    client: Client<HttpsConnector<HttpConnector>, Body>,
    url: Uri,
}

impl KeySource {
    pub(super) fn new(url: Uri) -> Self {
        let provider = rustls::crypto::ring::default_provider();
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_webpki_roots(provider)
            .expect("ring has the cipher suites of TLS 1.2 and 1.3")
            // Without TLS only where a test publishes its own keys: Google's URL is fixed.
            .https_or_http()
            .enable_http1()
            .build();
        let client = Client::builder(TokioExecutor::new())
            // One call in hours: a connection would be closed by then.
            .pool_max_idle_per_host(0)
            .build(connector);
        Self { client, url }
    }

    /// Asks for what is published now.
    pub(super) async fn fetch(&self) -> Result<Published, FetchError> {
        let answer = tokio::time::timeout(PATIENCE, self.ask());
        answer.await.map_err(|_elapsed| FetchError::Late)?
    }

    async fn ask(&self) -> Result<Published, FetchError> {
        let response = self.client.get(self.url.clone()).await?;
        if response.status() != StatusCode::OK {
            return Err(FetchError::Status(response.status()));
        }
        let max_age = max_age(response.headers());
        let body = to_bytes(Body::new(response.into_body()), MAX_ANSWER).await?;
        Ok(Published { body, max_age })
    }
}

/// How long an answer stays fresh (RFC 9111, 4.2): the time it was in caches on the way counts.
fn max_age(headers: &HeaderMap) -> Duration {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let mut directives = text(header::CACHE_CONTROL).unwrap_or_default().split(',');
    let seconds = directives.find_map(|directive| {
        let (name, value) = directive.trim().split_once('=')?;
        let value = value.trim_matches('"').parse().ok()?;
        name.eq_ignore_ascii_case("max-age").then_some(value)
    });
    let age = text(header::AGE).and_then(|age| age.parse().ok());
    let fresh = seconds.map_or(DEFAULT_MAX_AGE, Duration::from_secs);
    let left = fresh.saturating_sub(age.map_or(Duration::ZERO, Duration::from_secs));
    left.min(LONGEST_MAX_AGE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(headers: &[(&'static str, &'static str)]) -> u64 {
        let pairs = headers.iter().map(|(name, value)| {
            (
                header::HeaderName::from_static(name),
                header::HeaderValue::from_static(value),
            )
        });
        max_age(&pairs.collect()).as_secs()
    }

    #[test]
    fn an_answer_is_fresh_as_long_as_it_says() {
        let google = "public, max-age=19302, must-revalidate, no-transform";
        assert_eq!(seconds(&[("cache-control", google)]), 19302);
        assert_eq!(seconds(&[("cache-control", "Max-Age=\"60\"")]), 60);
        assert_eq!(seconds(&[("cache-control", google), ("age", "302")]), 19000);
        assert_eq!(seconds(&[("cache-control", "max-age=5"), ("age", "9")]), 0);
    }

    #[test]
    fn without_a_word_it_is_for_an_hour_and_never_for_more_than_a_day() {
        for value in ["", "no-cache", "max-age=soon", "s-maxage=9"] {
            assert_eq!(seconds(&[("cache-control", value)]), 3600, "{value}");
        }
        assert_eq!(seconds(&[]), 3600);
        assert_eq!(seconds(&[("cache-control", "max-age=99999999")]), 86400);
    }
}
