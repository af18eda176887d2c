//! `GET /rooms/{id}`

use axum::{Json, extract::State};
use codevlive_protocol::room::Room;

use crate::{
    Services,
    auth::caller::Member,
    http::{
        problems::{CALL, problems},
        rooms::room_of,
    },
};

problems!(ShowProblems: CALL; Unauthenticated, UnknownRoom);

/// A room
///
/// For those who take part in it, guests too; for others it is not there.
#[utoipa::path(
    get,
    path = "/rooms/{id}",
    tag = "Rooms",
    operation_id = "show_room",
    security(("accessToken" = [])),
    params(("id" = codevlive_domain::id::RoomId, Path, description = "The room")),
    responses((status = 200, description = "The room", body = Room), ShowProblems)
)]
pub(in crate::http) async fn show(State(services): State<Services>, member: Member) -> Json<Room> {
    let Member {
        room, state, role, ..
    } = member;
    Json(room_of(&services, room, &state, role))
}
