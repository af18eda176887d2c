//! Invitations to a room, for those who interview in it.

pub(in crate::http) mod cancel;
pub(in crate::http) mod invite;
pub(in crate::http) mod list;

use codevlive_domain::room::person::Role;
use codevlive_protocol::{
    invitation::{self as wire, InvitationStatus, InvitedRole},
    problem::ProblemCode,
};
use codevlive_store::documents::invitation::{Invitation, Status};

use crate::{auth::caller::Member, http::failure::Failure};

/// An invitation as it is answered.
pub(in crate::http) fn shown(invitation: Invitation) -> wire::Invitation {
    let told = invitation.told;
    wire::Invitation {
        id: invitation.id,
        email: invitation.email,
        role: InvitedRole::of(invitation.role),
        name: invitation.name,
        starts_at: told.starts_at.map(Into::into),
        minutes: told.minutes,
        time_zone: told.time_zone,
        status: match invitation.status {
            Status::Pending => InvitationStatus::Pending,
            Status::Accepted => InvitationStatus::Accepted,
            Status::Cancelled => InvitationStatus::Cancelled,
        },
        created_at: invitation.created_at.into(),
    }
}

/// Only hosts decide who interviews.
fn check_may_decide(member: &Member, role: Role) -> Result<(), Failure> {
    if role != Role::Interviewer || member.role == Role::Host {
        return Ok(());
    }
    Err(Failure::with_detail(
        ProblemCode::Forbidden,
        "only the host invites interviewers",
    ))
}
