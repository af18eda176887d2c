//! The kinds of documents there are.

pub mod account;
pub mod agenda;
pub mod invitation;
pub mod one_time_token;
pub mod room;
pub mod room_request;
pub mod scorecard;
pub mod session;

use std::sync::Arc;

use codevlive_domain::id::RoomId;

use crate::{
    Store, Unavailable,
    document::{Collection, Document, IndexEntry},
};

/// What can be known of a document without knowing its type: for backups, which hold all of them.
pub struct Kind {
    /// The collection's name.
    pub collection: &'static str,
    read: fn(&str) -> Result<Identified, serde_json::Error>,
}

/// A document's id, and what it is found by.
pub struct Identified {
    /// Its id.
    pub id: String,
    /// Its fields.
    pub index: Vec<IndexEntry>,
}

/// All kinds. A collection that is missing here can't be backed up, and a backup says so.
pub const KINDS: [Kind; 8] = [
    Kind::of::<account::Account>(),
    Kind::of::<agenda::Agenda>(),
    Kind::of::<invitation::Invitation>(),
    Kind::of::<one_time_token::OneTimeToken>(),
    Kind::of::<room::RoomSummary>(),
    Kind::of::<room_request::RoomRequest>(),
    Kind::of::<scorecard::Scorecard>(),
    Kind::of::<session::Session>(),
];

impl Kind {
    const fn of<T: Document>() -> Self {
        Self {
            collection: T::COLLECTION,
            read: identify::<T>,
        }
    }

    /// Of a collection, if this program knows it.
    pub fn named(collection: &str) -> Option<&'static Self> {
        KINDS.iter().find(|kind| kind.collection == collection)
    }

    /// The id and the index of a document of this kind, from its JSON.
    pub fn identify(&self, body: &str) -> Result<Identified, serde_json::Error> {
        (self.read)(body)
    }
}

fn identify<T: Document>(body: &str) -> Result<Identified, serde_json::Error> {
    let document: T = serde_json::from_str(body)?;
    Ok(Identified {
        id: document.id(),
        index: document.index(),
    })
}

/// Removes what was written about a room besides its log: scorecards and agenda. Whoever removes the room does this
/// before and after: somebody may be writing.
pub async fn delete_of_room(store: &Store, room: RoomId) -> Result<(), Unavailable> {
    let agendas = Collection::<agenda::Agenda>::new(Arc::clone(&store.documents));
    agendas.delete(&room.to_string()).await?;
    scorecard::delete_of_room(store, room).await
}
