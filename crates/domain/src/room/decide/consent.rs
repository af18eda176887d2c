//! Consent: everyone for themselves, wherever they stand, also after the end.

use super::{Ask, Decision};
use crate::room::{command::ConsentTo, event::Event, text};

pub(super) fn consent(ask: &Ask<'_>, to: ConsentTo, given: bool) -> Decision {
    let known = ask.state.person(ask.actor.id);
    if known.is_some_and(|person| person.consents.contains(&to)) == given {
        return Ok(Vec::new());
    }
    let name = match known {
        Some(_) => None,
        None => Some(text::line("name", &ask.actor.name, text::MAX_NAME)?),
    };
    Ok(vec![if given {
        Event::ConsentGiven { to, name }
    } else {
        Event::ConsentWithdrawn { to, name }
    }])
}
