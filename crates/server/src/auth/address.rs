//! The address of an account: that it is its owner's, and another one.

use codevlive_jobs::{mail::letter::Mail, signed_link::Purpose};
use codevlive_store::{
    document::WriteError,
    documents::{account::Account, one_time_token::TokenPurpose},
};

use crate::{
    Services,
    auth::{amending::same_address, one_time::LinkError},
};

impl Services {
    /// Takes the address that a link is about for the account's own: it was verified, or is a new one.
    pub(crate) async fn verify_address(&self, link: &str) -> Result<Account, LinkError> {
        let token = self.token_of(Purpose::VerifyAddress, link).await?;
        let (email, epoch) = (token.value.email.clone(), token.value.epoch);
        let verified = self.amend(token.value.person, |account| {
            if account.security.epoch != epoch {
                return Err(LinkError::Expired);
            }
            self.take_address(account, &email);
            Ok(true)
        });
        let account = match verified.await {
            // Somebody else made an account with it meanwhile; that is not said.
            Err(LinkError::Write(WriteError::Taken(_))) => return Err(LinkError::Expired),
            outcome => outcome?.ok_or(LinkError::Expired)?,
        };
        // After it: if this process dies in between, the link does once more what it did.
        self.use_up(token).await?;
        Ok(account)
    }

    fn take_address(&self, account: &mut Account, email: &str) {
        account.email_verified_at = Some(self.clock.now());
        if !same_address(&account.email, email) {
            self.tell_change(account, "e-mail address was changed");
        }
        email.clone_into(&mut account.email);
    }

    /// Sends the mail again with the link that verifies the address. Nothing, if it is verified.
    pub(crate) async fn send_verification(&self, account: &Account) -> Result<(), WriteError> {
        if account.email_verified_at.is_some() {
            return Ok(());
        }
        let purpose = TokenPurpose::VerifyAddress;
        let token = self.issue_token(account, purpose, &account.email).await?;
        let asked = self.amend(account.id, |account| {
            self.write_to(account, Mail::VerifyAddress { token });
            Ok::<_, WriteError>(true)
        });
        asked.await.map(drop)
    }

    /// Sends a link to another address, which is the account's once it is followed, and a note to the one until
    /// now. If the other address has an account, its owner gets no mail, and all else is the same: nobody is told.
    pub(crate) async fn ask_for_address(
        &self,
        account: &Account,
        email: &str,
    ) -> Result<(), WriteError> {
        let owner = self.account_of(email).await?;
        let is_others = owner.is_some_and(|owner| owner.id != account.id);
        let purpose = TokenPurpose::VerifyAddress;
        let token = self.issue_token(account, purpose, email).await?;
        let asked = self.amend(account.id, |account| {
            if !is_others {
                let mail = Mail::VerifyAddress { token };
                self.write_to_address(account, email.to_owned(), mail);
            }
            self.tell_change(account, "e-mail address was asked to be changed");
            Ok::<_, WriteError>(true)
        });
        asked.await.map(drop)
    }
}
