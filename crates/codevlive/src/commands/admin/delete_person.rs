//! `codevlive admin delete-person EMAIL`

use std::error::Error;

use codevlive_jobs::erasure;
use codevlive_store::documents::account::Account;

use super::Named;
use crate::clock::SystemClock;

/// Deletes that person's account as they would; the server's worker erases what belongs to it. Not here: who is
/// connected on a node that runs is so for some seconds more, and may write.
pub(super) async fn run(named: Named) -> Result<String, Box<dyn Error>> {
    let delete = |account: &mut Account| erasure::delete(account, &SystemClock);
    let id = named.account.id.to_string();
    named.accounts.update(&id, delete).await?;
    Ok(format!(
        "{} is deleted; the server's worker erases what belongs to it, within a minute if it runs",
        named.account.email
    ))
}
