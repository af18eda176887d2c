//! What links in mails are good for, once.

use codevlive_domain::{id::PersonId, time::Millis};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::document::{Document, IndexEntry};

/// What a one-time token does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenPurpose {
    /// Verifies an address, and makes it the account's if it is another.
    VerifyAddress,
    /// Sets a new password.
    ResetPassword,
}

impl TokenPurpose {
    const fn name(self) -> &'static str {
        match self {
            Self::VerifyAddress => "verify_address",
            Self::ResetPassword => "reset_password",
        }
    }
}

/// The one token of a person for one purpose: a new one takes the place of the one before, which is void then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OneTimeToken {
    /// Whose.
    pub person: PersonId,
    /// What for.
    pub purpose: TokenPurpose,
    /// What the link has, signed.
    pub token: Uuid,
    /// The address that it is about.
    pub email: String,
    /// Of the account's sign-ins when it was made: when they were all ended, it is void.
    pub epoch: u64,
    /// When it ends.
    pub expires_at: Millis,
    /// When it was used.
    pub used_at: Option<Millis>,
}

impl OneTimeToken {
    /// The id of a person's token for a purpose.
    pub fn id_of(person: PersonId, purpose: TokenPurpose) -> String {
        format!("{person}.{}", purpose.name())
    }
}

impl Document for OneTimeToken {
    const COLLECTION: &'static str = "one_time_tokens";

    fn id(&self) -> String {
        Self::id_of(self.person, self.purpose)
    }

    fn index(&self) -> Vec<IndexEntry> {
        let token = IndexEntry {
            field: "token",
            value: self.token.to_string(),
            unique: true,
        };
        let person = IndexEntry {
            field: "person",
            value: self.person.to_string(),
            unique: false,
        };
        vec![token, person]
    }
}
