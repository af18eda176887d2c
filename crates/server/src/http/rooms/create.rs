//! `POST /rooms`

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use codevlive_domain::{
    id::{PadId, RoomId},
    room::{
        decide,
        person::{Identity, Role},
        signal::SignalKind,
        text::{self, MAX_TITLE},
    },
};
use codevlive_live::rooms::Creation;
use codevlive_protocol::room::{DEFAULT_RETENTION_DAYS, NewRoom, Room};

use crate::{
    Services,
    auth::caller::AccountCaller,
    http::{
        body::Body,
        failure::Failure,
        fields::Fields,
        problems::{BODY, CALL, CHANGE, problems},
        rooms::{check_problem_ids, check_retention, repeated, repeated::Repetition, room},
    },
    rate_limit::Rule,
};

problems!(CreateProblems: CALL, CHANGE, BODY; Unauthenticated, AccountRequired, IdempotencyKeyReused);

/// Make a room
///
/// Its maker is the host. With an `Idempotency-Key`, the same request may be sent again: for 24 hours it
/// leads to the same room and gets the same answer.
#[utoipa::path(
    post,
    path = "/rooms",
    tag = "Rooms",
    operation_id = "create_room",
    security(("accessToken" = [])),
    params(("Idempotency-Key" = Option<String>, Header,
        description = "Of the client's making, 1 to 255 visible ASCII characters")),
    request_body = NewRoom,
    responses(
        (status = 201, description = "The room", body = Room,
            headers(("Location" = String, description = "Where to get it from"))),
        CreateProblems,
    )
)]
pub(in crate::http) async fn create(
    State(services): State<Services>,
    caller: AccountCaller,
    headers: HeaderMap,
    Body(body): Body<NewRoom>,
) -> Result<Response, Failure> {
    let new = check(body)?;
    let Some(key) = repeated::key(&headers)? else {
        let id = RoomId(services.clock.new_id());
        let room = make(&services, &caller.person, id, new).await?;
        return Ok(created(&room));
    };
    let room = match repeated::begin(&services, caller.person.id, key, &new).await? {
        Repetition::Answered(room) => room,
        Repetition::First(id) => make(&services, &caller.person, id, new).await?,
        Repetition::Unfinished(id) => finish(&services, &caller.person, id, new).await?,
    };
    repeated::end(&services, caller.person.id, key, &room).await;
    Ok(created(&room))
}

fn created(room: &Room) -> Response {
    let location = [(header::LOCATION, format!("/api/v1/rooms/{}", room.id))];
    (StatusCode::CREATED, location, axum::Json(room)).into_response()
}

fn check(mut new: NewRoom) -> Result<NewRoom, Failure> {
    let mut fields = Fields::default();
    new.title = fields.check("title", text::line("title", &new.title, MAX_TITLE));
    check_problem_ids(&mut fields, &new.problem_ids);
    check_retention(&mut fields, new.retention_days);
    fields.finish()?;
    Ok(new)
}

async fn make(
    services: &Services,
    host: &Identity,
    id: RoomId,
    new: NewRoom,
) -> Result<Room, Failure> {
    services.limits.take(Rule::RoomCreation, host.id).await?;
    let creation = Creation {
        id,
        room: decide::NewRoom {
            kind: new.kind,
            title: new.title,
            signals: new.signals.unwrap_or_else(|| SignalKind::USUAL.to_vec()),
            code_pad: PadId(services.clock.new_id()),
            notes_pad: PadId(services.clock.new_id()),
        },
        host: host.clone(),
        scheduled_at: new.scheduled_at.map(|at| at.0),
        problem_ids: new.problem_ids,
        retention_days: new.retention_days.unwrap_or(DEFAULT_RETENTION_DAYS),
    };
    let summary = services.rooms.create(creation).await?;
    tracing::info!(room.id = %id, person.id = %host.id, "room made");
    Ok(room(services, summary, Role::Host))
}

/// The request was begun before, here or elsewhere, and either died or is still under way.
async fn finish(
    services: &Services,
    host: &Identity,
    id: RoomId,
    new: NewRoom,
) -> Result<Room, Failure> {
    match services.room_summaries().get(&id.to_string()).await? {
        Some(summary) => Ok(room(services, summary.value, Role::Host)),
        None => make(services, host, id, new).await,
    }
}
