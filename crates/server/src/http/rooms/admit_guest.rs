//! `POST /rooms/{id}/guests`

use axum::{Json, extract::State, http::StatusCode};
use codevlive_domain::{
    id::PersonId,
    room::{
        person::Identity,
        text::{self, MAX_NAME},
    },
};
use codevlive_protocol::{
    guest::{Guest, GuestPass, NewGuest},
    problem::ProblemCode,
};

use crate::{
    Services,
    auth::{caller::RoomPath, guest::guests_expired},
    client_address::ClientAddress,
    http::{
        body::Body,
        failure::Failure,
        fields::Fields,
        problems::{BODY, CALL, CHANGE, problems},
    },
    rate_limit::{Rule, by_address},
};

problems!(GuestProblems: CALL, CHANGE, BODY; UnknownRoom, RoomEnded);

/// Come as a guest
///
/// Gives a token for this room alone, good until 24 hours after its end. With it one may knock.
#[utoipa::path(
    post,
    path = "/rooms/{id}/guests",
    tag = "Rooms",
    params(("id" = codevlive_domain::id::RoomId, Path, description = "The room")),
    request_body = NewGuest,
    responses((status = 201, description = "The guest", body = GuestPass), GuestProblems)
)]
pub(in crate::http) async fn admit_guest(
    State(services): State<Services>,
    address: ClientAddress,
    RoomPath(id): RoomPath,
    Body(body): Body<NewGuest>,
) -> Result<(StatusCode, Json<GuestPass>), Failure> {
    let mut fields = Fields::default();
    let name = fields.check("name", text::line("name", &body.name, MAX_NAME));
    fields.finish()?;
    services
        .limits
        .take(Rule::Guest, by_address(address.0))
        .await?;
    let now = services.clock.now();
    let room = services.room_summaries().get(&id.to_string()).await?;
    let room = room.ok_or(ProblemCode::UnknownRoom)?.value;
    if guests_expired(&room, now) {
        return Err(ProblemCode::RoomEnded.into());
    }
    let person = Identity {
        id: PersonId(services.clock.new_id()),
        name,
    };
    let access_token = services.tokens.issue_guest(&person, id, now);
    let person = Guest {
        id: person.id,
        name: person.name,
    };
    Ok((
        StatusCode::CREATED,
        Json(GuestPass {
            access_token,
            person,
        }),
    ))
}
