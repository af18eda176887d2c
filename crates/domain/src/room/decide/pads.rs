//! Pads: opening them, their language, their locks.

use super::{Ask, Decision};
use crate::{
    id::PadId,
    room::{
        event::Event,
        pad::{NewPad, PadKind},
        refusal::Refusal,
        state::Pad,
        text::{self, invalid},
    },
};

/// The most pads a room may have; each is a document in memory.
pub const MAX_PADS: usize = 30;

pub(super) fn open(ask: &Ask<'_>, kind: PadKind, title: &str) -> Decision {
    ask.interviews()?;
    ask.open()?;
    let title = text::line("title", title, text::MAX_PAD_TITLE)?;
    Ok(vec![Event::PadOpened {
        pad: another(ask, kind, title, None)?,
    }])
}

/// Another pad, if the room may have one.
pub(super) fn another(
    ask: &Ask<'_>,
    kind: PadKind,
    title: String,
    language: Option<String>,
) -> Result<NewPad, Refusal> {
    if ask.state.pads().len() >= MAX_PADS {
        return Err(invalid(
            "pad",
            format_args!("the room has {MAX_PADS} pads already"),
        ));
    }
    Ok(NewPad {
        id: ask.facts.new_pad,
        kind,
        title,
        language,
    })
}

pub(super) fn set_language(ask: &Ask<'_>, pad: PadId, language: &str) -> Decision {
    ask.interviews()?;
    ask.open()?;
    let language = text::language(language)?;
    let known = known(ask, pad)?;
    if known.kind != PadKind::Code {
        return Err(invalid("pad", "is not a code pad"));
    }
    if known.language.as_deref() == Some(&language) {
        return Ok(Vec::new());
    }
    Ok(vec![Event::LanguageSet { pad, language }])
}

pub(super) fn lock(ask: &Ask<'_>, pad: PadId, lock: bool) -> Decision {
    ask.interviews()?;
    ask.open()?;
    Ok(match (known(ask, pad)?.locked, lock) {
        (false, true) => vec![Event::EditingLocked { pad }],
        (true, false) => vec![Event::EditingUnlocked { pad }],
        _ => Vec::new(),
    })
}

fn known<'a>(ask: &Ask<'a>, pad: PadId) -> Result<&'a Pad, Refusal> {
    ask.state
        .pad(pad)
        .ok_or_else(|| invalid("pad", "the room has no such pad"))
}
