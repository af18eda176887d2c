//! One's own account.

pub(super) mod change;
pub(super) mod change_email;
pub(super) mod change_password;
pub(super) mod delete;
pub(super) mod export;
pub(super) mod sessions;
pub(super) mod show;
pub(super) mod verify_email;

use std::collections::BTreeSet;

use codevlive_protocol::me::{Settings, User};
use codevlive_store::documents::account::Account;

/// An account as its owner sees it.
pub(super) fn user(account: Account) -> User {
    let providers = account.identities.iter().map(|it| it.provider.clone());
    User {
        id: account.id,
        settings: settings(&account),
        email_verified: account.email_verified_at.is_some(),
        has_password: account.password_hash.is_some(),
        totp: account.security.second_factor.is_some(),
        administrator: account.administrator,
        providers: providers.collect::<BTreeSet<_>>().into_iter().collect(),
        email: account.email,
        name: account.name,
    }
}

/// Settings that this version can't read count as never set: nobody is locked out by them.
fn settings(account: &Account) -> Settings {
    let kept = account.settings.clone().into_iter().collect();
    serde_json::from_value(serde_json::Value::Object(kept)).unwrap_or_default()
}
