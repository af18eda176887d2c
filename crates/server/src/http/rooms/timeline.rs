//! `GET /rooms/{id}/timeline`

use axum::{Json, extract::State};
use codevlive_domain::room::entry::Seq;
use codevlive_protocol::{
    problem::ProblemCode,
    timeline::{TimelinePage, TimelineQuery},
};

use crate::{
    Services,
    auth::caller::RoomCaller,
    http::{
        failure::Failure,
        problems::{CALL, problems},
        query::{self, Query},
    },
};

const DEFAULT_LIMIT: usize = 200;
const MAX_LIMIT: usize = 1_000;

problems!(TimelineProblems: CALL; Unauthenticated, UnknownRoom, Invalid);

/// What happened in a room
///
/// The entries that the person who asks may see, oldest first, without edits. To those who were never
/// let in and never knocked, there is no such room.
#[utoipa::path(
    get,
    path = "/rooms/{id}/timeline",
    tag = "Rooms",
    security(("accessToken" = [])),
    params(
        ("id" = codevlive_domain::id::RoomId, Path, description = "The room"),
        TimelineQuery,
    ),
    responses((status = 200, description = "One page of it", body = TimelinePage), TimelineProblems)
)]
pub(in crate::http) async fn timeline(
    State(services): State<Services>,
    caller: RoomCaller,
    Query(page): Query<TimelineQuery>,
) -> Result<Json<TimelinePage>, Failure> {
    let limit = query::limit(page.limit, DEFAULT_LIMIT, MAX_LIMIT)?;
    let cursor: Option<Seq> = query::cursor(page.cursor.as_deref())?;
    let after = cursor.or(page.after).unwrap_or(0);
    let rooms = &services.rooms;
    let state = rooms.state(caller.room).await?;
    if state.is_none_or(|state| state.person(caller.person.id).is_none()) {
        return Err(ProblemCode::UnknownRoom.into());
    }
    let items = rooms.timeline(caller.room, caller.person.id, after, limit + 1);
    let mut items = items.await?.ok_or(ProblemCode::UnknownRoom)?;
    let more = items.len() > limit;
    items.truncate(limit);
    let next_cursor = items
        .last()
        .filter(|_| more)
        .map(|entry| entry.seq.to_string());
    Ok(Json(TimelinePage { items, next_cursor }))
}
