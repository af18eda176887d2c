//! Sign-ins, each a family of rotating refresh tokens.

use codevlive_domain::{
    id::{PersonId, SessionId},
    time::Millis,
};
use serde::{Deserialize, Serialize};

use crate::document::{Document, IndexEntry};

/// One sign-in of an account. Only hashes of tokens are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The family.
    pub id: SessionId,
    /// Whose.
    pub person: PersonId,
    /// SHA-256 of the refresh token that is good now, hexadecimal.
    pub current: String,
    /// The one before, and until when it still returns the same successor (two tabs).
    pub previous: Option<Previous>,
    /// Ends the family when passed.
    pub expires_at: Millis,
    /// When it began.
    pub created_at: Millis,
}

/// The refresh token that was replaced last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Previous {
    /// SHA-256, hexadecimal.
    pub hash: String,
    /// Its use after this ends the family.
    pub until: Millis,
}

impl Document for Session {
    const COLLECTION: &'static str = "sessions";

    fn id(&self) -> String {
        self.id.to_string()
    }

    fn index(&self) -> Vec<IndexEntry> {
        vec![IndexEntry {
            field: "person",
            value: self.person.to_string(),
            unique: false,
        }]
    }
}
