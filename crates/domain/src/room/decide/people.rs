//! People inside: removal, roles, and who is host.

use super::{
    Ask, Decision,
    admission::{already_decided, unknown_person},
    forbidden,
};
use crate::{
    id::PersonId,
    room::{
        event::Event,
        person::{Role, Standing},
        refusal::Refusal,
        text,
    },
};

/// How long the last host must have been gone before an interviewer may take over, in milliseconds.
pub const HOST_GONE_MS: i64 = 2 * 60 * 1_000;

/// Puts a person out; also in an ended room, whose hosts and interviewers may still be there.
pub(super) fn remove(ask: &Ask<'_>, person: PersonId, reason: Option<&str>) -> Decision {
    ask.host()?;
    let reason = text::optional("reason", reason, text::MAX_NOTE)?;
    match ask.state.standing(person) {
        Standing::Inside => {}
        Standing::Outside => return Err(unknown_person()),
        Standing::Waiting => return Err(text::invalid("person", "waits, and can be rejected")),
        Standing::Rejected | Standing::Removed => return Err(already_decided(ask, person)),
    }
    keeps_a_host(ask, person)?;
    Ok(vec![Event::Removed { person, reason }])
}

pub(super) fn set_role(ask: &Ask<'_>, person: PersonId, role: Role) -> Decision {
    ask.host()?;
    ask.open()?;
    match ask.state.standing(person) {
        Standing::Inside => {}
        Standing::Outside => return Err(unknown_person()),
        _ => return Err(text::invalid("person", "is not inside")),
    }
    if ask.state.role(person) == role {
        return Ok(Vec::new());
    }
    keeps_a_host(ask, person)?;
    Ok(vec![Event::RoleChanged { person, role }])
}

/// Refuses to take the last host from the room.
fn keeps_a_host(ask: &Ask<'_>, person: PersonId) -> Result<(), Refusal> {
    if ask.state.hosts().eq([person]) {
        return Err(forbidden(
            "the last host can't be removed or given another role",
        ));
    }
    Ok(())
}

pub(super) fn take_over(ask: &Ask<'_>) -> Decision {
    ask.interviews()?;
    if ask.role() == Role::Host {
        return Ok(Vec::new());
    }
    let gone = ask
        .facts
        .hosts_gone_since
        .map(|since| ask.facts.now.since(since));
    if gone.is_some_and(|gone| gone >= HOST_GONE_MS) {
        return Ok(vec![Event::HostTakenOver]);
    }
    Err(forbidden(
        "an interviewer may take over when the last host has been gone for 2 minutes",
    ))
}
