//! `GET /rooms/{id}/scorecards`

use axum::{Json, extract::State};
use codevlive_domain::scorecard::rubric;
use codevlive_protocol::{room::PageQuery, scorecard::ScorecardPage};
use codevlive_store::documents::scorecard;
use uuid::Uuid;

use crate::{
    Services,
    auth::caller::Member,
    http::{
        failure::Failure,
        problems::{CALL, problems},
        query::{self, Query},
        rooms::{
            check_interviews,
            scorecards::{author, shown},
        },
    },
};

const DEFAULT_LIMIT: usize = 50;
const MAX_LIMIT: usize = 100;

problems!(ListProblems: CALL; Unauthenticated, Forbidden, UnknownRoom, Invalid);

/// Scorecards of a room
///
/// For hosts and interviewers, also of a room that is over. Everyone scores alone: others' cards are here once one's
/// own is handed in, and drafts never. How many were handed in is told before.
#[utoipa::path(
    get,
    path = "/rooms/{id}/scorecards",
    tag = "Rooms",
    operation_id = "list_scorecards",
    security(("accessToken" = [])),
    params(("id" = codevlive_domain::id::RoomId, Path, description = "The room"), PageQuery),
    responses((status = 200, description = "One page of them", body = ScorecardPage), ListProblems)
)]
pub(in crate::http) async fn list(
    State(services): State<Services>,
    member: Member,
    Query(page): Query<PageQuery>,
) -> Result<Json<ScorecardPage>, Failure> {
    check_interviews(&member)?;
    let limit = query::limit(page.limit, DEFAULT_LIMIT, MAX_LIMIT)?;
    let after: Option<Uuid> = query::cursor(page.cursor.as_deref())?;
    let me = member.person.id;
    // All of them: whether others' may be read is known from one's own.
    let cards = scorecard::of_room(&services.store, member.room.id).await?;
    let submitted = cards.iter().filter(|card| card.submitted_at.is_some());
    let (count, mine) = (
        submitted.clone().count(),
        submitted.clone().any(|card| card.person == me),
    );
    let mut cards: Vec<_> = cards
        .into_iter()
        .filter(|card| card.sheet().is_shown_to(me, mine))
        .skip_while(|card| after.is_some_and(|after| card.id <= after))
        .collect();
    let next_cursor = (cards.len() > limit).then(|| cards[limit - 1].id.to_string());
    cards.truncate(limit);
    let each = cards.into_iter().map(|card| {
        let author = author(&member.state, card.person);
        shown(card, author)
    });
    Ok(Json(ScorecardPage {
        items: each.collect(),
        next_cursor,
        submitted: u32::try_from(count).unwrap_or(u32::MAX),
        rubric: rubric::CURRENT,
    }))
}
