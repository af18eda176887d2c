//! Scorecards.

use codevlive_domain::{
    id::PersonId,
    scorecard::{Rating, Written, rubric::Rubric},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::timestamp::Timestamp;

/// One's own card, whole: what is absent is taken off it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewScorecard {
    /// Of each competency at most one.
    #[serde(default)]
    #[schema(max_items = 6)]
    pub ratings: Vec<Rating>,
    /// What is to be said of all of it; at most 10,000 characters.
    #[serde(default)]
    #[schema(max_length = 10_000)]
    pub overall: String,
    /// Hands it in: it does not change any more. Until then it is a draft, which nobody else reads.
    #[serde(default)]
    pub submitted: bool,
}

impl From<NewScorecard> for Written {
    fn from(card: NewScorecard) -> Self {
        Self {
            ratings: card.ratings,
            overall: card.overall,
        }
    }
}

/// A card, as its author sees it, and those who have handed in their own.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Scorecard {
    /// Who wrote it.
    pub author: ScorecardAuthor,
    /// By which version of the rubric.
    pub rubric_version: u32,
    /// Of each competency at most one.
    pub ratings: Vec<Rating>,
    /// What is to be said of all of it.
    pub overall: String,
    /// When it was handed in; absent from a draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub submitted_at: Option<Timestamp>,
    /// When it was written last.
    pub updated_at: Timestamp,
}

/// Who wrote a card.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ScorecardAuthor {
    /// Their id.
    pub id: PersonId,
    /// What they are called in the room.
    pub name: String,
}

/// The cards of a room that one may read, one page of them, in the order in which they were begun.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ScorecardPage {
    /// One's own; and those that others have handed in, once one's own is.
    pub items: Vec<Scorecard>,
    /// Asks for the next page; `null` on the last.
    #[schema(required = true)]
    pub next_cursor: Option<String>,
    /// How many were handed in, one's own among them.
    pub submitted: u32,
    /// What cards are written by.
    pub rubric: Rubric,
}
