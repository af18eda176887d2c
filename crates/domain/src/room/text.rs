//! What texts the room accepts. Lengths are in characters (Unicode scalar values).

use super::refusal::{Refusal, RefusalCode};

/// The longest name of a person.
pub const MAX_NAME: usize = 80;
/// The longest title of a room or of one's own problem.
pub const MAX_TITLE: usize = 200;
/// The longest title of a pad.
pub const MAX_PAD_TITLE: usize = 80;
/// The longest line of a knock, to the host, or as a reason.
pub const MAX_NOTE: usize = 500;
/// The longest chat line.
pub const MAX_CHAT: usize = 4_000;
/// The longest statement, and the longest first text of a pad.
pub const MAX_DOCUMENT: usize = 100_000;
/// The longest hint.
pub const MAX_HINT: usize = 10_000;
/// The most hints a problem may have.
pub const MAX_HINTS: usize = 20;
/// The longest short name of a language.
pub const MAX_LANGUAGE: usize = 32;

/// A refusal that names the field.
pub(crate) fn invalid(field: &str, matter: impl std::fmt::Display) -> Refusal {
    Refusal::new(RefusalCode::Invalid, format!("{field}: {matter}"))
}

/// A text of one or more lines, without the white space around it.
///
/// `invalid` if nothing is left, or more than `max` characters.
pub fn text(field: &str, value: &str, max: usize) -> Result<String, Refusal> {
    let value = value.trim();
    if value.is_empty() {
        return Err(invalid(field, "is empty"));
    }
    at_most(field, value, max)?;
    Ok(value.to_owned())
}

/// A text of one line: names and titles.
///
/// `invalid` if it is empty, has more than `max` characters, or among them one that breaks the line,
/// controls, or changes the direction of writing.
pub fn line(field: &str, value: &str, max: usize) -> Result<String, Refusal> {
    let value = text(field, value, max)?;
    if value
        .chars()
        .any(|c| c.is_control() || breaks_line(c) || overrides_direction(c))
    {
        return Err(invalid(
            field,
            "has a line break or another control character",
        ));
    }
    Ok(value)
}

/// Unicode's separators of lines and paragraphs, which are no control characters.
const fn breaks_line(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// Embeddings, overrides and isolates of Unicode's bidirectional algorithm: with them a name can look
/// like another, or garble the line it stands in. Names written from right to left need none.
const fn overrides_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text that may be left out; one of white space counts as left out.
pub(super) fn optional(
    field: &str,
    value: Option<&str>,
    max: usize,
) -> Result<Option<String>, Refusal> {
    value
        .filter(|value| !value.trim().is_empty())
        .map(|value| text(field, value, max))
        .transpose()
}

/// Markdown, kept as it is: white space at the start of a line means something there.
pub(crate) fn markdown(field: &str, value: &str, max: usize) -> Result<String, Refusal> {
    if value.trim().is_empty() {
        return Err(invalid(field, "is empty"));
    }
    at_most(field, value, max)?;
    Ok(value.to_owned())
}

/// Refuses a text of more than `max` characters.
pub(crate) fn at_most(field: &str, value: &str, max: usize) -> Result<(), Refusal> {
    // A character is at least a byte: most texts need no counting.
    if value.len() > max && value.chars().count() > max {
        return Err(invalid(
            field,
            format_args!("has more than {max} characters"),
        ));
    }
    Ok(())
}

/// The short name of a language, such as `python` or `c++`.
pub(crate) fn language(value: &str) -> Result<String, Refusal> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "+#._-".contains(c);
    if (1..=MAX_LANGUAGE).contains(&value.len()) && value.chars().all(plain) {
        return Ok(value.to_owned());
    }
    Err(invalid(
        "language",
        "is not 1 to 32 of a-z, 0-9, +, #, ., _ and -",
    ))
}

/// The hints of a problem, in the order in which they help.
pub(crate) fn hints(hints: &[String]) -> Result<Vec<String>, Refusal> {
    if hints.len() > MAX_HINTS {
        return Err(invalid("hints", format_args!("are more than {MAX_HINTS}")));
    }
    hints
        .iter()
        .map(|hint| markdown("hints", hint, MAX_HINT))
        .collect()
}
