//! One's own account.

pub(super) mod change;
pub(super) mod show;

use codevlive_protocol::me::{Settings, User};
use codevlive_store::documents::account::Account;

/// An account as its owner sees it.
pub(super) fn user(account: Account) -> User {
    User {
        id: account.id,
        settings: settings(&account),
        email_verified: account.email_verified_at.is_some(),
        email: account.email,
        name: account.name,
    }
}

/// Settings that this version can't read count as never set: nobody is locked out by them.
fn settings(account: &Account) -> Settings {
    let kept = account.settings.clone().into_iter().collect();
    serde_json::from_value(serde_json::Value::Object(kept)).unwrap_or_default()
}
