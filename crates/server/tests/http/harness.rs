//! A server to call, and the calls.

use std::{
    collections::BTreeSet,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};

use axum::http::{Method, Uri};
use codevlive_domain::clock::Clock;
use codevlive_domain::time::Millis;
use codevlive_jobs::{outbox::Wake, room_notices::RoomNotices};
use codevlive_live::{bus::local::LocalBus, rooms::Rooms, settings::LiveSettings};
use codevlive_queue::sqlite::SqliteQueue;
use codevlive_server::{
    Services,
    assets::Assets,
    notices::QueuedNotices,
    serving,
    settings::{ServerSettings, firebase::FirebaseSettings, ice::IceSettings},
};
use codevlive_store::conformance;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    contract::Contract,
    faults::{Faults, FaultyDocuments},
};

pub(crate) const SECRET: &[u8] = b"a secret of thirty-two bytes, at least";
pub(crate) const PASSWORD: &str = "correct horse battery staple";

/// A clock that moves only when told to, and gives ids that sort by age.
pub(crate) struct TestClock {
    now: AtomicI64,
    ids: AtomicU64,
}

impl TestClock {
    fn new() -> Self {
        // 2026-01-31T09:30:00Z
        Self {
            now: AtomicI64::new(1_769_851_800_000),
            ids: AtomicU64::new(0),
        }
    }

    pub(crate) fn advance_seconds(&self, seconds: i64) {
        self.now.fetch_add(seconds * 1000, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Millis {
        Millis(self.now.load(Ordering::SeqCst))
    }

    fn new_id(&self) -> Uuid {
        let millis = u64::try_from(self.now().0).expect("the clock is behind 1970");
        let mut random = [0; 10];
        random[2..].copy_from_slice(&self.ids.fetch_add(1, Ordering::SeqCst).to_be_bytes());
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

/// How a server differs from the usual one.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) rate_limits: bool,
    pub(crate) development: bool,
    pub(crate) trusted_proxies: &'static [&'static str],
    pub(crate) public_url: Option<&'static str>,
    pub(crate) assets: &'static [(&'static str, &'static str)],
    pub(crate) firebase: Option<FirebaseSettings>,
    pub(crate) ice: IceSettings,
    /// Where Google's keys are, if not where they are.
    pub(crate) firebase_keys: Option<Uri>,
}

/// A server, until it is dropped.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) services: Services,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) documents: Arc<FaultyDocuments>,
    pub(crate) contract: Contract,
    /// Which calls were answered with which status.
    pub(crate) answered: Mutex<BTreeSet<(String, u16)>>,
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
        Self::with(Options::default()).await
    }

