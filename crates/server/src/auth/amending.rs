//! Accounts are changed by one write that also asks for the mails about it.

use std::{future::pending, panic::resume_unwind};

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

    /// The same with a change that gives the account a new epoch: ends all its sign-ins, sockets included, unless
    /// the change says `false`. To be run [`to_the_end`]: who has gone meanwhile has changed the account all the same.
    pub(crate) async fn amend_and_sign_out<E: From<WriteError>>(
        &self,
        person: PersonId,
        mut change: impl FnMut(&mut Account) -> Result<bool, E> + Send,
    ) -> Result<Option<Account>, E> {
        let mut changed = false;
        let account = self.amend(person, |account| {
            changed = change(account)?;
            Ok::<_, E>(changed)
        });
        let account = account.await?;
        if changed && account.is_some() {
            let ended = self.end_all_sessions(person).await;
            ended.map_err(WriteError::from)?;
        }
        Ok(account)
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
    fn ask_for(&self, account: &mut Account, job: &Job) {
        let entry = job.asked_for(self.clock.new_id(), self.clock.now());
        account.outbox.push(entry);
    }
}

/// Runs something to its end, even if the one who waits for it goes away: a client that hangs up drops the handler
/// of its call at whatever it waits for.
pub(crate) async fn to_the_end<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> T {
    match tokio::spawn(work).await {
        Ok(done) => done,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            // The runtime ends, and with it the one who waits.
            Err(_) => pending().await,
        },
    }
}

/// Whether two addresses are the same, whatever their case.
pub(crate) fn same_address(one: &str, other: &str) -> bool {
    email_key(one) == email_key(other)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::{sync::oneshot, time::timeout};

    use super::to_the_end;

    #[tokio::test]
    async fn what_runs_to_its_end_does_so_when_nobody_waits_any_more() {
        let (go, gone) = oneshot::channel();
        let (tell, told) = oneshot::channel();
        let work = to_the_end(async move {
            gone.await.unwrap();
            tell.send("done").unwrap();
        });
        assert!(timeout(Duration::from_millis(10), work).await.is_err());
        go.send(()).unwrap();
        assert_eq!(told.await, Ok("done"));
    }

    #[tokio::test]
    #[should_panic(expected = "as it was")]
    async fn its_panic_is_that_of_the_one_who_waits() {
        to_the_end(async { panic!("as it was") }).await;
    }
}
