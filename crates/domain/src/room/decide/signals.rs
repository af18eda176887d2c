//! Signals of the candidate's browser, and the server's own about connections.

use super::{Ask, Decision, forbidden};
use crate::{
    id::{PadId, PersonId},
    room::{
        event::Event,
        person::Role,
        refusal::{Refusal, RefusalCode},
        signal::{DeviceChange, SignalKind},
        state::RoomState,
        text::invalid,
    },
};

/// The highest number a signal may have: the largest integer a browser counts exactly (2⁵³ − 1).
const MAX_NUMBER: u64 = (1 << 53) - 1;

/// What comes with some signals; of others it is left out.
#[derive(Clone, Copy, Default)]
pub(super) struct Details {
    pub(super) length: Option<u64>,
    pub(super) pad: Option<PadId>,
    pub(super) devices: Option<DeviceChange>,
}

pub(super) fn signal(ask: &Ask<'_>, kind: SignalKind, n: u64, details: Details) -> Decision {
    if ask.role() != Role::Candidate {
        return Err(forbidden("signals are about candidates only"));
    }
    if kind.by_server() {
        return Err(forbidden("only the server tells about connections"));
    }
    ask.open()?;
    if !ask.state.signals().contains(&kind) {
        return Err(Refusal::new(
            RefusalCode::NotAvailable,
            "this signal is off in this room",
        ));
    }
    let Details {
        length,
        pad,
        devices,
    } = checked(ask, kind, details)?;
    check_number(ask, n)?;
    Ok(vec![Event::Signal {
        kind,
        n: Some(n),
        length,
        pad,
        devices,
    }])
}

/// What a signal of that kind comes with, and no more. A paste goes into a pad that the person can see.
fn checked(ask: &Ask<'_>, kind: SignalKind, details: Details) -> Result<Details, Refusal> {
    match kind {
        SignalKind::PastedFromOutside => {
            check_length(details.length)?;
            let seen = |id| {
                ask.state
                    .pad(id)
                    .is_some_and(|pad| pad.kind.readable_by(ask.role()))
            };
            if details.pad.is_some_and(|id| !seen(id)) {
                return Err(invalid("pad", "the room has no such pad"));
            }
            Ok(Details {
                devices: None,
                ..details
            })
        }
        SignalKind::ProblemCopied => {
            check_length(details.length)?;
            Ok(Details {
                length: details.length,
                ..Details::default()
            })
        }
        SignalKind::DevicesChanged => {
            if !details.devices.is_some_and(DeviceChange::is_sound) {
                return Err(invalid("devices", "are missing, none, or out of range"));
            }
            Ok(Details {
                devices: details.devices,
                ..Details::default()
            })
        }
        _ => Ok(Details::default()),
    }
}

fn check_length(length: Option<u64>) -> Result<(), Refusal> {
    if length.is_some_and(|length| length <= MAX_NUMBER) {
        return Ok(());
    }
    Err(invalid("length", "of the text is missing or out of range"))
}

/// Numbers rise. They may leave a gap, which shows that signals are missing.
fn check_number(ask: &Ask<'_>, n: u64) -> Result<(), Refusal> {
    let last = ask
        .state
        .person(ask.actor.id)
        .map_or(0, |person| person.last_signal);
    if n > last && n <= MAX_NUMBER {
        return Ok(());
    }
    Err(invalid(
        "n",
        format_args!("the next number is {}", last.saturating_add(1)),
    ))
}

/// What the server tells when a candidate's last connection went away, or when they are connected
/// again: only of candidates inside, only while that signal is on, and only what is new.
pub fn connection_signal(state: &RoomState, person: PersonId, lost: bool) -> Option<Event> {
    let kind = if lost {
        SignalKind::ConnectionLost
    } else {
        SignalKind::ConnectionRestored
    };
    let known = state.person(person)?;
    let tells = known.is_inside_as(Role::Candidate)
        && known.connection_lost != lost
        && !state.is_ended()
        && state.signals().contains(&kind);
    tells.then_some(Event::Signal {
        kind,
        n: None,
        length: None,
        pad: None,
        devices: None,
    })
}
