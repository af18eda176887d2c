//! The main listener: takes connections, and serves the application on each of them.
//!
//! By hyper itself rather than `axum::serve`, which knows no time limits: a client that sends half a
//! header, and then nothing, would keep its connection for ever.

use std::{convert::Infallible, future::Future, net::SocketAddr, time::Duration};

use axum::{Router, body::Body, response::Response};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
};
use tower::ServiceExt;

use crate::{
    Services, app,
    client_address::is_trusted,
    peer::{Peer, SharedStream},
    places::Places,
};

/// How long a client may take for the header of a request, and how long a connection stays open between
/// two of them.
const HEADER_TIMEOUT: Duration = Duration::from_secs(10);

/// Connections one address may have open. Many people may share one; proxies we trust are not counted.
const CONNECTIONS_PER_ADDRESS: usize = 2_000;

/// How long to wait when the process is out of descriptors, so that others can be closed meanwhile.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Serves until `stopping` is done and the requests of that moment are answered. WebSockets are not
/// waited for.
pub async fn serve(listener: TcpListener, services: Services, stopping: impl Future<Output = ()>) {
    // Each connection holds a receiver, and lets it go when it ends.
    let (stop, stopped) = watch::channel(());
    let places = Places::new(CONNECTIONS_PER_ADDRESS);
    let app = app::app(services.clone());
    let mut stopping = std::pin::pin!(stopping);
    loop {
        let (stream, addr) = tokio::select! {
            biased;
            () = &mut stopping => break,
            accepted = accept(&listener) => accepted,
        };
        let ip = addr.ip().to_canonical();
        let settings = &services.settings;
        let counted = settings.rate_limits && !is_trusted(ip, &settings.trusted_proxies);
        let place = counted.then(|| places.take(ip));
        if matches!(place, Some(None)) {
            tracing::debug!(client.address = %ip, "too many connections");
            continue;
        }
        let (stream, peer) = SharedStream::new(stream, addr, place.flatten());
        tokio::spawn(answer_all(app.clone(), stream, peer, stopped.clone()));
    }
    drop((listener, stopped));
    stop.send_replace(());
    stop.closed().await;
}

/// Answers the requests of one connection.
async fn answer_all(
    app: Router,
    stream: SharedStream,
    peer: Peer,
    mut stopped: watch::Receiver<()>,
) {
    let service = service_fn(|request| answer(app.clone(), peer.clone(), request));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = std::pin::pin!(connection);
    let outcome = tokio::select! {
        outcome = connection.as_mut() => outcome,
        _stopped = stopped.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = outcome {
        tracing::debug!(%error, "a connection ended early");
    }
}

/// The next connection.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok((stream, addr)) => {
                // A keystroke is one small write: waiting for more to send only delays it.
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "TCP_NODELAY refused");
                }
                return (stream, addr);
            }
            Err(error) => {
                tracing::warn!(%error, "accept failed");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

/// Answers one request; who sent it goes along.
async fn answer(
    app: Router,
    peer: Peer,
    request: Request<Incoming>,
) -> Result<Response, Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(peer);
    app.oneshot(request).await
}
