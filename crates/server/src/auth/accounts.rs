//! Making accounts, and opening them.

use codevlive_domain::{id::PersonId, room::person::Identity};
use codevlive_jobs::mail::letter::Mail;
use codevlive_protocol::auth::MAX_PASSWORD;
use codevlive_store::{
    Unavailable,
    document::{Collection, WriteError},
    documents::{
        account::{Account, email_key, security::Security},
        one_time_token::TokenPurpose,
    },
};

use crate::{
    Services,
    auth::{browser::Browser, password::HashError, second_factor::CodeError, sessions::SignIn},
    rate_limit::{Limited, Rule, by_address},
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

impl From<Unavailable> for SignUpError {
    fn from(error: Unavailable) -> Self {
        Self::Write(error.into())
    }
}

/// What somebody wants to open an account with.
pub(crate) struct Attempt {
    pub(crate) email: String,
    pub(crate) password: String,
    /// Of the second factor.
    pub(crate) code: Option<String>,
}

/// Why an account was not opened.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LogInError {
    /// No such address, or another password: nobody is told which.
    #[error("wrong address or password")]
    BadCredentials,
    /// The second factor says no.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// Too many tried.
    #[error("too many log-ins")]
    Limited(Limited),
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl From<Unavailable> for LogInError {
    fn from(error: Unavailable) -> Self {
        Self::Write(error.into())
    }
}

impl From<Limited> for LogInError {
    fn from(limited: Limited) -> Self {
        Self::Limited(limited)
    }
}

impl Services {
    /// All accounts.
    pub(crate) fn accounts(&self) -> Collection<Account> {
        Collection::new(self.store.documents.clone())
    }

    /// Makes an account, asks for its welcome mail, and signs in to it. Waits for no mail.
    pub(crate) async fn sign_up(
        &self,
        new: NewAccount,
        browser: &Browser,
    ) -> Result<(Account, SignIn), SignUpError> {
        // Asked first only to spare the work; the unique index decides.
        if self.account_of(&new.email).await?.is_some() {
            return Err(SignUpError::Taken);
        }
        let mut account = self.new_account(new).await?;
        let (person, now) = (account.id, self.clock.now());
        account.security.remember(&browser.device_of(person), now);
        let purpose = TokenPurpose::VerifyAddress;
        let token = self.issue_token(&account, purpose, &account.email).await?;
        let token = Some(token);
        self.write_to(&mut account, Mail::Welcome { token });
        if let Err(error) = self.accounts().insert(&account).await {
            self.drop_token(person, purpose).await?;
            return Err(error.into());
        }
        self.outbox.wake();
        let sign_in = self.begin_session(&account, browser).await?;
        Ok((account, sign_in))
    }

    async fn new_account(&self, new: NewAccount) -> Result<Account, HashError> {
        let hash = self.passwords.hash(new.password, self.clock.new_id());
        Ok(Account {
            id: PersonId(self.clock.new_id()),
            password_hash: Some(hash.await?),
            identities: Vec::new(),
            email: new.email,
            name: new.name,
            created_at: self.clock.now(),
            settings: std::collections::BTreeMap::default(),
            email_verified_at: None,
            administrator: false,
            security: Security::default(),
            deleted_at: None,
            erased_from: Vec::new(),
            outbox: Vec::new(),
        })
    }

    /// Opens an account.
    pub(crate) async fn log_in(
        &self,
        attempt: Attempt,
        browser: &Browser,
    ) -> Result<(Account, SignIn), LogInError> {
        let found = self.account_of(&attempt.email).await?;
        self.limit_log_ins(&attempt.email, found.as_ref(), browser)
            .await?;
        if attempt.password.chars().count() > MAX_PASSWORD {
            return Err(LogInError::BadCredentials);
        }
        let hash = found
            .as_ref()
            .and_then(|account| account.password_hash.clone());
        let fits = self.passwords.verify(attempt.password, hash).await?;
        let account = found.filter(|_| fits).ok_or(LogInError::BadCredentials)?;
        let account = self.admit(&account, attempt.code, browser).await?;
        let sign_in = self.begin_session(&account, browser).await?;
        Ok((account, sign_in))
    }

    /// Lets somebody in who has shown that an account is theirs, as it was read then: asks for the second factor,
    /// and tells of a browser that it does not know. All in one write, and none if nothing is new.
    pub(crate) async fn admit(
        &self,
        shown: &Account,
        code: Option<String>,
        browser: &Browser,
    ) -> Result<Account, LogInError> {
        if let (Some(_), Some(_)) = (&shown.security.second_factor, &code) {
            self.limit_codes(shown, browser).await?;
        }
        let (device, now) = (browser.device_of(shown.id), self.clock.now());
        let admitted = self.amend(shown.id, |account| {
            // What was shown is worth nothing any more if all that it opened was ended meanwhile.
            if account.security.epoch != shown.security.epoch {
                return Err(LogInError::BadCredentials);
            }
            let used = self.pass_second_factor(account, code.as_deref())?;
            let known = account.security.knows(&device);
            let remembered = account.security.remember(&device, now);
            if !known {
                self.tell_new_device(account, browser);
            }
            Ok(used || remembered)
        });
        admitted.await?.ok_or(LogInError::BadCredentials)
    }

    fn tell_new_device(&self, account: &mut Account, browser: &Browser) {
        let mail = Mail::NewDevice {
            at: self.clock.now(),
            device: browser.name.clone(),
            address: browser.address.to_string(),
        };
        self.write_to(account, mail);
    }

    /// Counted whether or not the address has an account, or the password fits: the limit tells neither. Who comes
    /// with a browser that the account knows has an allowance of their own, that no guesser can use up.
    async fn limit_log_ins(
        &self,
        email: &str,
        account: Option<&Account>,
        browser: &Browser,
    ) -> Result<(), Limited> {
        let limits = &self.limits;
        if let Some(device) = account.and_then(|account| known_device(account, browser)) {
            return limits.take(Rule::LogInFromKnownDevice, &device).await;
        }
        let (email, address) = (email_key(email), browser.address);
        limits.take(Rule::LogIn, by_address(address)).await?;
        let both = (&email, by_address(address));
        limits.take(Rule::LogInToAccountFromAddress, both).await?;
        limits.take(Rule::LogInToAccount, &email).await
    }

    async fn limit_codes(&self, account: &Account, browser: &Browser) -> Result<(), Limited> {
        let device = known_device(account, browser).unwrap_or_default();
        self.limits
            .take(Rule::SecondFactor, (account.id.0, device))
            .await
    }

    /// The account of an address.
    pub(crate) async fn account_of(&self, email: &str) -> Result<Option<Account>, Unavailable> {
        let found = self.accounts().find_one("email", &email_key(email)).await?;
        Ok(found.map(|account| account.value))
    }
}

/// The browser, if the account knows it.
fn known_device(account: &Account, browser: &Browser) -> Option<String> {
    let device = browser.device_of(account.id);
    account.security.knows(&device).then_some(device)
}

/// The person of an account, as the rules of a room know them.
pub(crate) fn identity(account: &Account) -> Identity {
    Identity {
        id: account.id,
        name: account.name.clone(),
    }
}
