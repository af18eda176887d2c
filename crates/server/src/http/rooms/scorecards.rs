//! Scorecards of a room, for those who interview in it, also when it is over.

pub(in crate::http) mod list;
pub(in crate::http) mod show;
pub(in crate::http) mod write;

use codevlive_domain::{id::PersonId, room::state::RoomState};
use codevlive_protocol::scorecard::{self as wire, ScorecardAuthor};
use codevlive_store::documents::scorecard::Scorecard;

/// A card as it is answered.
pub(in crate::http) fn shown(card: Scorecard, author: ScorecardAuthor) -> wire::Scorecard {
    wire::Scorecard {
        author,
        rubric_version: card.rubric,
        ratings: card.written.ratings,
        overall: card.written.overall,
        submitted_at: card.submitted_at.map(Into::into),
        updated_at: card.updated_at.into(),
    }
}

/// Who wrote a card, as they are called in the room.
fn author(state: &RoomState, id: PersonId) -> ScorecardAuthor {
    let name = state.person(id).map(|person| person.name.clone());
    ScorecardAuthor {
        id,
        name: name.unwrap_or_default(),
    }
}
