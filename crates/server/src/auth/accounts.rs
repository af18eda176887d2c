//! Making accounts, and opening them.

use codevlive_domain::{id::PersonId, room::person::Identity};
use codevlive_store::{
    Unavailable,
    document::{Collection, WriteError},
    documents::account::{Account, email_key},
};

use crate::{
    Services,
    auth::{password::HashError, sessions::SignIn},
};

/// What an account is made of, checked.
pub(crate) struct NewAccount {
    pub(crate) email: String,
    pub(crate) password: String,
    pub(crate) name: String,
}

/// Why no account was made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SignUpError {
    /// The address has an account.
    #[error("the address has an account")]
    Taken,
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error(transparent)]
    Write(WriteError),
}

impl From<WriteError> for SignUpError {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Taken(field) if field == "email" => Self::Taken,
            error => Self::Write(error),
        }
    }
}

/// Why an account was not opened.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LogInError {
    /// No such address, or another password: nobody is told which.
    #[error("wrong address or password")]
    BadCredentials,
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl Services {
    /// All accounts.
    pub(crate) fn accounts(&self) -> Collection<Account> {
        Collection::new(self.store.documents.clone())
    }

    /// Makes an account, and signs in to it.
    pub(crate) async fn sign_up(&self, new: NewAccount) -> Result<(Account, SignIn), SignUpError> {
        // Asked first only to spare the work; the unique index decides.
        if self
            .account_of(&new.email)
            .await
            .map_err(WriteError::from)?
            .is_some()
        {
            return Err(SignUpError::Taken);
        }
        let account = Account {
            id: PersonId(self.clock.new_id()),
            password_hash: Some(
                self.passwords
                    .hash(new.password, self.clock.new_id())
                    .await?,
            ),
            identities: Vec::new(),
            email: new.email,
            name: new.name,
            created_at: self.clock.now(),
            settings: std::collections::BTreeMap::default(),
            email_verified_at: None,
            administrator: false,
            outbox: Vec::new(),
        };
        self.accounts().insert(&account).await?;
        let sign_in = self.begin_session(&identity(&account)).await?;
        Ok((account, sign_in))
    }

    /// Opens an account.
    pub(crate) async fn log_in(
        &self,
        email: &str,
        password: String,
    ) -> Result<(Account, SignIn), LogInError> {
        let account = self.account_of(email).await?;
        let hash = account
            .as_ref()
            .and_then(|account| account.password_hash.clone());
        let fits = self.passwords.verify(password, hash).await?;
        let account = account.filter(|_| fits).ok_or(LogInError::BadCredentials)?;
        let sign_in = self.begin_session(&identity(&account)).await?;
        Ok((account, sign_in))
    }

    async fn account_of(&self, email: &str) -> Result<Option<Account>, Unavailable> {
        let found = self.accounts().find_one("email", &email_key(email)).await?;
        Ok(found.map(|account| account.value))
    }
}

/// The person of an account, as the rules of a room know them.
pub(crate) fn identity(account: &Account) -> Identity {
    Identity {
        id: account.id,
        name: account.name.clone(),
    }
}
