//! `GET /rooms/{id}/scorecards/me`

use axum::{Json, extract::State};
use codevlive_protocol::{problem::ProblemCode, scorecard::Scorecard};
use codevlive_store::documents::scorecard::{PLACE, place};

use crate::{
    Services,
    auth::caller::Member,
    http::{
        failure::Failure,
        problems::{CALL, problems},
        rooms::{
            check_interviews,
            scorecards::{author, shown},
        },
    },
};

problems!(ShowProblems: CALL; Unauthenticated, Forbidden, UnknownRoom, NotFound);

/// My scorecard
///
/// For hosts and interviewers, also of a room that is over. `not_found` if they have written none yet.
#[utoipa::path(
    get,
    path = "/rooms/{id}/scorecards/me",
    tag = "Rooms",
    operation_id = "show_my_scorecard",
    security(("accessToken" = [])),
    params(("id" = codevlive_domain::id::RoomId, Path, description = "The room")),
    responses((status = 200, description = "It, as it was written last", body = Scorecard), ShowProblems)
)]
pub(in crate::http) async fn show(
    State(services): State<Services>,
    member: Member,
) -> Result<Json<Scorecard>, Failure> {
    check_interviews(&member)?;
    let (room, me) = (member.room.id, member.person.id);
    let found = services
        .scorecards()
        .find_one(PLACE, &place(room, me))
        .await?;
    let found = found.ok_or_else(|| {
        Failure::with_detail(ProblemCode::NotFound, "you have not written a scorecard")
    })?;
    Ok(Json(shown(found.value, author(&member.state, me))))
}
