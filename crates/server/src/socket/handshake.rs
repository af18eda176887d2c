//! From a CONNECT packet to a connection in a room, or to one word of refusal.

use std::sync::Arc;

use codevlive_domain::room::person::Identity;
use codevlive_live::rooms::{Arrival, ConnectError};
use codevlive_protocol::socket::{Handshake, HandshakeRefusal};
use socketioxide::extract::{SocketRef, State, TryData};

use crate::{
    Services,
    auth::AuthError,
    listener::Peer,
    socket::{messages, outlet::SocketOutlet, session::Session},
};

/// The middleware of the namespace. Registers all handlers, so that no message can come before them;
/// what the room sends meanwhile waits in the outlet until the CONNECT packet has gone out.
pub(super) async fn admit(
    socket: SocketRef,
    TryData(handshake): TryData<Handshake>,
    State(services): State<Services>,
) -> Result<(), HandshakeRefusal> {
    let handshake = handshake.map_err(|_malformed| HandshakeRefusal::Unauthenticated)?;
    let room = handshake.room().ok_or(HandshakeRefusal::UnknownRoom)?;
    let claims = services
        .authenticate(&handshake.token, Some(room))
        .await
        .map_err(|error| stranger(&error))?;
    let outlet = Arc::new(SocketOutlet::new(peer(&socket)));
    let arrival = Arrival {
        identity: Identity {
            id: claims.person,
            name: claims.name,
        },
        session: claims.session,
        outlet: Arc::clone(&outlet) as _,
        after: handshake.after,
    };
    let connection = services
        .rooms
        .connect(room, arrival)
        .await
        .map_err(refusal)?;
    let session = Arc::new(Session::new(
        connection,
        outlet,
        services.settings.rate_limits,
    ));
    messages::register(&socket, &session);
    socket.extensions.insert(session);
    Ok(())
}

fn peer(socket: &SocketRef) -> Option<Peer> {
    let extensions = &socket.req_parts().extensions;
    extensions
        .get::<axum::extract::ConnectInfo<Peer>>()
        .map(|info| info.0.clone())
}

fn stranger(error: &AuthError) -> HandshakeRefusal {
    match error {
        AuthError::Unauthenticated | AuthError::OtherRoom => HandshakeRefusal::Unauthenticated,
        AuthError::Unavailable(_) => HandshakeRefusal::TryLater,
    }
}

fn refusal(error: ConnectError) -> HandshakeRefusal {
    match error {
        ConnectError::UnknownRoom => HandshakeRefusal::UnknownRoom,
        ConnectError::RoomEnded => HandshakeRefusal::RoomEnded,
        ConnectError::TryLater => HandshakeRefusal::TryLater,
    }
}
