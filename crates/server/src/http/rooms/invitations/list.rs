//! `GET /rooms/{id}/invitations`

use axum::{Json, extract::State};
use codevlive_protocol::{invitation::InvitationPage, room::PageQuery};
use codevlive_store::document;
use uuid::Uuid;

use crate::{
    Services,
    auth::caller::Member,
    http::{
        failure::Failure,
        problems::{CALL, problems},
        query::{self, Query},
        rooms::{check_interviews, invitations::shown},
    },
};

const DEFAULT_LIMIT: usize = 50;
const MAX_LIMIT: usize = 100;

problems!(ListProblems: CALL; Unauthenticated, Forbidden, UnknownRoom, Invalid);

/// Who is invited
///
/// For hosts and interviewers; oldest first, also those that were cancelled.
#[utoipa::path(
    get,
    path = "/rooms/{id}/invitations",
    tag = "Rooms",
    operation_id = "list_invitations",
    security(("accessToken" = [])),
    params(("id" = codevlive_domain::id::RoomId, Path, description = "The room"), PageQuery),
    responses((status = 200, description = "One page of them", body = InvitationPage), ListProblems)
)]
pub(in crate::http) async fn list(
    State(services): State<Services>,
    member: Member,
    Query(page): Query<PageQuery>,
) -> Result<Json<InvitationPage>, Failure> {
    check_interviews(&member)?;
    let limit = query::limit(page.limit, DEFAULT_LIMIT, MAX_LIMIT)?;
    let after: Option<Uuid> = query::cursor(page.cursor.as_deref())?;
    let query = document::Query {
        field: "room",
        value: member.room.id.to_string(),
        descending: false,
        after: after.map(|id| id.to_string()),
        limit: limit + 1,
    };
    let mut invitations = services.invitations().find(query).await?;
    let more = invitations.len() > limit;
    invitations.truncate(limit);
    let items: Vec<_> = invitations
        .into_iter()
        .map(|invitation| shown(invitation.value))
        .collect();
    let next_cursor = items
        .last()
        .filter(|_| more)
        .map(|last| last.id.to_string());
    Ok(Json(InvitationPage { items, next_cursor }))
}
