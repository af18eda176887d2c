//! `codevlive admin delete-person EMAIL`

use std::error::Error;

use codevlive_domain::clock::Clock;
use codevlive_jobs::{
    erasure::{Erased, erase_account},
    job::Job,
};
use codevlive_store::documents::account::Account;

use super::Named;
use crate::clock::SystemClock;

/// Deletes that person's account as they would, and does at once what a job does otherwise. If this is cut off, the
/// server's worker goes on.
pub(super) async fn run(named: Named) -> Result<String, Box<dyn Error>> {
    let person = named.account.id;
    let erase = Job::EraseAccount { person };
    let entry = erase.asked_for(SystemClock.new_id(), SystemClock.now());
    let delete = |account: &mut Account| {
        account.deleted_at = Some(SystemClock.now());
        account.security.epoch += 1;
        account.outbox.push(entry.clone());
    };
    named.accounts.update(&person.to_string(), delete).await?;
    let Erased { rooms, entries } =
        erase_account(&named.store, &SystemClock, codevlive_live::blank, person).await?;
    Ok(format!(
        "{} is deleted, with {rooms} rooms that nobody else could look after; of others, a name or words were taken out of {entries} entries",
        named.account.email
    ))
}
