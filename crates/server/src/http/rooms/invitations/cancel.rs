//! `DELETE /rooms/{id}/invitations/{invitationId}`

use axum::{
    extract::{RawPathParams, State},
    http::StatusCode,
};
use codevlive_jobs::invitations::cancel as cancelled;
use codevlive_protocol::problem::ProblemCode;
use codevlive_store::documents::invitation::Invitation;
use uuid::Uuid;

use crate::{
    Services,
    auth::caller::Member,
    http::{
        failure::Failure,
        problems::{CALL, CHANGE, problems},
        rooms::{check_interviews, invitations::check_may_decide},
    },
};

problems!(CancelProblems: CALL, CHANGE; Unauthenticated, Forbidden, UnknownRoom, NotFound);

/// Take an invitation back
///
/// The invited person is told by mail. Whoever has come by it already stays in the room.
#[utoipa::path(
    delete,
    path = "/rooms/{id}/invitations/{invitationId}",
    tag = "Rooms",
    operation_id = "cancel_invitation",
    security(("accessToken" = [])),
    params(
        ("id" = codevlive_domain::id::RoomId, Path, description = "The room"),
        ("invitationId" = Uuid, Path, description = "The invitation"),
    ),
    responses((status = 204, description = "It is taken back"), CancelProblems)
)]
pub(in crate::http) async fn cancel(
    State(services): State<Services>,
    member: Member,
    parameters: RawPathParams,
) -> Result<StatusCode, Failure> {
    check_interviews(&member)?;
    let id = parameters.iter().find(|(name, _)| *name == "invitationId");
    let id = id.and_then(|(_, id)| id.parse::<Uuid>().ok());
    let id = id.ok_or(ProblemCode::NotFound)?.to_string();
    let found = services.invitations().get(&id).await?;
    let room = member.room.id;
    let found = found.filter(|found| found.value.room == room);
    let found = found.ok_or(ProblemCode::NotFound)?;
    check_may_decide(&member, found.value.role)?;
    let clock = &*services.clock;
    let cancel = |invitation: &mut Invitation| {
        cancelled(invitation, clock);
    };
    services.invitations().update(&id, cancel).await?;
    services.outbox.wake();
    tracing::info!(room.id = %room, invitation.id = %id, person.id = %member.person.id, "invitation cancelled");
    Ok(StatusCode::NO_CONTENT)
}
