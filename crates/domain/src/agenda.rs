//! The agenda of a room: problems written beforehand, in the order in which they are to come.
//!
//! It is the interviewers' plan and no part of the log: nobody else knows of a problem before it is chosen, and then
//! by `choose_problem`, with its text.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::room::{
    refusal::Refusal,
    text::{self, invalid},
};

/// The most problems on one agenda.
pub const MAX_ITEMS: usize = 20;
/// The most minutes that may be planned for a problem: a day.
pub const MAX_MINUTES: u32 = 1_440;

/// A problem of an agenda; with the sizes that `choose_problem` allows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AgendaItem)]
pub struct Item {
    /// Made by whoever adds it; no two of an agenda share it.
    pub id: Uuid,
    /// One line, 1 to 200 characters.
    #[schema(min_length = 1, max_length = 200)]
    pub title: String,
    /// Markdown, 1 to 100,000 characters.
    #[schema(min_length = 1, max_length = 100_000)]
    pub statement: String,
    /// Up to 20, of up to 10,000 characters, in the order in which they help.
    #[serde(default)]
    #[schema(required = true, max_items = 20)]
    pub hints: Vec<String>,
    /// Of its pad.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub language: Option<String>,
    /// The first text of its pad, up to 100,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_length = 100_000)]
    pub starter: Option<String>,
    /// How long it is planned to take, in minutes: 1 to 1,440.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, minimum = 1, maximum = 1440)]
    pub minutes: Option<u32>,
}

impl Item {
    /// The item as it is kept, if it could be chosen; or all that is wrong with it, each by its field.
    pub fn checked(self) -> Result<Self, Vec<Refusal>> {
        let mut faults = Vec::new();
        let mut note = |refusal| faults.push(refusal);
        let title = text::line("title", &self.title, text::MAX_TITLE);
        let title = title.map_err(&mut note).unwrap_or_default();
        let statement = text::markdown("statement", &self.statement, text::MAX_DOCUMENT);
        let statement = statement.map_err(&mut note).unwrap_or_default();
        let hints = text::hints(&self.hints).map_err(&mut note);
        let hints = hints.unwrap_or_default();
        let language = self.language.as_deref().map(text::language).transpose();
        let language = language.map_err(&mut note).unwrap_or_default();
        let starter = self.starter.filter(|starter| !starter.is_empty());
        if let Some(starter) = &starter {
            let fits = text::at_most("starter", starter, text::MAX_DOCUMENT);
            fits.map_err(&mut note).unwrap_or_default();
        }
        let fine = |minutes| (1..=MAX_MINUTES).contains(&minutes);
        if !self.minutes.is_none_or(fine) {
            note(invalid(
                "minutes",
                format_args!("is not 1 to {MAX_MINUTES}"),
            ));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self {
            id: self.id,
            title,
            statement,
            hints,
            language,
            starter,
            minutes: self.minutes,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item() -> Item {
        Item {
            id: Uuid::from_u128(1),
            title: "  Two Sum ".into(),
            statement: "Find *two*.".into(),
            hints: vec!["A map helps.".into()],
            language: Some("go".into()),
            starter: Some(String::new()),
            minutes: Some(20),
        }
    }

    fn faults(item: Item) -> Vec<String> {
        let faults = item.checked().unwrap_err().into_iter();
        faults.map(|refusal| refusal.detail).collect()
    }

    #[test]
    fn it_is_kept_as_it_would_be_chosen() {
        let kept = item().checked().unwrap();
        let expected = Item {
            title: "Two Sum".into(),
            starter: None,
            ..item()
        };
        assert_eq!(kept, expected);
        assert_eq!(kept.clone().checked(), Ok(kept));
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let wrong = Item {
            title: "two\nlines".into(),
            statement: " \n".into(),
            hints: vec![String::new()],
            language: Some("Go!".into()),
            starter: Some("x".repeat(text::MAX_DOCUMENT + 1)),
            minutes: Some(0),
            ..item()
        };
        assert_eq!(
            faults(wrong),
            [
                "title: has a line break or another control character",
                "statement: is empty",
                "hints: is empty",
                "language: is not 1 to 32 of a-z, 0-9, +, #, ., _ and -",
                "starter: has more than 100000 characters",
                "minutes: is not 1 to 1440",
            ]
        );
        let many = vec!["x".to_owned(); 21];
        assert_eq!(
            faults(Item {
                hints: many,
                ..item()
            }),
            ["hints: are more than 20"]
        );
    }
}
