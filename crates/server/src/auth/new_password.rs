//! A new password: by one who knows the old one, or by the link of a mail. All that the old one opened ends.

use codevlive_jobs::{mail::letter::Mail, signed_link::Purpose};
use codevlive_store::{
    document::WriteError,
    documents::{account::Account, one_time_token::TokenPurpose},
};

use crate::{
    Services,
    auth::{
        amending::{same_address, to_the_end},
        browser::Browser,
        one_time::LinkError,
        password::HashError,
        password_rules,
    },
    rate_limit::{Limited, Rule, by_address},
};

/// Why no link to a new password was asked for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ForgottenError {
    /// Too many asked.
    #[error("too many asked")]
    Limited(Limited),
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl From<Limited> for ForgottenError {
    fn from(limited: Limited) -> Self {
        Self::Limited(limited)
    }
}

/// Why there is no new password.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NewPasswordError {
    /// See [`LinkError`].
    #[error(transparent)]
    Link(#[from] LinkError),
    /// It is none that an account may have.
    #[error("the password {0}")]
    Refused(&'static str),
    #[error(transparent)]
    Hash(#[from] HashError),
}

impl From<WriteError> for NewPasswordError {
    fn from(error: WriteError) -> Self {
        Self::Link(error.into())
    }
}

impl Services {
    /// Sends the owner of that address a link to a new password. Nobody is told whether there is one: what is
    /// counted, written and waited for is the same.
    pub(crate) async fn forget_password(
        &self,
        email: &str,
        browser: &Browser,
    ) -> Result<(), ForgottenError> {
        let key = codevlive_store::documents::account::email_key(email);
        let limits = &self.limits;
        limits
            .take(Rule::ForgottenPassword, by_address(browser.address))
            .await?;
        limits.take(Rule::ForgottenPasswordOfAccount, &key).await?;
        let account = self.account_of(email).await.map_err(WriteError::from)?;
        match account {
            Some(account) => self.send_reset(&account).await?,
            None => self.write_decoy().await?,
        }
        Ok(())
    }

    async fn send_reset(&self, account: &Account) -> Result<(), WriteError> {
        let purpose = TokenPurpose::ResetPassword;
        let token = self.issue_token(account, purpose, &account.email).await?;
        let asked = self.amend(account.id, |account| {
            self.write_to(account, Mail::ResetPassword { token });
            Ok::<_, WriteError>(true)
        });
        asked.await.map(drop)
    }

    /// Sets a new password by the link of a mail. The link also shows that the address is theirs, and makes the
    /// browser a known one: whoever guesses at the account can't keep them out after that.
    pub(crate) async fn reset_password(
        &self,
        link: &str,
        password: String,
        browser: &Browser,
    ) -> Result<Account, NewPasswordError> {
        let token = self.token_of(Purpose::ResetPassword, link).await?;
        let account = self.accounts().get(&token.value.person.to_string()).await;
        let account = account.map_err(WriteError::from)?;
        let account = account.ok_or(LinkError::Expired)?.value;
        password_rules::check(&password, &account.email, &account.name)
            .map_err(NewPasswordError::Refused)?;
        let hash = self.passwords.hash(password, self.clock.new_id()).await?;
        let (email, epoch) = (token.value.email.clone(), token.value.epoch);
        let (services, device) = (self.clone(), browser.device_of(account.id));
        let changed = to_the_end(async move {
            // Used up before it does anything: a second use of it finds nothing.
            services.use_up(token).await?;
            let change = |account: &mut Account| {
                if account.security.epoch != epoch || !same_address(&account.email, &email) {
                    return Err(NewPasswordError::from(LinkError::Expired));
                }
                services.take_back(account);
                services.change_password(account, &hash, &device);
                Ok(true)
            };
            services.amend_and_sign_out(account.id, change).await
        });
        changed.await?.ok_or(LinkError::Expired.into())
    }

    /// Sets another password, and ends all sign-ins.
    pub(crate) async fn replace_password(
        &self,
        account: &Account,
        password: String,
        browser: &Browser,
    ) -> Result<Account, NewPasswordError> {
        password_rules::check(&password, &account.email, &account.name)
            .map_err(NewPasswordError::Refused)?;
        let hash = self.passwords.hash(password, self.clock.new_id()).await?;
        let (person, epoch) = (account.id, account.security.epoch);
        let (services, device) = (self.clone(), browser.device_of(person));
        let changed = to_the_end(async move {
            let change = |account: &mut Account| {
                // Somebody else changed it in this moment: what was confirmed is not true any more.
                if account.security.epoch != epoch {
                    return Err(NewPasswordError::from(LinkError::Expired));
                }
                services.change_password(account, &hash, &device);
                Ok(true)
            };
            services.amend_and_sign_out(person, change).await
        });
        changed.await?.ok_or(LinkError::Expired.into())
    }

    /// The password, and the end of all sign-ins and links, in one.
    fn change_password(&self, account: &mut Account, hash: &str, device: &str) {
        account.password_hash = Some(hash.to_owned());
        account.security.epoch += 1;
        account.security.pending_factor = None;
        account.security.remember(device, self.clock.now());
        self.tell_change(account, "password was changed");
    }

    /// The address is shown to be theirs. If it never was before, whoever made the account may have been somebody
    /// else: what they left to come back with goes.
    fn take_back(&self, account: &mut Account) {
        if account.email_verified_at.is_none() {
            account.security.second_factor = None;
            account.security.devices.clear();
            account.identities.clear();
            account.administrator = false;
            account.email_verified_at = Some(self.clock.now());
        }
    }
}
