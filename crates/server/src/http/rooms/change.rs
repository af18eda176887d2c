//! `PATCH /rooms/{id}`

use axum::{Json, extract::State};
use codevlive_domain::room::{
    person::Role,
    text::{self, MAX_TITLE},
};
use codevlive_jobs::room_notices::tell_invited;
use codevlive_protocol::{
    problem::ProblemCode,
    room::{Change, Room, RoomChange},
};
use codevlive_store::documents::room::RoomSummary;

use crate::{
    Services,
    auth::caller::Host,
    http::{
        body::Body,
        failure::Failure,
        fields::Fields,
        problems::{BODY, CALL, CHANGE, problems},
        rooms::{check_problem_ids, check_retention, room_of},
    },
    rate_limit::Rule,
};

problems!(ChangeProblems: CALL, CHANGE, BODY; Unauthenticated, Forbidden, UnknownRoom);

/// Change a room
///
/// For its host. Another title is an event of the room, so that everyone inside sees it. Of another title or time
/// all who are invited are told by mail.
#[utoipa::path(
    patch,
    path = "/rooms/{id}",
    tag = "Rooms",
    operation_id = "change_room",
    security(("accessToken" = [])),
    params(("id" = codevlive_domain::id::RoomId, Path, description = "The room")),
    request_body = RoomChange,
    responses((status = 200, description = "As it is now", body = Room), ChangeProblems)
)]
pub(in crate::http) async fn change(
    State(services): State<Services>,
    host: Host,
    Body(body): Body<RoomChange>,
) -> Result<Json<Room>, Failure> {
    let mut change = check(body)?;
    let id = host.room.id;
    let title = change
        .title
        .take()
        .filter(|title| *title != host.state.title());
    let retimed = is_retimed(&host.room, &change);
    if title.is_some() || retimed {
        services
            .limits
            .take(Rule::InterviewChange, host.person.id)
            .await?;
    }
    if let Some(title) = &title {
        services
            .rooms
            .rename(id, &host.person, title.clone())
            .await?;
    }
    let rooms = services.room_summaries();
    let summary = rooms
        .update(&id.to_string(), |room| {
            apply(room, &change);
            if retimed {
                tell_invited(room, &*services.clock);
            }
        })
        .await?;
    services.outbox.wake();
    let summary = summary.ok_or(ProblemCode::UnknownRoom)?;
    let mut changed = room_of(&services, summary, &host.state, Role::Host);
    changed.title = title.unwrap_or(changed.title);
    Ok(Json(changed))
}

fn check(mut change: RoomChange) -> Result<RoomChange, Failure> {
    let mut fields = Fields::default();
    if let Some(title) = &mut change.title {
        *title = fields.check("title", text::line("title", title, MAX_TITLE));
    }
    check_problem_ids(
        &mut fields,
        change.problem_ids.as_deref().unwrap_or_default(),
    );
    check_retention(&mut fields, change.retention_days);
    fields.finish()?;
    Ok(change)
}

/// Whether it takes place at another time: all who are invited are told.
fn is_retimed(room: &RoomSummary, change: &RoomChange) -> bool {
    match change.scheduled_at {
        Change::Keep => false,
        Change::Clear => room.scheduled_at.is_some(),
        Change::Set(at) => room.scheduled_at != Some(at.0),
    }
}

fn apply(room: &mut RoomSummary, change: &RoomChange) {
    match change.scheduled_at {
        Change::Keep => {}
        Change::Clear => room.scheduled_at = None,
        Change::Set(at) => room.scheduled_at = Some(at.0),
    }
    if let Some(ids) = &change.problem_ids {
        room.problem_ids.clone_from(ids);
    }
    if let Some(days) = change.retention_days {
        room.retention_days = days;
    }
}
