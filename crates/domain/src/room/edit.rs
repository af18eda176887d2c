//! Who may edit and read which pad.

use super::{
    entry::Seq,
    pad::PadKind,
    person::Role,
    refusal::{Refusal, RefusalCode},
    state::{Pad, RoomState},
    text::invalid,
};
use crate::{
    id::{PadId, PersonId},
    time::Millis,
};

/// Whether a person may edit a pad at `now`.
///
/// `not_inside`, `forbidden` (observers; notes), `invalid` (no such pad), `room_ended`, or `locked`
/// (by an interviewer, or frozen for a focus time).
pub fn check_edit(
    state: &RoomState,
    person: PersonId,
    pad: PadId,
    now: Millis,
) -> Result<(), Refusal> {
    inside(state, person)?;
    let role = state.role(person);
    if role == Role::Observer {
        return Err(Refusal::new(
            RefusalCode::Forbidden,
            "observers watch; they can't edit",
        ));
    }
    let known = readable(state, person, pad)?;
    if state.is_ended() {
        return Err(ended());
    }
    if known.locked && !role.interviews() {
        return Err(Refusal::new(
            RefusalCode::Locked,
            "an interviewer locked this pad",
        ));
    }
    if frozen_at(state, person, pad, now).is_some() {
        return Err(Refusal::new(
            RefusalCode::Locked,
            "the candidate works unobserved until the focus time is over",
        ));
    }
    Ok(())
}

/// Whether a person may read a pad.
///
/// `not_inside`, `invalid` (no such pad), `forbidden` (notes), or `room_ended` (others than hosts and
/// interviewers).
pub fn check_read(state: &RoomState, person: PersonId, pad: PadId) -> Result<(), Refusal> {
    inside(state, person)?;
    readable(state, person, pad)?;
    if state.may_connect(person) {
        Ok(())
    } else {
        Err(ended())
    }
}

/// The entry at which a focus time froze this pad for this person, if one has at `now`: they are
/// shown the document as it was then.
pub fn frozen_at(state: &RoomState, person: PersonId, pad: PadId, now: Millis) -> Option<Seq> {
    let focus = state.focus_at(now)?;
    let code = state.pad(pad)?.kind == PadKind::Code;
    (code && state.role(person) != Role::Candidate).then_some(focus.started)
}

fn inside(state: &RoomState, person: PersonId) -> Result<(), Refusal> {
    if state.is_inside(person) {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::NotInside,
        "only people inside may see or edit pads",
    ))
}

fn readable(state: &RoomState, person: PersonId, pad: PadId) -> Result<&Pad, Refusal> {
    let pad = state
        .pad(pad)
        .ok_or_else(|| invalid("pad", "the room has no such pad"))?;
    if pad.kind.readable_by(state.role(person)) {
        return Ok(pad);
    }
    Err(Refusal::new(
        RefusalCode::Forbidden,
        "notes are for hosts and interviewers",
    ))
}

fn ended() -> Refusal {
    Refusal::new(RefusalCode::RoomEnded, "the room has ended")
}
