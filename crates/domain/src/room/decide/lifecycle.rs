//! A room's life: made, started, ended, reopened.

use super::{Ask, Decision, check_host, check_inside};
use crate::{
    id::PadId,
    room::{
        event::{Event, RoomKind},
        pad::{NewPad, PadKind},
        person::Identity,
        refusal::{Refusal, RefusalCode},
        signal::SignalKind,
        state::{RoomState, RoomStatus},
        text,
    },
};

/// The language of a new room's code pad, until someone sets another.
const FIRST_LANGUAGE: &str = "python";

/// What a room is made of.
#[derive(Clone, Debug)]
pub struct NewRoom {
    /// Interview or practice.
    pub kind: RoomKind,
    /// 1 to [`text::MAX_TITLE`] characters; see [`text::line`].
    pub title: String,
    /// Which signals are on, in any order.
    pub signals: Vec<SignalKind>,
    /// A fresh id, for the code pad.
    pub code_pad: PadId,
    /// A fresh id, for the notes pad.
    pub notes_pad: PadId,
}

/// The first event of a room's log; its actor is the host.
pub fn create(room: NewRoom, host: &Identity) -> Event {
    let pad = |id, kind, title: &str, language: Option<&str>| NewPad {
        id,
        kind,
        title: title.to_owned(),
        language: language.map(ToOwned::to_owned),
    };
    Event::Created {
        kind: room.kind,
        title: room.title,
        name: host.name.clone(),
        signals: SignalKind::ALL
            .into_iter()
            .filter(|kind| room.signals.contains(kind))
            .collect(),
        pads: vec![
            pad(room.code_pad, PadKind::Code, "Code", Some(FIRST_LANGUAGE)),
            pad(room.notes_pad, PadKind::Notes, "Notes", None),
        ],
    }
}

/// Gives the room another title, at any time of its life. For hosts.
///
/// `not_inside`, `forbidden`, or `invalid`.
pub fn rename(state: &RoomState, actor: &Identity, title: &str) -> Result<Vec<Event>, Refusal> {
    check_inside(state, actor.id)?;
    check_host(state, actor.id)?;
    let title = text::line("title", title, text::MAX_TITLE)?;
    Ok(if title == state.title() {
        Vec::new()
    } else {
        vec![Event::Renamed { title }]
    })
}

pub(super) fn start(ask: &Ask<'_>) -> Decision {
    ask.host()?;
    ask.open()?;
    match (ask.state.status, ask.state.started) {
        (RoomStatus::Live, Some((_, by))) => Err(ask.already("started", by)),
        _ => Ok(vec![Event::Started]),
    }
}

pub(super) fn end(ask: &Ask<'_>) -> Decision {
    ask.host()?;
    ask.open()?;
    Ok(vec![Event::Ended])
}

pub(super) fn reopen(ask: &Ask<'_>) -> Decision {
    ask.host()?;
    if ask.state.is_ended() {
        return Ok(vec![Event::Reopened]);
    }
    Err(match ask.state.reopened {
        Some((_, by)) => ask.already("reopened", by),
        None => Refusal::new(RefusalCode::Invalid, "type: the room has not ended"),
    })
}
