//! Which account a visitor opens.
//!
//! A Firebase user that opened an account before opens it again. Otherwise the account of their verified address
//! is theirs; that is safe only if it always was: see [`Services::take_over`].

use codevlive_domain::{
    id::PersonId,
    room::text::{self, MAX_NAME},
};
use codevlive_store::{
    Unavailable,
    document::{Versioned, WriteError},
    documents::account::{Account, FIREBASE_UID, FirebaseIdentity, email_key, security::Security},
};

use crate::{
    Services,
    auth::{
        accounts::LogInError,
        browser::Browser,
        email::email,
        firebase::{VerifyError, claims::Visitor},
        sessions::SignIn,
    },
};

/// How often an account is looked for that another sign-in makes or changes meanwhile.
const TRIES: usize = 5;

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FirebaseError {
    /// No project is set.
    #[error("sign-in through Firebase is not set up")]
    NotSetUp,
    #[error(transparent)]
    Verify(#[from] VerifyError),
    /// Nobody vouches for their address, and without one there is no account.
    #[error("the address is not verified")]
    EmailNotVerified,
    /// The account has a second factor.
    #[error(transparent)]
    Denied(#[from] LogInError),
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl From<Unavailable> for FirebaseError {
    fn from(error: Unavailable) -> Self {
        Self::Write(error.into())
    }
}

impl Services {
    /// Signs in who holds this ID token: to the account they opened before, to that of their address, or to a new
    /// one.
    pub(crate) async fn sign_in_through_firebase(
        &self,
        id_token: &str,
        code: Option<String>,
        browser: &Browser,
    ) -> Result<(Account, SignIn), FirebaseError> {
        let firebase = self.firebase.as_ref().ok_or(FirebaseError::NotSetUp)?;
        let visitor = firebase.verify(id_token, self.clock.now()).await?;
        let account = self.account_of_visitor(&visitor, browser).await?;
        // Firebase stands for the password, not for the second factor.
        let account = self.admit(&account, code, browser).await?;
        let sign_in = self.begin_session(&account, browser).await?;
        Ok((account, sign_in))
    }

    async fn account_of_visitor(
        &self,
        visitor: &Visitor,
        browser: &Browser,
    ) -> Result<Account, FirebaseError> {
        let mut tries = 1;
        loop {
            match self.find_or_make(visitor, browser).await {
                // Another tab was faster: look again.
                Err(FirebaseError::Write(WriteError::Taken(_) | WriteError::Changed))
                    if tries < TRIES =>
                {
                    tries += 1;
                }
                outcome => return outcome,
            }
        }
    }

    async fn find_or_make(
        &self,
        visitor: &Visitor,
        browser: &Browser,
    ) -> Result<Account, FirebaseError> {
        let accounts = self.accounts();
        if let Some(known) = accounts.find_one(FIREBASE_UID, &visitor.uid).await? {
            return self.link(known, visitor).await;
        }
        let address = visitor.verified_email.as_deref().map(email);
        let Some(Ok(address)) = address else {
            return Err(FirebaseError::EmailNotVerified);
        };
        match accounts.find_one("email", &email_key(&address)).await? {
            None => self.make(visitor, address, browser).await,
            Some(account) if account.value.email_verified_at.is_some() => {
                self.link(account, visitor).await
            }
            Some(account) => self.take_over(account, visitor, browser).await,
        }
    }

    /// Notes that this visitor opens the account, and tells its owner, unless that was known.
    async fn link(
        &self,
        mut account: Versioned<Account>,
        visitor: &Visitor,
    ) -> Result<Account, FirebaseError> {
        let identity = visitor.identity();
        if account.value.identities.contains(&identity) {
            return Ok(account.value);
        }
        account.value.identities.push(identity);
        let what = format!("sign-in with {} was added", visitor.provider_name());
        self.tell_change(&mut account.value, &what);
        self.accounts().replace(&account).await?;
        self.outbox.wake();
        tracing::info!(person.id = %account.value.id, provider = visitor.provider, "a provider was linked");
        Ok(account.value)
    }

    async fn make(
        &self,
        visitor: &Visitor,
        email: String,
        browser: &Browser,
    ) -> Result<Account, FirebaseError> {
        let now = self.clock.now();
        let mut account = Account {
            id: PersonId(self.clock.new_id()),
            name: visitor.name_or(&email),
            email,
            password_hash: None,
            identities: vec![visitor.identity()],
            created_at: now,
            settings: std::collections::BTreeMap::default(),
            email_verified_at: Some(now),
            administrator: false,
            security: Security::default(),
            deleted_at: None,
            outbox: Vec::new(),
        };
        let device = browser.device_of(account.id);
        account.security.remember(&device, now);
        self.accounts().insert(&account).await?;
        tracing::info!(person.id = %account.id, provider = visitor.provider, "signed up");
        Ok(account)
    }

    /// Gives an account of an address that nobody had verified to whom the address belongs.
    ///
    /// Whoever made it may have waited for this: they chose its password, and are perhaps signed in (account
    /// pre-hijacking, <https://arxiv.org/abs/2205.10174>). So all by which they could come back goes first, then
    /// their sign-ins end, and only then is the account verified. Cut short, it begins anew with the next sign-in;
    /// at no time does an old way in lead to an account that is verified.
    async fn take_over(
        &self,
        mut account: Versioned<Account>,
        visitor: &Visitor,
        browser: &Browser,
    ) -> Result<Account, FirebaseError> {
        let accounts = self.accounts();
        forget_ways_in(&mut account.value);
        account.version = accounts.replace(&account).await?;
        self.end_all_sessions(account.value.id).await?;
        let owner = &mut account.value;
        owner.name = visitor.name_or(&owner.email);
        owner.email_verified_at = Some(self.clock.now());
        owner.identities.push(visitor.identity());
        let device = browser.device_of(owner.id);
        owner.security.remember(&device, self.clock.now());
        accounts.replace(&account).await?;
        tracing::info!(person.id = %account.value.id, provider = visitor.provider, "an unverified account was taken over");
        Ok(account.value)
    }
}

/// All by which someone could open the account who made it without owning its address.
fn forget_ways_in(account: &mut Account) {
    account.password_hash = None;
    account.identities.clear();
    // With the epoch all sign-ins end, and all links of mails.
    account.security = Security {
        epoch: account.security.epoch + 1,
        ..Security::default()
    };
}

impl Visitor {
    fn identity(&self) -> FirebaseIdentity {
        FirebaseIdentity {
            uid: self.uid.clone(),
            provider: self.provider.clone(),
        }
    }

    /// The provider, as people call it.
    fn provider_name(&self) -> &'static str {
        match self.provider.as_str() {
            "github.com" => "GitHub",
            _ => "Google",
        }
    }

    /// What to call them: as their provider does, if that passes for a name here.
    fn name_or(&self, email: &str) -> String {
        let given: String = self
            .name
            .iter()
            .flat_map(|name| name.chars())
            .take(MAX_NAME)
            .collect();
        let local = email.split('@').next().unwrap_or(email);
        text::line("name", &given, MAX_NAME).unwrap_or_else(|_| local.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: Option<&str>) -> String {
        let visitor = Visitor {
            uid: "u".into(),
            provider: "google.com".into(),
            verified_email: None,
            name: name.map(str::to_owned),
        };
        visitor.name_or("asha.rao@example.org")
    }

    #[test]
    fn a_visitor_keeps_their_name_if_it_is_one() {
        assert_eq!(named(Some(" Asha Rao ")), "Asha Rao");
        assert_eq!(named(Some(&"ä".repeat(200))), "ä".repeat(80));
        for none in [None, Some(""), Some("  "), Some("a\nb")] {
            assert_eq!(named(none), "asha.rao", "{none:?}");
        }
    }
}
