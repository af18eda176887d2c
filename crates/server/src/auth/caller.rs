//! Who is calling, as extractors: no handler parses a token.

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::{HeaderMap, header, request::Parts},
};
use codevlive_domain::{
    id::{RoomId, SessionId},
    room::{
        person::{Identity, Role},
        state::RoomState,
    },
    time::Millis,
};
use codevlive_protocol::problem::ProblemCode;
use codevlive_store::{document::Collection, documents::room::RoomSummary};
use serde::Deserialize;

use crate::{
    Services,
    auth::token::Claims,
    http::{failure::Failure, query::Query},
};

/// A person with an account.
pub(crate) struct AccountCaller {
    /// Who.
    pub(crate) person: Identity,
    /// By which sign-in.
    pub(crate) session: SessionId,
}

impl FromRequestParts<Services> for AccountCaller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, Failure> {
        let claims = claims(parts, services, None).await?;
        let session = claims.session.ok_or(ProblemCode::AccountRequired)?;
        Ok(Self {
            person: claims.identity(),
            session,
        })
    }
}

/// The room that the path names; a text that is no id names none.
pub(crate) struct RoomPath(pub(crate) RoomId);

impl FromRequestParts<Services> for RoomPath {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, Failure> {
        let parameters = RawPathParams::from_request_parts(parts, services)
            .await
            .map_err(|_| ProblemCode::UnknownRoom)?;
        let id = parameters.iter().find(|(name, _)| *name == "id");
        id.and_then(|(_, id)| id.parse().ok())
            .map(Self)
            .ok_or(ProblemCode::UnknownRoom.into())
    }
}

/// Anyone with a token for the room that the path names: an account, or a guest of this room. They need
/// not take part in it.
pub(crate) struct RoomCaller {
    /// Who.
    pub(crate) person: Identity,
    /// Whether they come by the link alone.
    pub(crate) is_guest: bool,
    /// The room.
    pub(crate) room: RoomId,
}

impl FromRequestParts<Services> for RoomCaller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, Failure> {
        let room = RoomPath::from_request_parts(parts, services).await;
        Self::of(parts, services, room.map(|room| room.0)).await
    }
}

impl RoomCaller {
    /// The token first: who has none learns nothing about which rooms there are.
    async fn of(
        parts: &Parts,
        services: &Services,
        room: Result<RoomId, Failure>,
    ) -> Result<Self, Failure> {
        let claims = claims(parts, services, room.as_ref().ok().copied()).await?;
        Ok(Self {
            person: claims.identity(),
            is_guest: claims.room.is_some(),
            room: room?,
        })
    }
}

/// The same for the room that the query names.
pub(crate) struct QueriedRoomCaller(pub(crate) RoomCaller);

impl FromRequestParts<Services> for QueriedRoomCaller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, Failure> {
        #[derive(Deserialize)]
        struct Named {
            room: Option<String>,
        }
        let named = Query::<Named>::from_request_parts(parts, services).await;
        let room = named.and_then(|Query(named)| {
            let id = named.room.ok_or_else(|| Failure::missing("room"))?;
            id.parse().map_err(|_| ProblemCode::UnknownRoom.into())
        });
        let caller = RoomCaller::of(parts, services, room).await;
        caller.map(Self)
    }
}

/// One who takes part in the room that the path names. To all others there is no such room.
pub(crate) struct Member {
    /// Who.
    pub(crate) person: Identity,
    /// Whether they come by the link alone.
    pub(crate) is_guest: bool,
    /// What they are in the room, by its log: the summary may be behind, and a process that died leaves it so.
    pub(crate) role: Role,
    /// When that was looked up: what is decided about them later is not known.
    pub(crate) looked_at: Millis,
    /// The room as its log has it.
    pub(crate) state: Arc<RoomState>,
    /// What is planned for the room, and how it is listed.
    pub(crate) room: RoomSummary,
}

impl FromRequestParts<Services> for Member {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, Failure> {
        let caller = RoomCaller::from_request_parts(parts, services).await?;
        let looked_at = services.clock.now();
        let rooms = services.room_summaries();
        let room = rooms.get(&caller.room.to_string()).await?;
        let room = room.ok_or(ProblemCode::UnknownRoom)?.value;
        let state = services.rooms.state(caller.room).await?;
        let state = state.filter(|state| state.is_inside(caller.person.id));
        let state = state.ok_or(ProblemCode::UnknownRoom)?;
        Ok(Self {
            role: state.role(caller.person.id),
            person: caller.person,
            is_guest: caller.is_guest,
            looked_at,
            state,
            room,
        })
    }
}

/// The host of the room that the path names.
pub(crate) struct Host {
    /// Who.
    pub(crate) person: Identity,
    /// The room as its log has it.
    pub(crate) state: Arc<RoomState>,
    /// What is planned for the room, and how it is listed.
    pub(crate) room: RoomSummary,
}

impl FromRequestParts<Services> for Host {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, Failure> {
        let member = Member::from_request_parts(parts, services).await?;
        if member.role != Role::Host {
            return Err(Failure::with_detail(
                ProblemCode::Forbidden,
                "only the host may do that",
            ));
        }
        Ok(Self {
            person: member.person,
            state: member.state,
            room: member.room,
        })
    }
}

impl Services {
    /// All rooms, as they are listed.
    pub(crate) fn room_summaries(&self) -> Collection<RoomSummary> {
        Collection::new(self.store.documents.clone())
    }
}

/// Who holds the token of a request.
async fn claims(
    parts: &Parts,
    services: &Services,
    room: Option<RoomId>,
) -> Result<Claims, Failure> {
    let token = bearer(&parts.headers).ok_or(ProblemCode::Unauthenticated)?;
    Ok(services.authenticate(token, room).await?)
}

/// The token of an `Authorization: Bearer …` header (RFC 6750, 2.1).
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim())
}
