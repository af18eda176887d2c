//! Accounts.

use std::collections::BTreeMap;

use codevlive_domain::{id::PersonId, time::Millis};
use serde::{Deserialize, Serialize};

use crate::{
    document::{Document, IndexEntry},
    outbox::{self, OutboxEntry, WithOutbox},
};

/// A person with an e-mail address and a password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Who.
    pub id: PersonId,
    /// As it was given, trimmed.
    pub email: String,
    /// 1 to 80 characters.
    pub name: String,
    /// Argon2id in PHC string format.
    pub password_hash: String,
    /// When it was made.
    pub created_at: Millis,
    /// What the web client keeps here: theme, editor keymap, font size.
    pub settings: BTreeMap<String, serde_json::Value>,
    /// When its address was verified; none if it was not, or since it was changed.
    #[serde(default)]
    pub email_verified_at: Option<Millis>,
    /// Whether they may see and mend the queue.
    #[serde(default)]
    pub administrator: bool,
    /// Jobs it asks for.
    #[serde(default)]
    pub outbox: Vec<OutboxEntry>,
}

/// The form of an address by which it is unique: lower case.
pub fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

impl Document for Account {
    const COLLECTION: &'static str = "accounts";

    fn id(&self) -> String {
        self.id.to_string()
    }

    fn index(&self) -> Vec<IndexEntry> {
        let email = IndexEntry {
            field: "email",
            value: email_key(&self.email),
            unique: true,
        };
        [email]
            .into_iter()
            .chain(outbox::pending(&self.outbox))
            .collect()
    }
}

impl WithOutbox for Account {
    fn outbox(&mut self) -> &mut Vec<OutboxEntry> {
        &mut self.outbox
    }
}
