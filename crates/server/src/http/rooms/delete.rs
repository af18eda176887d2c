//! `DELETE /rooms/{id}`

use axum::{extract::State, http::StatusCode};
use codevlive_jobs::{room_notices, tell_invited::tell_invited};
use codevlive_protocol::problem::ProblemCode;
use codevlive_store::{document::WriteError, documents::room::RoomSummary};

use crate::{
    Services,
    auth::caller::Host,
    http::{
        failure::Failure,
        problems::{CALL, CHANGE, problems},
    },
};

problems!(DeleteProblems: CALL, CHANGE; Unauthenticated, Forbidden, UnknownRoom);

/// Delete a room
///
/// For its host. Everything that was written in it goes, everyone in it is sent away, and those who are invited are
/// told by mail that it does not take place.
#[utoipa::path(
    delete,
    path = "/rooms/{id}",
    tag = "Rooms",
    operation_id = "delete_room",
    security(("accessToken" = [])),
    params(("id" = codevlive_domain::id::RoomId, Path, description = "The room")),
    responses((status = 204, description = "It is gone"), DeleteProblems)
)]
pub(in crate::http) async fn delete(
    State(services): State<Services>,
    host: Host,
) -> Result<StatusCode, Failure> {
    let id = host.room.id;
    call_off(&services, &host).await?;
    if !services.rooms.delete(id).await? {
        return Err(ProblemCode::UnknownRoom.into());
    }
    tracing::info!(room.id = %id, person.id = %host.person.id, "room deleted");
    Ok(StatusCode::NO_CONTENT)
}

/// Tells those who are invited, while the room is still there to remember that it has to: should this process die on
/// the way, the job that the room asks for tells the rest.
async fn call_off(services: &Services, host: &Host) -> Result<(), WriteError> {
    let id = host.room.id;
    let clock = &*services.clock;
    let call_off = |room: &mut RoomSummary| {
        room.called_off = true;
        room_notices::tell_invited(room, clock);
    };
    services
        .room_summaries()
        .update(&id.to_string(), call_off)
        .await?;
    tell_invited(&services.store, clock, id).await?;
    services.outbox.wake();
    Ok(())
}
