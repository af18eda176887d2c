//! Coming in: knocks, and what is decided about them.

use super::{Ask, Decision, forbidden};
use crate::{
    id::PersonId,
    room::{
        event::Event,
        person::{Role, Standing},
        refusal::{Refusal, RefusalCode},
        state::Verdict,
        text,
    },
};

/// Asks to join, always as a candidate; whoever waits or is inside has done so already.
pub(super) fn knock(ask: &Ask<'_>, message: Option<&str>) -> Decision {
    ask.open()?;
    let message = text::optional("message", message, text::MAX_NOTE)?;
    let name = text::line("name", &ask.actor.name, text::MAX_NAME)?;
    Ok(match ask.state.standing(ask.actor.id) {
        Standing::Waiting | Standing::Inside => Vec::new(),
        Standing::Outside | Standing::Rejected | Standing::Removed => {
            vec![Event::Knocked { name, message }]
        }
    })
}

/// A line from one who waits.
pub(super) fn message_host(ask: &Ask<'_>, text: &str) -> Decision {
    if ask.state.standing(ask.actor.id) != Standing::Waiting {
        return Err(forbidden(
            "only those who wait to be let in write to the host",
        ));
    }
    ask.open()?;
    let text = text::text("text", text, text::MAX_NOTE)?;
    Ok(vec![Event::MessagedHost { text }])
}

pub(super) fn admit(ask: &Ask<'_>, person: PersonId, reason: Option<&str>) -> Decision {
    let reason = check_waiting(ask, person, reason)?;
    Ok(vec![Event::Admitted {
        person,
        role: Role::Candidate,
        name: None,
        reason,
    }])
}

pub(super) fn reject(ask: &Ask<'_>, person: PersonId, reason: Option<&str>) -> Decision {
    let reason = check_waiting(ask, person, reason)?;
    Ok(vec![Event::Rejected { person, reason }])
}

/// What admitting and rejecting have in common; gives back the reason as it is logged.
fn check_waiting(
    ask: &Ask<'_>,
    person: PersonId,
    reason: Option<&str>,
) -> Result<Option<String>, Refusal> {
    ask.interviews()?;
    ask.open()?;
    let reason = text::optional("reason", reason, text::MAX_NOTE)?;
    match ask.state.standing(person) {
        Standing::Waiting => Ok(reason),
        Standing::Outside => Err(unknown_person()),
        Standing::Inside | Standing::Rejected | Standing::Removed => {
            Err(already_decided(ask, person))
        }
    }
}

/// Nobody of that id has knocked or entered.
pub(super) fn unknown_person() -> Refusal {
    Refusal::new(
        RefusalCode::UnknownPerson,
        "nobody of that id has asked to join",
    )
}

/// Someone was faster, and who.
pub(super) fn already_decided(ask: &Ask<'_>, person: PersonId) -> Refusal {
    match ask.state.person(person).and_then(|person| person.decided) {
        Some((Verdict::Admitted, by)) => ask.already("admitted", by),
        Some((Verdict::Rejected, by)) => ask.already("rejected", by),
        Some((Verdict::Removed, by)) => ask.already("removed", by),
        // The room's maker is inside without anybody's decision.
        None => Refusal::new(RefusalCode::AlreadyDecided, "already inside"),
    }
}
