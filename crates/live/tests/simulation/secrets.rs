//! What a candidate must never be sent.

use codevlive_domain::{
    id::{PadId, PersonId},
    room::{command::ChatScope, event::Event, pad::PadKind},
};
use codevlive_live::outlet::Outgoing;

/// The secret that is in a message to a candidate, if there is one. The notes pad is `notes`; others of
/// its kind are not opened.
pub(crate) fn of(message: &Outgoing, me: PersonId, notes: PadId) -> Option<&'static str> {
    match message {
        Outgoing::Edit { pad, .. } | Outgoing::Awareness { pad, .. } => {
            (*pad == notes).then_some("notes")
        }
        Outgoing::Entry(entry) => of_event(&entry.event, entry.actor.id == me.to_string(), notes),
        Outgoing::View { view, .. } => {
            let notes = view.pads.iter().any(|pad| pad.kind == PadKind::Notes);
            let hints =
                |problem: &codevlive_domain::room::view::ProblemInfo| problem.all_hints.is_some();
            match () {
                () if notes => Some("that there are notes"),
                () if !view.knocks.is_empty() => Some("knocks"),
                () if view.problem.as_ref().is_some_and(hints) => Some("hints"),
                () => None,
            }
        }
        Outgoing::Rtc { .. } | Outgoing::Closed(_) => None,
    }
}

fn of_event(event: &Event, own: bool, notes: PadId) -> Option<&'static str> {
    match event {
        Event::EditingLocked { pad }
        | Event::EditingUnlocked { pad }
        | Event::LanguageSet { pad, .. } => (*pad == notes).then_some("that there are notes"),
        Event::ProblemChosen { hints, .. } => (!hints.is_empty()).then_some("hints"),
        Event::Said {
            to: ChatScope::Interviewers,
            ..
        } => Some("what interviewers say"),
        Event::Knocked { .. } | Event::MessagedHost { .. } => (!own).then_some("a knock"),
        _ => None,
    }
}
