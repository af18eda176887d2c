//! `POST /rooms/{id}/invitations`

use axum::{Json, extract::State, http::StatusCode};
use codevlive_domain::{
    room::text::{self, MAX_NAME},
    time::Millis,
};
use codevlive_protocol::{
    invitation::{Invitation, MAX_MINUTES, NewInvitation},
    problem::ProblemCode,
};
use codevlive_store::documents::account::email_key;
use jiff::tz::TimeZone;

use crate::{
    Services,
    auth::{caller::Member, email::email},
    http::{
        body::Body,
        failure::Failure,
        fields::Fields,
        problems::{BODY, CALL, CHANGE, problems},
        rooms::{
            check_interviews,
            invitations::{check_may_decide, shown},
        },
    },
    invited::Invitee,
    rate_limit::Rule,
};

problems!(InviteProblems: CALL, CHANGE, BODY;
    Unauthenticated, AccountRequired, Forbidden, UnknownRoom, RoomEnded);

/// Invite somebody by mail
///
/// For hosts and interviewers; only hosts invite interviewers. The same again sends no second mail; another role or
/// another time for the same address changes the invitation, and they are told.
#[utoipa::path(
    post,
    path = "/rooms/{id}/invitations",
    tag = "Rooms",
    security(("accessToken" = [])),
    params(("id" = codevlive_domain::id::RoomId, Path, description = "The room")),
    request_body = NewInvitation,
    responses((status = 201, description = "The invitation", body = Invitation), InviteProblems)
)]
pub(in crate::http) async fn invite(
    State(services): State<Services>,
    member: Member,
    Body(body): Body<NewInvitation>,
) -> Result<(StatusCode, Json<Invitation>), Failure> {
    let invitee = check(body, member.looked_at)?;
    check_interviews(&member)?;
    check_may_decide(&member, invitee.role)?;
    let room = &member.room;
    if member.state.is_ended() {
        return Err(ProblemCode::RoomEnded.into());
    }
    let account = services
        .accounts()
        .get(&member.person.id.to_string())
        .await?;
    let account = account.ok_or(ProblemCode::AccountRequired)?.value;
    let limits = &services.limits;
    limits.take(Rule::Invitation, member.person.id).await?;
    let address = email_key(&invitee.email);
    limits.take(Rule::InvitationOfAddress, address).await?;
    let may_change = |role: &_| check_may_decide(&member, *role).is_ok();
    let invitation = services
        .invite(room, &account, &invitee, may_change)
        .await?;
    let invitation = invitation.ok_or_else(|| {
        let detail = "they are invited as an interviewer: only the host may change that";
        Failure::with_detail(ProblemCode::Forbidden, detail)
    })?;
    tracing::info!(room.id = %room.id, invitation.id = %invitation.id, person.id = %account.id, "invited");
    Ok((StatusCode::CREATED, Json(shown(invitation))))
}

fn check(body: NewInvitation, at: Millis) -> Result<Invitee, Failure> {
    let mut fields = Fields::default();
    let address = fields.check("email", email(&body.email));
    let name = body
        .name
        .map(|name| fields.check("name", text::line("name", &name, MAX_NAME)));
    let minutes = body.minutes;
    let fine = minutes.is_none_or(|minutes| (1..=MAX_MINUTES).contains(&minutes));
    fields.require("minutes", fine, "is not 1 to 1440");
    let time_zone = body
        .time_zone
        .map(|name| fields.check("timeZone", time_zone(&name)));
    fields.finish()?;
    Ok(Invitee {
        at,
        email: address,
        name,
        role: body.role.into(),
        starts_at: body.starts_at.map(|at| at.0),
        minutes,
        time_zone,
    })
}

/// The name of a time zone as its database writes it.
fn time_zone(name: &str) -> Result<String, &'static str> {
    let zone = TimeZone::get(name).ok();
    let name = zone.as_ref().and_then(TimeZone::iana_name);
    name.map(ToOwned::to_owned)
        .ok_or("is not the name of a time zone, such as Europe/Berlin")
}

#[cfg(test)]
mod tests {
    use super::time_zone;

    #[test]
    fn time_zones_have_the_names_of_their_database() {
        for name in ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC"] {
            assert_eq!(time_zone(name).as_deref(), Ok(name));
        }
        assert_eq!(time_zone("europe/berlin").as_deref(), Ok("Europe/Berlin"));
        for name in [
            "",
            "Mars/Olympus",
            "+02:00",
            "../etc/passwd",
            "CET-1CEST,M3.5.0,M10.5.0/3",
        ] {
            assert!(time_zone(name).is_err(), "{name}");
        }
    }
}
