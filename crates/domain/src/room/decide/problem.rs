//! The problem: chosen, and its hints revealed one by one.

use super::{Ask, Decision, not_available, pads::another};
use crate::{
    id::PadId,
    room::{
        command::Command,
        event::Event,
        pad::PadKind,
        refusal::Refusal,
        text::{self, invalid},
    },
};

/// The host's own problem, checked.
struct Own {
    title: String,
    statement: String,
    hints: Vec<String>,
    language: Option<String>,
    starter: Option<String>,
}

pub(super) fn choose(ask: &Ask<'_>, command: &Command) -> Decision {
    ask.interviews()?;
    ask.open()?;
    let own = check(command)?;
    let (of_pad, pad) = pad_for(ask, &own)?;
    // First, so that its seq is the answer.
    let chosen = Event::ProblemChosen {
        problem_id: None,
        title: own.title,
        statement: own.statement,
        hint_count: u32::try_from(own.hints.len()).unwrap_or(u32::MAX),
        hints: own.hints,
        pad,
        starter: own.starter,
    };
    Ok([chosen].into_iter().chain(of_pad).collect())
}

/// The host's own problem; those of the bank come with the bank.
fn check(command: &Command) -> Result<Own, Refusal> {
    let Command::ChooseProblem {
        problem_id,
        title,
        statement,
        hints,
        language,
        starter,
    } = command
    else {
        return Err(invalid("type", "is not choose_problem"));
    };
    if problem_id.is_some() {
        return Err(not_available("the problem bank"));
    }
    let title = title
        .as_deref()
        .ok_or_else(|| invalid("title", "is missing"))?;
    let statement = statement
        .as_deref()
        .ok_or_else(|| invalid("statement", "is missing"))?;
    let starter = starter.clone().filter(|starter| !starter.is_empty());
    if let Some(starter) = &starter {
        text::at_most("starter", starter, text::MAX_DOCUMENT)?;
    }
    Ok(Own {
        title: text::line("title", title, text::MAX_TITLE)?,
        statement: text::markdown("statement", statement, text::MAX_DOCUMENT)?,
        hints: text::hints(hints.as_deref().unwrap_or_default())?,
        language: language.as_deref().map(text::language).transpose()?,
        starter,
    })
}

/// A code pad for a problem that brings a language or a first text: the first that nobody has written
/// in, or another; with the event that makes it so, if one is needed.
fn pad_for(ask: &Ask<'_>, own: &Own) -> Result<(Option<Event>, Option<PadId>), Refusal> {
    if own.language.is_none() && own.starter.is_none() {
        return Ok((None, None));
    }
    let free = ask
        .state
        .pads()
        .iter()
        .find(|pad| pad.kind == PadKind::Code && !pad.edited);
    let Some(free) = free else {
        let title = own.title.chars().take(text::MAX_PAD_TITLE).collect();
        let pad = another(ask, PadKind::Code, title, own.language.clone())?;
        let id = pad.id;
        return Ok((Some(Event::PadOpened { pad }), Some(id)));
    };
    let other = own
        .language
        .clone()
        .filter(|own| free.language.as_ref() != Some(own));
    let set = other.map(|language| Event::LanguageSet {
        pad: free.id,
        language,
    });
    Ok((set, Some(free.id)))
}

pub(super) fn reveal_hint(ask: &Ask<'_>, index: u32) -> Decision {
    ask.interviews()?;
    ask.open()?;
    let problem = ask
        .state
        .problem()
        .ok_or_else(|| invalid("index", "no problem has been chosen"))?;
    let hint = usize::try_from(index)
        .ok()
        .and_then(|index| problem.hints.get(index));
    let Some(hint) = hint else {
        let count = problem.hints.len();
        return Err(invalid(
            "index",
            format_args!("the problem has {count} hints, from 0"),
        ));
    };
    if problem.revealed.contains(&index) {
        return Ok(Vec::new());
    }
    Ok(vec![Event::HintRevealed {
        index,
        text: hint.clone(),
    }])
}

/// The first text an event gives a pad. The room task writes it there, as edits of the system, in
/// the same record as the event, behind all events of the decision.
pub fn first_text(event: &Event) -> Option<(PadId, &str)> {
    match event {
        Event::ProblemChosen {
            pad: Some(pad),
            starter: Some(starter),
            ..
        } => Some((*pad, starter)),
        _ => None,
    }
}
