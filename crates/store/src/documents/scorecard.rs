//! Scorecards.

use std::sync::Arc;

use codevlive_domain::{
    id::{PersonId, RoomId},
    scorecard::{Sheet, Written},
    time::Millis,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Store, Unavailable,
    document::{Collection, Document, IndexEntry, Query},
};

/// What one of those who interview in a room makes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scorecard {
    /// Its id.
    pub id: Uuid,
    /// Of which room.
    pub room: RoomId,
    /// Who writes it.
    pub person: PersonId,
    /// By which version of the rubric.
    pub rubric: u32,
    /// What stands on it.
    #[serde(flatten)]
    pub written: Written,
    /// When it was handed in; it does not change any more. None while it is a draft, which only its author reads.
    pub submitted_at: Option<Millis>,
    /// When it was written last.
    pub updated_at: Millis,
}

/// The field by which all cards of a room are found.
pub const ROOM: &str = "room";
/// The field by which those are found that a person wrote.
pub const PERSON: &str = "person";
/// The field by which the one card of a person in a room is found; its value is [`place`].
pub const PLACE: &str = "place";

/// The value of [`PLACE`].
pub fn place(room: RoomId, person: PersonId) -> String {
    format!("{room}:{person}")
}

impl Scorecard {
    /// Whose it is, and whether it is handed in.
    pub const fn sheet(&self) -> Sheet {
        Sheet {
            author: self.person,
            submitted: self.submitted_at.is_some(),
        }
    }
}

impl Document for Scorecard {
    const COLLECTION: &'static str = "scorecards";

    fn id(&self) -> String {
        self.id.to_string()
    }

    fn index(&self) -> Vec<IndexEntry> {
        let entry = |field, value, unique| IndexEntry {
            field,
            value,
            unique,
        };
        vec![
            entry(ROOM, self.room.to_string(), false),
            entry(PERSON, self.person.to_string(), false),
            entry(PLACE, place(self.room, self.person), true),
        ]
    }
}

/// How many are looked up at once.
const PAGE: usize = 100;

/// All cards of a room, in the order in which they were begun.
pub async fn of_room(store: &Store, room: RoomId) -> Result<Vec<Scorecard>, Unavailable> {
    let cards = Collection::<Scorecard>::new(Arc::clone(&store.documents));
    let mut all: Vec<Scorecard> = Vec::new();
    loop {
        let query = Query {
            field: ROOM,
            value: room.to_string(),
            descending: false,
            after: all.last().map(|last| last.id.to_string()),
            limit: PAGE,
        };
        let found = cards.find(query).await?;
        if found.is_empty() {
            return Ok(all);
        }
        all.extend(found.into_iter().map(|found| found.value));
    }
}

/// Removes all cards of a room.
pub async fn delete_of_room(store: &Store, room: RoomId) -> Result<(), Unavailable> {
    let cards = Collection::<Scorecard>::new(Arc::clone(&store.documents));
    for card in of_room(store, room).await? {
        cards.delete(&card.id.to_string()).await?;
    }
    Ok(())
}
