//! The whole application: HTTP, Socket.IO, web assets.

use axum::{Router, middleware::from_fn_with_state};

use crate::{Services, client_address, origin, socket};

/// All that the main listener answers. Serve it with
/// `into_make_service_with_connect_info::<listener::Peer>()` over a [`crate::listener::SharedListener`].
pub fn app(services: Services) -> Router {
    let (sockets, _io) = socket::layer(&services);
    Router::new()
        .layer(sockets)
        .layer(from_fn_with_state(services.clone(), origin::check))
        .layer(from_fn_with_state(services.clone(), client_address::find))
        .with_state(services)
}
