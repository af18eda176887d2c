//! What handlers work with.

use std::sync::Arc;

use axum::http::Uri;
use codevlive_domain::clock::Clock;
use codevlive_domain::id::{PersonId, RoomId};
use codevlive_jobs::{outbox::Wake, signed_link::SignedLinks};
use codevlive_live::{redis::allowances::Allowances, rooms::Rooms};
use codevlive_queue::Queue;
use codevlive_store::Store;

use crate::{
    assets::Assets,
    auth::{firebase::Firebase, password::Passwords, seals::Seals, token::Tokens},
    places::Places,
    rate_limit::RateLimits,
    readiness::Readiness,
    settings::ServerSettings,
    socket::transports::Transports,
};

/// What handlers work with. Clones are cheap, and the same.
#[derive(Clone)]
pub struct Services {
    /// What the server is run with.
    pub settings: Arc<ServerSettings>,
    /// Documents and logs.
    pub store: Store,
    /// Jobs that wait.
    pub queue: Arc<dyn Queue>,
    /// The rooms of this node.
    pub rooms: Rooms,
    /// The time and new ids.
    pub clock: Arc<dyn Clock>,
    /// Makes and checks tokens.
    pub tokens: Tokens,
    /// Signs what mails link to.
    pub links: SignedLinks,
    /// Seals secrets that accounts keep.
    pub(crate) seals: Seals,
    /// Tells the outbox's relay that a document asks for a job.
    pub outbox: Wake,
    /// Whether this node goes away.
    pub readiness: Readiness,
    /// The web client's files.
    pub assets: Arc<Assets>,
    /// Hashes passwords.
    pub(crate) passwords: Passwords,
    /// Checks the tokens of sign-ins with Google and GitHub; none if that is not set up.
    pub(crate) firebase: Option<Arc<Firebase>>,
    /// What clients have used.
    pub(crate) limits: Arc<RateLimits>,
    /// Which TCP connections carry which sockets.
    pub(crate) transports: Arc<Transports>,
    /// The connections each person has to each room.
    pub(crate) connections: Arc<Places<(RoomId, PersonId)>>,
}

/// Connections one person may have to one room: tabs and devices, and those that are not yet known to
/// be gone.
const CONNECTIONS_PER_PERSON: usize = 50;

impl Services {
    /// All that handlers need, over these parts.
    pub fn new(
        settings: ServerSettings,
        store: Store,
        queue: Arc<dyn Queue>,
        rooms: Rooms,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self {
            tokens: Tokens::new(&settings.jwt_secret),
            links: SignedLinks::new(&settings.jwt_secret),
            seals: Seals::new(&settings.jwt_secret),
            outbox: Wake::default(),
            passwords: Passwords::new(),
            firebase: settings.firebase.clone().map(Firebase::new).map(Arc::new),
            limits: Arc::new(RateLimits::new(settings.rate_limits)),
            assets: Arc::new(Assets::embedded()),
            settings: Arc::new(settings),
            store,
            queue,
            rooms,
            clock,
            readiness: Readiness::default(),
            transports: Arc::default(),
            connections: Places::new(CONNECTIONS_PER_PERSON),
        }
    }

    /// Takes the keys that are published there for Google's: how tests sign tokens of their own.
    #[must_use]
    pub fn with_firebase_keys_at(mut self, url: Uri) -> Self {
        let settings = self.settings.firebase.clone();
        let firebase = settings.map(|settings| Firebase::with_keys_at(settings, url));
        self.firebase = firebase.map(Arc::new);
        self
    }

    /// Counts what clients use together with the other nodes.
    #[must_use]
    pub fn with_shared_limits(mut self, shared: Allowances) -> Self {
        let limits = RateLimits::shared(self.settings.rate_limits, shared);
        self.limits = Arc::new(limits);
        self
    }
}
