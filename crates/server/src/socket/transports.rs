//! Which TCP connection carries a socket: not the one it began with, once long polling has become a
//! WebSocket, and none in particular while it polls.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use axum::{
    body::HttpBody,
    extract::{Request, State},
    http::{Method, StatusCode, Uri},
    middleware::Next,
    response::{IntoResponse, Response},
};
use codevlive_protocol::problem::ProblemCode;
use socketioxide::{TransportType, socket::Socket};

use crate::{
    Services,
    http::failure::Failure,
    origin::SOCKET,
    peer::{Backlog, Peer},
};

/// How often one Engine.IO connection may ask to be let in. Browsers make a new one after a refusal.
const MAX_ATTEMPTS: u32 = 5;

/// How often an Engine.IO connection has asked to be let in; in the extensions of its first request.
#[derive(Clone, Debug, Default)]
pub(super) struct Attempts(Arc<AtomicU32>);

impl Attempts {
    /// One more, if it may.
    pub(super) fn take(&self) -> bool {
        self.0.fetch_add(1, Ordering::Relaxed) < MAX_ATTEMPTS
    }
}

/// What is known of Engine.IO sessions that began with polling, by their ids.
#[derive(Debug, Default)]
pub(crate) struct Transports(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    /// The WebSocket each was upgraded to. Ids that nobody has are among them: anyone may claim one, as
    /// long as their connection lasts.
    upgraded: HashMap<String, Peer>,
    /// What waits for those that poll. Ended by their sockets.
    polled: HashMap<String, Backlog>,
}

impl Transports {
    fn with<T>(&self, work: impl FnOnce(&mut Known) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn upgrade(&self, session: &str, peer: Peer) {
        self.with(|known| {
            if known.upgraded.len() == known.upgraded.capacity() {
                known.upgraded.retain(|_, peer| peer.is_there());
            }
            known.upgraded.insert(session.to_owned(), peer);
        });
    }

    fn polled(&self, session: &str, bytes: u64) {
        let backlog = self.with(|known| known.polled.get(session).cloned());
        if let Some(backlog) = backlog {
            backlog.sub(usize::try_from(bytes).unwrap_or(usize::MAX));
        }
    }
}

/// Follows the requests of Engine.IO: which connection a session is on, and what it has fetched.
pub(crate) async fn follow(
    State(services): State<Services>,
    mut request: Request,
    next: Next,
) -> Response {
    if !request.uri().path().starts_with(SOCKET) {
        return next.run(request).await;
    }
    let Some(session) = parameter(request.uri(), "sid").map(ToOwned::to_owned) else {
        // Said so that load balancers understand it, and ask another node at once.
        if services.readiness.is_draining() {
            return Failure::from(ProblemCode::Draining).into_response();
        }
        request.extensions_mut().insert(Attempts::default());
        return next.run(request).await;
    };
    let transports = &services.transports;
    if is_web_socket(request.uri()) {
        if let Some(peer) = request.extensions().get::<Peer>() {
            transports.upgrade(&session, peer.clone());
        }
        return next.run(request).await;
    }
    let fetches = request.method() == Method::GET;
    let response = next.run(request).await;
    if fetches && response.status() == StatusCode::OK {
        transports.polled(&session, response.body().size_hint().lower());
    }
    response
}

/// A value in a query: `sid` names the session, and is missing where one begins.
fn parameter<'a>(uri: &'a Uri, wanted: &str) -> Option<&'a str> {
    let mut pairs = uri
        .query()?
        .split('&')
        .filter_map(|pair| pair.split_once('='));
    pairs.find_map(|(name, value)| (name == wanted).then_some(value))
}

fn is_web_socket(uri: &Uri) -> bool {
    parameter(uri, "transport") == Some("websocket")
}

/// What carries one socket now.
pub(super) struct Carrier {
    session: String,
    transports: Arc<Transports>,
    /// The connection of its WebSocket, once it has one and that was asked for.
    web_socket: OnceLock<Peer>,
    /// What waits for it while it polls.
    polled: Backlog,
}

impl Carrier {
    pub(super) fn new(socket: &Socket, transports: &Arc<Transports>) -> Self {
        let carrier = Self {
            session: socket.id.to_string(),
            transports: Arc::clone(transports),
            web_socket: OnceLock::new(),
            polled: Backlog::default(),
        };
        let first = socket.req_parts();
        if !is_web_socket(&first.uri) {
            let (session, polled) = (carrier.session.clone(), carrier.polled.clone());
            transports.with(|known| known.polled.insert(session, polled));
        } else if let Some(peer) = first.extensions.get::<Peer>() {
            let _first = carrier.web_socket.set(peer.clone());
        }
        carrier
    }

    /// The WebSocket's connection; none while it polls.
    pub(super) fn peer(&self, socket: Option<&Socket>) -> Option<&Peer> {
        let is_web_socket = |socket: &Socket| socket.transport_type() == TransportType::Websocket;
        if self.web_socket.get().is_none() && socket.is_some_and(is_web_socket) {
            let upgraded = |known: &mut Known| known.upgraded.get(&self.session).cloned();
            if let Some(peer) = self.transports.with(upgraded) {
                let _first = self.web_socket.set(peer);
            }
        }
        self.web_socket.get()
    }

    /// What waits for this socket.
    pub(super) fn backlog(&self, socket: &Socket) -> &Backlog {
        self.peer(Some(socket))
            .map_or(&self.polled, |peer| &peer.backlog)
    }
}

impl Drop for Carrier {
    fn drop(&mut self) {
        self.transports
            .with(|known| known.polled.remove(&self.session));
    }
}
