//! Rooms, as they are made, listed and changed. What happens in them goes over the socket.

pub(super) mod admit_guest;
pub(super) mod agenda;
pub(super) mod change;
pub(super) mod create;
pub(super) mod delete;
pub(super) mod invitations;
pub(super) mod list;
mod repeated;
pub(super) mod scorecards;
pub(super) mod show;
pub(super) mod timeline;

use codevlive_domain::room::{person::Role, state::RoomState};
use codevlive_protocol::{
    problem::ProblemCode,
    room::{MAX_PROBLEM_ID, MAX_PROBLEMS, MAX_RETENTION_DAYS, Room},
};
use codevlive_store::documents::room::RoomSummary;

use crate::{
    Services,
    auth::caller::Member,
    http::{failure::Failure, fields::Fields},
};

/// A room as someone of that role sees it, as it is listed.
pub(super) fn room(services: &Services, room: RoomSummary, role: Role) -> Room {
    Room {
        id: room.id,
        join_url: services.settings.public_url.join_url(room.id),
        title: room.title,
        kind: room.kind,
        status: room.status,
        role,
        created_at: room.created_at.into(),
        scheduled_at: room.scheduled_at.map(Into::into),
        started_at: room.started_at.map(Into::into),
        ended_at: room.ended_at.map(Into::into),
        // A problem's id may give it away before it is chosen.
        problem_ids: if role.interviews() {
            room.problem_ids
        } else {
            Vec::new()
        },
        retention_days: room.retention_days,
    }
}

/// The same, as it is now: what is listed follows the log, perhaps a moment later.
pub(super) fn room_of(
    services: &Services,
    summary: RoomSummary,
    state: &RoomState,
    role: Role,
) -> Room {
    Room {
        title: state.title().to_owned(),
        status: state.status(),
        started_at: state.started_at().map(Into::into),
        ended_at: state.ended_at().map(Into::into),
        ..room(services, summary, role)
    }
}

/// Hosts and interviewers have calls of their own.
fn check_interviews(member: &Member) -> Result<(), Failure> {
    if member.role.interviews() {
        return Ok(());
    }
    Err(Failure::with_detail(
        ProblemCode::Forbidden,
        "only hosts and interviewers may do that",
    ))
}

fn check_problem_ids(fields: &mut Fields, ids: &[String]) {
    fields.require(
        "problemIds",
        ids.len() <= MAX_PROBLEMS,
        "has more than 50 items",
    );
    for (index, id) in ids.iter().enumerate() {
        let fine = (1..=MAX_PROBLEM_ID).contains(&id.chars().count());
        fields.require(
            &format!("problemIds[{index}]"),
            fine,
            "is not 1 to 100 characters",
        );
    }
}

fn check_retention(fields: &mut Fields, days: Option<u32>) {
    let fine = days.is_none_or(|days| (1..=MAX_RETENTION_DAYS).contains(&days));
    fields.require("retentionDays", fine, "is not 1 to 3650");
}
