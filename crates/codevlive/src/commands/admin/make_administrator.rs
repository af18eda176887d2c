//! `codevlive admin make-administrator EMAIL`

use std::error::Error;

use super::Named;

/// Makes that person an administrator.
pub(super) async fn run(named: Named) -> Result<String, Box<dyn Error>> {
    let id = named.account.id.to_string();
    let make = |account: &mut codevlive_store::documents::account::Account| {
        account.administrator = true;
    };
    named.accounts.update(&id, make).await?;
    let email = &named.account.email;
    let mut said = format!("{email} is an administrator");
    if named.account.email_verified_at.is_none() {
        // Whoever signs up with somebody's address has an account of that address.
        said += ". Nobody has verified that address yet: make sure that the account is theirs";
    }
    Ok(said)
}
