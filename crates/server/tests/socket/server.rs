//! A server to connect to.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use async_trait::async_trait;
use codevlive_domain::clock::Clock;
use codevlive_domain::time::Millis;
use codevlive_live::{bus::local::LocalBus, rooms::Rooms, settings::LiveSettings};
use codevlive_queue::sqlite::SqliteQueue;
use codevlive_server::{
    Services,
    readiness::Readiness,
    serving,
    settings::{ServerSettings, ice::IceSettings},
};
use codevlive_store::{
    Unavailable, conformance,
    document::{Documents, IndexEntry, Query, RawDocument, WriteError},
};
use serde_json::{Value, json};
use uuid::Uuid;

/// A clock that stands still, and gives ids that sort by age.
#[derive(Default)]
struct StoppedClock(AtomicU64);

impl Clock for StoppedClock {
    fn now(&self) -> Millis {
        // 2026-01-31T09:30:00Z
        Millis(1_769_851_800_000)
    }

    fn new_id(&self) -> Uuid {
        let mut random = [0; 10];
        random[2..].copy_from_slice(&self.0.fetch_add(1, Ordering::SeqCst).to_be_bytes());
        uuid::Builder::from_unix_timestamp_millis(1_769_851_800_000, &random).into_uuid()
    }
}

/// A server with one room, until it is dropped.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) room: String,
    /// Of its host.
    pub(crate) token: String,
    pub(crate) documents: Arc<ForgetfulDocuments>,
    pub(crate) readiness: Readiness,
    client: reqwest::Client,
    serving: tokio::task::JoinHandle<()>,
    _folder: tempfile::TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Server {
    pub(crate) async fn start() -> Self {
        Self::with(LiveSettings::default(), true).await
    }

    pub(crate) async fn with(live: LiveSettings, rate_limits: bool) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let conformance::Temporary { mut store, folder } = conformance::temporary();
        let documents = Arc::new(ForgetfulDocuments {
            inner: store.documents,
            forgets: AtomicBool::new(false),
        });
        store.documents = Arc::clone(&documents) as _;
        let clock: Arc<dyn Clock> = Arc::new(StoppedClock::default());
        let bus = Arc::new(LocalBus::default());
        let rooms = Rooms::new(store.clone(), bus, Arc::clone(&clock), live);
        let settings = ServerSettings {
            public_url: format!("http://{address}").parse().unwrap(),
            jwt_secret: vec![7; 32],
            trusted_proxies: Vec::new(),
            rate_limits,
            firebase: None,
            ice: IceSettings::default(),
            development: false,
        };
        let queue = SqliteQueue::open(folder.path(), Arc::clone(&clock)).unwrap();
        let services = Services::new(settings, store, Arc::new(queue), rooms, clock);
        let readiness = services.readiness.clone();
        let serving = tokio::spawn(serving::serve(listener, services, std::future::pending()));
        let mut server = Self {
            address,
            room: String::new(),
            token: String::new(),
            documents,
            readiness,
            client: reqwest::Client::new(),
            serving,
            _folder: folder,
        };
        let account = json!({ "email": "asha@example.org", "password": "correct horse battery", "name": "Asha" });
        server.token = text(&server.post("/auth/signup", &account).await, "accessToken");
        let room = json!({ "title": "Interview" });
        server.room = text(&server.post("/rooms", &room).await, "id");
        server
    }

    /// What the host gives to come into the room.
    pub(crate) fn auth(&self) -> Value {
        json!({ "token": self.token, "room": self.room })
    }

    /// A call of the host; its body.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Value {
        let url = format!("http://{}/api/v1{path}", self.address);
        let call = self.client.post(url).bearer_auth(&self.token).json(body);
        let answer = call.send().await.unwrap().text().await.unwrap();
        serde_json::from_str(&answer).unwrap_or_default()
    }

    /// Another call of the host.
    pub(crate) async fn delete(&self, path: &str) {
        let url = format!("http://{}/api/v1{path}", self.address);
        let call = self.client.delete(url).bearer_auth(&self.token);
        assert_eq!(call.send().await.unwrap().status(), 204, "{path}");
    }

    /// The room's code pad, as a view shows it.
    pub(crate) fn pad(view: &Value) -> String {
        text(&view["view"]["pads"][0], "id")
    }
}

fn text(value: &Value, field: &str) -> String {
    let found = value[field].as_str();
    found.unwrap_or_else(|| panic!("{value}")).to_owned()
}

/// Documents that can be told to have a sign-in once more, and then never again: somebody logs out.
pub(crate) struct ForgetfulDocuments {
    inner: Arc<dyn Documents>,
    forgets: AtomicBool,
}

impl ForgetfulDocuments {
    /// From the next look at it on, there is no sign-in any more.
    pub(crate) fn forget_after_the_next(&self) {
        self.forgets.store(true, Ordering::SeqCst);
    }
}

#[async_trait]
impl Documents for ForgetfulDocuments {
    async fn insert(
        &self,
        collection: &'static str,
        id: String,
        body: String,
        index: Vec<IndexEntry>,
    ) -> Result<(), WriteError> {
        self.inner.insert(collection, id, body, index).await
    }

    async fn get(
        &self,
        collection: &'static str,
        id: &str,
    ) -> Result<Option<RawDocument>, Unavailable> {
        let found = self.inner.get(collection, id).await;
        if collection == "sessions" && self.forgets.load(Ordering::SeqCst) {
            self.inner.delete(collection, id).await?;
        }
        found
    }

    async fn replace(
        &self,
        collection: &'static str,
        document: RawDocument,
        index: Vec<IndexEntry>,
    ) -> Result<u64, WriteError> {
        self.inner.replace(collection, document, index).await
    }

    async fn delete(&self, collection: &'static str, id: &str) -> Result<bool, Unavailable> {
        self.inner.delete(collection, id).await
    }

    async fn find(
        &self,
        collection: &'static str,
        query: Query,
    ) -> Result<Vec<RawDocument>, Unavailable> {
        self.inner.find(collection, query).await
    }

    async fn collections(&self) -> Result<Vec<String>, Unavailable> {
        self.inner.collections().await
    }

    async fn scan(
        &self,
        collection: &'static str,
        after: Option<String>,
        limit: usize,
    ) -> Result<Vec<RawDocument>, Unavailable> {
        self.inner.scan(collection, after, limit).await
    }
}
