//! Agendas.

use codevlive_domain::{agenda::Item, id::RoomId, time::Millis};
use serde::{Deserialize, Serialize};

use crate::document::{Document, IndexEntry};

/// The problems prepared for a room. It is the room's, as its problem is: nobody in particular wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agenda {
    /// Of which room; there is one of each.
    pub room: RoomId,
    /// Which writing of it this is, from 1. Not the document's, which begins again in a store that was restored.
    pub version: u32,
    /// In the order in which they are to come.
    pub items: Vec<Item>,
    /// When it was changed last.
    pub updated_at: Millis,
}

impl Document for Agenda {
    const COLLECTION: &'static str = "agendas";

    fn id(&self) -> String {
        self.room.to_string()
    }

    fn index(&self) -> Vec<IndexEntry> {
        Vec::new()
    }
}