    pub(crate) async fn with(options: Options) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a free port");
        let address = listener.local_addr().expect("the port it got");
        let conformance::Temporary { mut store, folder } = conformance::temporary();
        let documents = Arc::new(FaultyDocuments::new(store.documents, Faults::none()));
        store.documents = Arc::clone(&documents) as _;
        let clock = Arc::new(TestClock::new());
        let bus = Arc::new(LocalBus::default());
        let outbox = Wake::default();
        let notices = RoomNotices::new(store.clone(), Arc::clone(&clock) as _, outbox);
        let rooms = Rooms::with_notices(
            store.clone(),
            bus,
            Arc::clone(&clock) as _,
            LiveSettings::default(),
            Arc::new(QueuedNotices(notices)),
        );
        let settings = settings(&options, address);
        let queue = SqliteQueue::open(folder.path(), Arc::clone(&clock) as _);
        let queue = Arc::new(queue.expect("a queue"));
        let mut services = Services::new(settings, store, queue, rooms, Arc::clone(&clock) as _);
        if let Some(keys) = options.firebase_keys {
            services = services.with_firebase_keys_at(keys);
        }
        let files = options
            .assets
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).into()));
        services.assets = Arc::new(Assets::new(files));
        let never = std::future::pending();
        let serving = tokio::spawn(serving::serve(listener, services.clone(), never));
        Self {
            address,
            services,
            clock,
            documents,
            contract: Contract::new(),
            answered: Mutex::default(),
            client: reqwest::Client::new(),
            serving,
            _folder: folder,
        }
    }

    pub(crate) fn call(&self, method: Method, path: &str) -> Call<'_> {
        let request = self
            .client
            .request(method.clone(), format!("http://{}{path}", self.address));
        Call {
            server: self,
            method,
            path: path.to_owned(),
            request,
        }
    }

    pub(crate) fn get(&self, path: &str) -> Call<'_> {
        self.call(Method::GET, path)
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Call<'_> {
        self.call(Method::POST, path).json(body)
    }

    pub(crate) fn patch(&self, path: &str, body: &Value) -> Call<'_> {
        self.call(Method::PATCH, path).json(body)
    }

    pub(crate) fn delete(&self, path: &str) -> Call<'_> {
        self.call(Method::DELETE, path)
    }

    /// A new account, signed in.
    pub(crate) async fn sign_up(&self, name: &str) -> Person {
        let email = format!("{}@example.org", name.to_lowercase());
        let body = json!({ "email": email, "password": PASSWORD, "name": name });
        let answer = self.post("/api/v1/auth/signup", &body).send().await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        Person {
            id: answer.text_at("/user/id"),
            token: answer.text_at("/accessToken"),
            refresh: answer.refresh_cookie(),
            email,
        }
    }

    /// A new room of that person; its path.
    pub(crate) async fn create_room(&self, host: &Person) -> String {
        let body = json!({ "title": "Interview" });
        let answer = self
            .post("/api/v1/rooms", &body)
            .token(&host.token)
            .send()
            .await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer.header("location").to_owned()
    }

    /// A guest's token for the room at that path.
    pub(crate) async fn join(&self, room: &str, name: &str) -> String {
        let answer = self
            .post(&format!("{room}/guests"), &json!({ "name": name }))
            .send()
            .await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer.text_at("/accessToken")
    }
}

fn settings(options: &Options, address: SocketAddr) -> ServerSettings {
    let public_url = options
        .public_url
        .map_or_else(|| format!("http://{address}"), ToOwned::to_owned);
    let proxies = options
        .trusted_proxies
        .iter()
        .map(|net| net.parse().expect("a network"));
    ServerSettings {
        public_url: public_url.parse().expect("a public URL"),
        jwt_secret: SECRET.to_vec(),
        trusted_proxies: proxies.collect(),
        rate_limits: options.rate_limits,
        firebase: options.firebase.clone(),
        ice: options.ice.clone(),
        development: options.development,
    }
}

/// Someone with an account.
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) token: String,
    /// As `name=value`.
    pub(crate) refresh: String,
    pub(crate) email: String,
}

/// A request that is being put together.
pub(crate) struct Call<'a> {
    server: &'a Server,
    method: Method,
    path: String,
    request: reqwest::RequestBuilder,
}

impl Call<'_> {
    pub(crate) fn json(mut self, body: &Value) -> Self {
        self.request = self.request.json(body);
        self
    }

    pub(crate) fn body(mut self, body: impl Into<reqwest::Body>) -> Self {
        self.request = self.request.body(body);
        self
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    pub(crate) fn token(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    /// Sends it, and checks the answer against the document.
    pub(crate) async fn send(self) -> Answer {
        let response = self.request.send().await.expect("the server answers");
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let text = response.text().await.expect("the body is text");
        let answer = Answer {
            status,
            headers,
            text,
        };
        if let Some(operation) =
            self.server
                .contract
                .check(self.method.as_str(), &self.path, &answer)
        {
            let mut answered = self
                .server
                .answered
                .lock()
                .expect("nobody panics while holding it");
            answered.insert((operation, status));
        }
        answer
    }
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    /// The JSON body; null if it is empty.
    pub(crate) fn body(&self) -> Value {
        if self.text.is_empty() {
            return Value::Null;
        }
        serde_json::from_str(&self.text).expect("the body is JSON")
    }

    pub(crate) fn at(&self, pointer: &str) -> Value {
        self.body().pointer(pointer).cloned().unwrap_or(Value::Null)
    }

    pub(crate) fn text_at(&self, pointer: &str) -> String {
        self.at(pointer).as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn code(&self) -> String {
        self.text_at("/code")
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("a header is text"))
    }

    /// The refresh cookie it sets, as `name=value`.
    pub(crate) fn refresh_cookie(&self) -> String {
        self.header("set-cookie")
            .split(';')
            .next()
            .unwrap_or_default()
            .to_owned()
    }
}
