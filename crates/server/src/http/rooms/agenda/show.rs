//! `GET /rooms/{id}/agenda`

use axum::{Json, extract::State};
use codevlive_protocol::agenda::Agenda;

use crate::{
    Services,
    auth::caller::Member,
    http::{
        failure::Failure,
        problems::{CALL, problems},
        rooms::{agenda::shown, check_interviews},
    },
};

problems!(ShowProblems: CALL; Unauthenticated, Forbidden, UnknownRoom);

/// The agenda of a room
///
/// Problems written beforehand, for hosts and interviewers. Nobody else hears of one before it is chosen.
#[utoipa::path(
    get,
    path = "/rooms/{id}/agenda",
    tag = "Rooms",
    operation_id = "show_agenda",
    security(("accessToken" = [])),
    params(("id" = codevlive_domain::id::RoomId, Path, description = "The room")),
    responses((status = 200, description = "It, as it is now", body = Agenda), ShowProblems)
)]
pub(in crate::http) async fn show(
    State(services): State<Services>,
    member: Member,
) -> Result<Json<Agenda>, Failure> {
    check_interviews(&member)?;
    let agenda = services.agenda(member.room.id).await?;
    Ok(Json(shown(agenda)))
}
