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
    Ok(format!("{} is an administrator", named.account.email))
}
