//! `DELETE /rooms/{id}`

use axum::{extract::State, http::StatusCode};
use codevlive_protocol::problem::ProblemCode;

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
/// For its host. Everything that was written in it goes, and everyone in it is sent away.
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
    let id = host.room.value.id;
    if !services.rooms.delete(id).await? {
        return Err(ProblemCode::UnknownRoom.into());
    }
    tracing::info!(room.id = %id, person.id = %host.person.id, "room deleted");
    Ok(StatusCode::NO_CONTENT)
}
