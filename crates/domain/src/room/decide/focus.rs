//! Focus time: the candidate works unobserved for some minutes.

use super::{Ask, Decision};
use crate::{
    room::{event::Event, state::RoomState, text},
    time::Millis,
};

/// The longest focus time, in minutes.
const MAX_MINUTES: u32 = 120;

pub(super) fn start(ask: &Ask<'_>, minutes: u32) -> Decision {
    ask.interviews()?;
    ask.open()?;
    if !(1..=MAX_MINUTES).contains(&minutes) {
        return Err(text::invalid("minutes", "is not 1 to 120"));
    }
    if let Some(focus) = ask.state.focus_at(ask.facts.now) {
        return Err(ask.already("started", focus.by));
    }
    let until = ask.facts.now.plus(i64::from(minutes) * 60_000);
    Ok(vec![Event::FocusTimeStarted { until, minutes }])
}

pub(super) fn end(ask: &Ask<'_>) -> Decision {
    ask.interviews()?;
    ask.open()?;
    Ok(match ask.state.focus_at(ask.facts.now) {
        Some(_) => vec![Event::FocusTimeEnded],
        None => Vec::new(),
    })
}

/// What has run out by `now`: the end of a focus time, which the room task logs as the system.
pub fn expire(state: &RoomState, now: Millis) -> Vec<Event> {
    match state.focus_time() {
        Some(focus) if focus.until <= now => vec![Event::FocusTimeEnded],
        _ => Vec::new(),
    }
}
