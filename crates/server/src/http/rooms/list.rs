//! `GET /rooms`

use axum::{Json, extract::State};
use codevlive_domain::id::RoomId;
use codevlive_protocol::room::{PageQuery, Room, RoomPage};
use codevlive_store::{document, documents::room::RoomSummary};

use crate::{
    Services,
    auth::caller::AccountCaller,
    http::{
        failure::Failure,
        problems::{CALL, problems},
        query::{self, Query},
        rooms::room,
    },
};

const DEFAULT_LIMIT: usize = 50;
const MAX_LIMIT: usize = 100;

problems!(ListProblems: CALL; Unauthenticated, AccountRequired, Invalid);

/// My rooms
///
/// The rooms one takes part in, newest first.
#[utoipa::path(
    get,
    path = "/rooms",
    tag = "Rooms",
    operation_id = "list_rooms",
    security(("accessToken" = [])),
    params(PageQuery),
    responses((status = 200, description = "One page of them", body = RoomPage), ListProblems)
)]
pub(in crate::http) async fn list(
    State(services): State<Services>,
    caller: AccountCaller,
    Query(page): Query<PageQuery>,
) -> Result<Json<RoomPage>, Failure> {
    let limit = query::limit(page.limit, DEFAULT_LIMIT, MAX_LIMIT)?;
    let after: Option<RoomId> = query::cursor(page.cursor.as_deref())?;
    let person = caller.person.id;
    let query = document::Query {
        field: "member",
        value: person.to_string(),
        descending: true,
        after: after.map(|room| room.to_string()),
        limit: limit + 1,
    };
    let mut rooms = services.room_summaries().find(query).await?;
    let more = rooms.len() > limit;
    rooms.truncate(limit);
    let seen = |summary: RoomSummary| -> Option<Room> {
        let member = summary.members.iter().find(|it| it.person == person)?;
        let role = member.role;
        Some(room(&services, summary, role))
    };
    let items: Vec<Room> = rooms
        .into_iter()
        .filter_map(|room| seen(room.value))
        .collect();
    let next_cursor = items
        .last()
        .filter(|_| more)
        .map(|room| room.id.to_string());
    Ok(Json(RoomPage { items, next_cursor }))
}
