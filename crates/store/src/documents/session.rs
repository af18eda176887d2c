//! Sign-ins, each a family of rotating refresh tokens.

use codevlive_domain::{
    id::{PersonId, SessionId},
    time::Millis,
};
use serde::{Deserialize, Serialize};

use crate::document::{Document, IndexEntry};

/// One sign-in of an account. No token is kept, not even as a hash: a refresh token is a signature over
/// the session and its generation, so that the newest can be given again when two tabs ask at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The family.
    pub id: SessionId,
    /// Whose.
    pub person: PersonId,
    /// Of the refresh token that is good now; the first is 1. A token of an earlier generation was used
    /// before: its use ends the family.
    pub generation: u64,
    /// Until when the token before the newest still returns the newest (two tabs).
    pub grace_until: Millis,
    /// Ends the family when passed.
    pub expires_at: Millis,
    /// When it began.
    pub created_at: Millis,
    /// When its owner last showed that they are: with a password, or through a provider.
    #[serde(default)]
    pub authenticated_at: Millis,
    /// When it was last refreshed.
    #[serde(default)]
    pub last_used_at: Millis,
    /// What the browser says it is: "Firefox on Linux".
    #[serde(default)]
    pub device: String,
    /// From which address it was last refreshed.
    #[serde(default)]
    pub address: Option<String>,
    /// The account's, when it began: since all sign-ins were ended, the account has another.
    #[serde(default)]
    pub epoch: u64,
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
