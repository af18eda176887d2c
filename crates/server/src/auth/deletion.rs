//! Deleting one's account.

use codevlive_domain::id::PersonId;
use codevlive_jobs::erasure;
use codevlive_store::{document::WriteError, documents::account::Account};

use crate::{Services, auth::amending::to_the_end};

impl Services {
    /// Deletes an account, as far as anyone can see: nobody can sign in to it, all sign-ins and sockets end, and its
    /// address is free. One write decides; the jobs it asks for erase the rest, however often this process dies.
    pub(crate) async fn delete_account(&self, person: PersonId) -> Result<(), WriteError> {
        let services = self.clone();
        let deleted = to_the_end(async move {
            let delete = |account: &mut Account| {
                services.tell_change(account, "account was deleted");
                erasure::delete(account, &*services.clock);
                Ok::<_, WriteError>(true)
            };
            services.amend_and_sign_out(person, delete).await
        });
        deleted.await.map(drop)
    }
}
