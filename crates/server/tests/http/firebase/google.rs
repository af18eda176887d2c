//! A Google of our own: keys, tokens signed with them, and a place where the keys are published.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    Router,
    extract::State,
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
    routing::get,
};
use jsonwebtoken::{Algorithm, EncodingKey, Header, jwk::Jwk};
use serde_json::{Value, json};
use tokio::sync::watch;

const PATH: &str = "/jwk/securetoken";

/// A key that signs tokens.
pub(super) struct SigningKey {
    pub(super) kid: &'static str,
    pub(super) key: EncodingKey,
}

impl SigningKey {
    /// The one that is published in the beginning.
    pub(super) fn published() -> Self {
        Self::of("published", include_bytes!("published.der"))
    }

    /// The one that comes after it.
    pub(super) fn next() -> Self {
        Self::of("next", include_bytes!("next.der"))
    }

    fn of(kid: &'static str, der: &[u8]) -> Self {
        let key = EncodingKey::from_rsa_der(der);
        Self { kid, key }
    }

    /// The public half, as Google publishes it.
    pub(super) fn jwk(&self) -> Value {
        let jwk = Jwk::from_encoding_key(&self.key, Algorithm::RS256).unwrap();
        let mut jwk = serde_json::to_value(jwk).unwrap();
        jwk["kid"] = json!(self.kid);
        jwk["use"] = json!("sig");
        jwk
    }

    /// A token with these claims.
    pub(super) fn sign(&self, claims: &Value) -> String {
        self.sign_as(Algorithm::RS256, Some(self.kid), claims)
    }

    /// One whose header says otherwise.
    pub(super) fn sign_as(&self, alg: Algorithm, kid: Option<&str>, claims: &Value) -> String {
        let header = Header {
            kid: kid.map(str::to_owned),
            ..Header::new(alg)
        };
        jsonwebtoken::encode(&header, claims, &self.key).unwrap()
    }
}

/// Where keys are published, until it is dropped.
pub(super) struct Google {
    page: Arc<Page>,
    url: Uri,
    serving: tokio::task::JoinHandle<()>,
}

struct Page {
    /// What is answered now; none is 503.
    keys: Mutex<Option<Value>>,
    asked: AtomicUsize,
    /// Whether answers are given, or kept back.
    open: watch::Sender<bool>,
}

impl Drop for Google {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Google {
    /// With one key, good for an hour.
    pub(super) async fn start() -> Self {
        let page = Arc::new(Page {
            keys: Mutex::default(),
            asked: AtomicUsize::default(),
            open: watch::Sender::new(true),
        });
        let routes = Router::new().route(PATH, get(answer));
        let routes = routes.with_state(Arc::clone(&page));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let serving = tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        let url = format!("http://{address}{PATH}").parse().unwrap();
        let google = Self { page, url, serving };
        google.publish(&[&SigningKey::published()]);
        google
    }

    pub(super) fn url(&self) -> Uri {
        self.url.clone()
    }

    /// From now on these keys.
    pub(super) fn publish(&self, keys: &[&SigningKey]) {
        let keys: Vec<_> = keys.iter().map(|key| key.jwk()).collect();
        self.publish_json(json!({ "keys": keys }));
    }

    pub(super) fn publish_json(&self, json: Value) {
        *self.page.keys.lock().unwrap() = Some(json);
    }

    /// From now on 503.
    pub(super) fn fail(&self) {
        *self.page.keys.lock().unwrap() = None;
    }

    /// How often somebody asked.
    pub(super) fn asked(&self) -> usize {
        self.page.asked.load(Ordering::SeqCst)
    }

    /// Keeps answers back, or lets them go.
    pub(super) fn open(&self, open: bool) {
        self.page.open.send_replace(open);
    }

    /// Waits until somebody asks.
    pub(super) async fn is_asked(&self) {
        while self.asked() == 0 {
            tokio::task::yield_now().await;
        }
    }
}

async fn answer(State(page): State<Arc<Page>>) -> Response {
    page.asked.fetch_add(1, Ordering::SeqCst);
    page.open.subscribe().wait_for(|open| *open).await.unwrap();
    let keys = page.keys.lock().unwrap().clone();
    let fresh = "public, max-age=3600, must-revalidate, no-transform";
    match keys {
        Some(keys) => ([(header::CACHE_CONTROL, fresh)], axum::Json(keys)).into_response(),
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}
