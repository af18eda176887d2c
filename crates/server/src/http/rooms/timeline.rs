//! `GET /rooms/{id}/timeline`

use axum::{Json, extract::State};
use codevlive_domain::room::{entry::Seq, timeline::TimelineEntry};
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
    let mut items = read(&services, &caller, after, limit + 1).await?;
    if items.is_empty() && read(&services, &caller, 0, 1).await?.is_empty() {
        return Err(ProblemCode::UnknownRoom.into());
    }
    let more = items.len() > limit;
    items.truncate(limit);
    let next_cursor = items
        .last()
        .filter(|_| more)
        .map(|entry| entry.seq.to_string());
    Ok(Json(TimelinePage { items, next_cursor }))
}

async fn read(
    services: &Services,
    caller: &RoomCaller,
    after: Seq,
    limit: usize,
) -> Result<Vec<TimelineEntry>, Failure> {
    let entries = services
        .rooms
        .timeline(caller.room, caller.person.id, after, limit)
        .await?;
    Ok(entries.ok_or(ProblemCode::UnknownRoom)?)
}
