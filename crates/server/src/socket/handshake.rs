//! From a CONNECT packet to a connection in a room, or to one word of refusal.

use std::sync::Arc;

use codevlive_domain::id::{PersonId, RoomId};
use codevlive_live::rooms::{Arrival, ConnectError};
use codevlive_protocol::socket::HandshakeRefusal;
use codevlive_store::documents::invitation::Invitation;
use serde_json::Value;
use socketioxide::extract::{SocketRef, State, TryData};

use crate::{
    Services,
    auth::{AuthError, token::Claims},
    client_address::ClientAddress,
    invited::invited,
    places::Place,
    rate_limit::{Rule, by_address},
    socket::{
        messages,
        outlet::SocketOutlet,
        session::Session,
        transports::{Attempts, Carrier},
    },
};

/// The middleware of the namespace. Registers all handlers, so that no message can come before them;
/// what the room sends meanwhile waits in the outlet until the CONNECT packet has gone out.
pub(super) async fn admit(
    socket: SocketRef,
    TryData(auth): TryData<Value>,
    State(services): State<Services>,
) -> Result<(), HandshakeRefusal> {
    let carrier = Carrier::new(&socket, &services.transports);
    limit(&services, &socket, &carrier).await?;
    let asked = Asked::read(&auth.unwrap_or_default());
    // Who has no good token learns nothing about which rooms there are.
    let claims = authenticate(&services, &asked).await?;
    let room = asked.room.ok_or(HandshakeRefusal::UnknownRoom)?;
    let place = place(&services, room, claims.person)?;
    let outlet = Arc::new(SocketOutlet::new(carrier));
    let invitation = invitation(&services, &claims, room).await?;
    let arrival = Arrival {
        identity: claims.identity(),
        session: claims.session,
        outlet: Arc::clone(&outlet) as _,
        after: asked.after,
        invited: invitation.as_ref().map(invited),
    };
    let connection = services.rooms.connect(room, arrival).await;
    let rate_limits = services.settings.rate_limits;
    let session = Session::new(connection.map_err(refusal)?, outlet, place, rate_limits);
    if let Some(invitation) = &invitation {
        services.came_by(invitation, claims.person).await;
    }
    // Who logged out since the token was looked at has their connections closed already, without this one.
    // Dropping the session disconnects it.
    authenticate(&services, &asked).await?;
    let session = Arc::new(session);
    messages::register(&socket, &session);
    socket.extensions.insert(session);
    Ok(())
}

/// What a client gives when it connects, as [`Handshake`] has it; read leniently, so that each thing that
/// is wrong gets its own refusal.
///
/// [`Handshake`]: codevlive_protocol::socket::Handshake
struct Asked {
    token: String,
    room: Option<RoomId>,
    after: Option<u64>,
}

impl Asked {
    fn read(auth: &Value) -> Self {
        let text = |field: &str| auth.get(field).and_then(Value::as_str);
        Self {
            token: text("token").unwrap_or_default().to_owned(),
            room: text("room").and_then(|room| room.parse().ok()),
            after: auth.get("after").and_then(Value::as_u64),
        }
    }
}

/// Refuses who asks too often.
async fn limit(
    services: &Services,
    socket: &SocketRef,
    carrier: &Carrier,
) -> Result<(), HandshakeRefusal> {
    let extensions = &socket.req_parts().extensions;
    if !extensions.get().is_none_or(Attempts::take) {
        if let Some(peer) = carrier.peer(Some(socket)) {
            peer.shut_down();
        }
        return Err(HandshakeRefusal::TryLater);
    }
    let address = extensions.get::<ClientAddress>();
    let Some(address) = address else {
        return Ok(());
    };
    let taken = services
        .limits
        .take(Rule::Handshake, by_address(address.0))
        .await;
    taken.map_err(|_limited| HandshakeRefusal::TryLater)
}

/// Counts a connection among those its person has to the room.
fn place(
    services: &Services,
    room: RoomId,
    person: PersonId,
) -> Result<Option<Place<(RoomId, PersonId)>>, HandshakeRefusal> {
    if !services.settings.rate_limits {
        return Ok(None);
    }
    let place = services.connections.take((room, person));
    place.map(Some).ok_or(HandshakeRefusal::TryLater)
}

/// The invitation by which somebody comes. Guests have none: nobody knows whose address they have.
async fn invitation(
    services: &Services,
    claims: &Claims,
    room: RoomId,
) -> Result<Option<Invitation>, HandshakeRefusal> {
    if claims.session.is_none() {
        return Ok(None);
    }
    let found = services.invitation_of(claims.person, room).await;
    found.map_err(|error| {
        tracing::warn!(room.id = %room, %error, "an invitation could not be looked up");
        HandshakeRefusal::TryLater
    })
}

async fn authenticate(services: &Services, asked: &Asked) -> Result<Claims, HandshakeRefusal> {
    let claims = services.authenticate(&asked.token, asked.room).await;
    claims.map_err(|error| match error {
        AuthError::Unauthenticated | AuthError::OtherRoom => HandshakeRefusal::Unauthenticated,
        AuthError::Unavailable(_) => HandshakeRefusal::TryLater,
    })
}

fn refusal(error: ConnectError) -> HandshakeRefusal {
    match error {
        ConnectError::UnknownRoom => HandshakeRefusal::UnknownRoom,
        ConnectError::RoomEnded => HandshakeRefusal::RoomEnded,
        ConnectError::TryLater => HandshakeRefusal::TryLater,
    }
}
