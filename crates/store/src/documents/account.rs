//! Accounts.

pub mod security;

use std::collections::{BTreeMap, BTreeSet};

use codevlive_domain::{
    id::{PersonId, RoomId},
    time::Millis,
};
use serde::{Deserialize, Serialize};

use self::security::Security;
use crate::{
    document::{Document, IndexEntry},
    outbox::{self, OutboxEntry, WithOutbox},
};

/// A person with an e-mail address, who signs in with a password, through a provider, or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Who.
    pub id: PersonId,
    /// As it was given, trimmed.
    pub email: String,
    /// 1 to 80 characters.
    pub name: String,
    /// Argon2id in PHC string format; none if they only sign in through a provider.
    #[serde(default)]
    pub password_hash: Option<String>,
    /// The sign-ins through Firebase that open it.
    #[serde(default)]
    pub identities: Vec<FirebaseIdentity>,
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
    /// What keeps it its owner's.
    #[serde(default)]
    pub security: Security,
    /// When its owner deleted it: nobody can sign in any more, its address is free, and what is left of it is being
    /// erased.
    #[serde(default)]
    pub deleted_at: Option<Millis>,
    /// Rooms that stay, from which it is being erased: they are looked through again before its document goes.
    #[serde(default)]
    pub erased_from: Vec<RoomId>,
    /// Jobs it asks for.
    #[serde(default)]
    pub outbox: Vec<OutboxEntry>,
}

/// A sign-in of Google's or GitHub's that opens an account, as Firebase knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirebaseIdentity {
    /// Firebase's user; one user may come through several providers.
    pub uid: String,
    /// Through which they came: `google.com`, `github.com`.
    pub provider: String,
}

/// The field by which an account is found that a Firebase user opens.
pub const FIREBASE_UID: &str = "firebase_uid";

/// The setting of an account by which it gets no notifications, with the value `false`.
pub const NOTIFICATIONS: &str = "notifications";

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
        if self.deleted_at.is_some() {
            return outbox::pending(&self.outbox).into_iter().collect();
        }
        let email = IndexEntry {
            field: "email",
            value: email_key(&self.email),
            unique: true,
        };
        let uids: BTreeSet<&str> = self.identities.iter().map(|it| it.uid.as_str()).collect();
        let uids = uids.into_iter().map(|uid| IndexEntry {
            field: FIREBASE_UID,
            value: uid.to_owned(),
            unique: true,
        });
        [email]
            .into_iter()
            .chain(uids)
            .chain(outbox::pending(&self.outbox))
            .collect()
    }
}

impl WithOutbox for Account {
    fn outbox(&mut self) -> &mut Vec<OutboxEntry> {
        &mut self.outbox
    }
}
