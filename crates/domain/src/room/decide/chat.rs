//! Chat, and raised hands.

use super::{Ask, Decision};
use crate::room::{command::ChatScope, event::Event, text};

/// Anyone inside writes to all or to the interviewers, who alone then read it. Interviewers may talk
/// among themselves after the end, to score; nobody else is there to listen.
pub(super) fn say(ask: &Ask<'_>, text: &str, to: ChatScope) -> Decision {
    let among_interviewers = to == ChatScope::Interviewers && ask.role().interviews();
    if !among_interviewers {
        ask.open()?;
    }
    let text = text::text("text", text, text::MAX_CHAT)?;
    Ok(vec![Event::Said { text, to }])
}

pub(super) fn hand(ask: &Ask<'_>, raise: bool) -> Decision {
    ask.open()?;
    let raised = ask
        .state
        .person(ask.actor.id)
        .is_some_and(|person| person.hand);
    Ok(match (raised, raise) {
        (false, true) => vec![Event::HandRaised],
        (true, false) => vec![Event::HandLowered],
        _ => Vec::new(),
    })
}
