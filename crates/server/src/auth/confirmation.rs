//! Who asks for what only an account's owner may do shows once more that they are: an open browser is not enough.

use codevlive_store::{Unavailable, document::WriteError, documents::account::Account};

use crate::{
    Services,
    auth::{caller::AccountCaller, password::HashError},
    rate_limit::{Limited, Rule},
};

/// How long after a sign-in nothing more has to be shown, in milliseconds: ten minutes.
const RECENT: i64 = 10 * 60 * 1000;

/// Why somebody may not do it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfirmationError {
    /// It is not the password of this account.
    #[error("wrong password")]
    BadPassword,
    /// There is no password to ask for, or none was given, and the sign-in is too long ago.
    #[error("sign in again")]
    SignInAgain,
    /// The account went away meanwhile.
    #[error("the sign-in has ended")]
    Ended,
    /// Too many guesses.
    #[error("too many guesses")]
    Limited(Limited),
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl From<Unavailable> for ConfirmationError {
    fn from(error: Unavailable) -> Self {
        Self::Write(error.into())
    }
}

impl Services {
    /// The caller's account, if they give its password, or none and signed in a moment ago.
    pub(crate) async fn confirm(
        &self,
        caller: &AccountCaller,
        password: Option<String>,
    ) -> Result<Account, ConfirmationError> {
        match password {
            Some(password) => self.confirm_password(caller, password).await,
            None => self.confirm_recent(caller).await,
        }
    }

    /// The caller's account, if that is its password.
    pub(crate) async fn confirm_password(
        &self,
        caller: &AccountCaller,
        password: String,
    ) -> Result<Account, ConfirmationError> {
        let account = self.own_account(caller).await?;
        self.limits
            .take(Rule::Confirmation, account.id.0)
            .await
            .map_err(ConfirmationError::Limited)?;
        let hash = account.password_hash.clone();
        if self.passwords.verify(password, hash).await? {
            Ok(account)
        } else {
            Err(ConfirmationError::BadPassword)
        }
    }

    /// The caller's account, if they signed in a moment ago.
    pub(crate) async fn confirm_recent(
        &self,
        caller: &AccountCaller,
    ) -> Result<Account, ConfirmationError> {
        let account = self.own_account(caller).await?;
        let session = self.sessions().get(&caller.session.to_string()).await?;
        let session = session.ok_or(ConfirmationError::Ended)?.value;
        if self.clock.now().since(session.authenticated_at) <= RECENT {
            Ok(account)
        } else {
            Err(ConfirmationError::SignInAgain)
        }
    }

    /// The caller's account.
    pub(crate) async fn own_account(
        &self,
        caller: &AccountCaller,
    ) -> Result<Account, ConfirmationError> {
        let found = self.accounts().get(&caller.person.id.to_string()).await?;
        found
            .map(|account| account.value)
            .filter(|account| account.deleted_at.is_none())
            .ok_or(ConfirmationError::Ended)
    }
}
