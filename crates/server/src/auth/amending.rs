//! Accounts are changed by one write that also asks for the mails about it.

use codevlive_domain::id::PersonId;
use codevlive_jobs::{
    job::Job,
    mail::letter::{Letter, Mail, Recipient},
};
use codevlive_store::{
    document::WriteError,
    documents::account::{Account, email_key},
};

use crate::Services;

impl Services {
    /// Reads, changes and writes an account, again until nobody came in between; as it is then. `None` if there is
    /// none, or it was deleted. A change that is an error writes nothing, nor does one that says `false`.
    pub(crate) async fn amend<E: From<WriteError>>(
        &self,
        person: PersonId,
        mut change: impl FnMut(&mut Account) -> Result<bool, E> + Send,
    ) -> Result<Option<Account>, E> {
        let accounts = self.accounts();
        loop {
            let found = accounts.get(&person.to_string()).await;
            let found = found.map_err(WriteError::from)?;
            let Some(mut document) = found.filter(|found| found.value.deleted_at.is_none()) else {
                return Ok(None);
            };
            if !change(&mut document.value)? {
                return Ok(Some(document.value));
            }
            match accounts.replace(&document).await {
                Ok(_version) => {
                    self.outbox.wake();
                    return Ok(Some(document.value));
                }
                Err(WriteError::Changed) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Asks, with the account's next write, for a mail to its owner.
    pub(crate) fn write_to(&self, account: &mut Account, mail: Mail) {
        let email = account.email.clone();
        self.write_to_address(account, email, mail);
    }

    /// The same, to an address that is not the account's yet, or no longer.
    pub(crate) fn write_to_address(&self, account: &mut Account, email: String, mail: Mail) {
        let to = Recipient {
            email,
            name: Some(account.name.clone()),
            person: Some(account.id),
        };
        self.ask_for(account, &Job::Mail(Box::new(Letter { to, mail })));
    }

    /// Asks, with the account's next write, for a mail to its owner that says what was done to what keeps it
    /// theirs; `what` is the end of "Your …".
    pub(crate) fn tell_change(&self, account: &mut Account, what: &str) {
        let at = self.clock.now();
        let what = what.to_owned();
        self.write_to(account, Mail::SecurityChanged { at, what });
    }

    /// Asks for a job with the account's next write.
    pub(crate) fn ask_for(&self, account: &mut Account, job: &Job) {
        let entry = job.asked_for(self.clock.new_id(), self.clock.now());
        account.outbox.push(entry);
    }
}

/// Whether two addresses are the same, whatever their case.
pub(crate) fn same_address(one: &str, other: &str) -> bool {
    email_key(one) == email_key(other)
}
