//! Deleting one's account.

use codevlive_domain::id::PersonId;
use codevlive_jobs::job::Job;
use codevlive_store::document::WriteError;

use crate::Services;

impl Services {
    /// Deletes an account, as far as anyone can see: nobody can sign in to it, all sign-ins and sockets end, and its
    /// address is free. One write decides; the job it asks for erases the rest, however often this process dies.
    pub(crate) async fn delete_account(&self, person: PersonId) -> Result<(), WriteError> {
        let now = self.clock.now();
        let deleted = self.amend(person, |account| {
            self.tell_change(account, "account was deleted");
            self.ask_for(account, &Job::EraseAccount { person });
            account.deleted_at = Some(now);
            account.security.epoch += 1;
            Ok::<_, WriteError>(true)
        });
        deleted.await?;
        self.end_all_sessions(person).await?;
        Ok(())
    }
}
