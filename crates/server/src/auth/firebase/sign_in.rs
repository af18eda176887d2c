//! Which account a visitor opens.
//!
//! A Firebase user that opened an account before opens it again. Otherwise the account of their verified address
//! is theirs; that is safe only if it always was: see [`Services::take_over`].

use codevlive_domain::{
    id::PersonId,
    room::text::{self, MAX_NAME},
};
use codevlive_jobs::mail::letter::Mail;
use codevlive_store::{
    Unavailable,
    document::WriteError,
    documents::account::{Account, FIREBASE_UID, FirebaseIdentity, security::Security},
};

use crate::{
    Services,
    auth::{
        accounts::LogInError,
        amending::to_the_end,
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
    /// Their second factor says no, or too many tried.
    #[error(transparent)]
    LogIn(#[from] LogInError),
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
    /// one. Firebase stands for the password; a second factor is asked for here.
    pub(crate) async fn sign_in_through_firebase(
        &self,
        id_token: &str,
        code: Option<String>,
        browser: &Browser,
    ) -> Result<(Account, SignIn), FirebaseError> {
        let firebase = self.firebase.as_ref().ok_or(FirebaseError::NotSetUp)?;
        let visitor = firebase.verify(id_token, self.clock.now()).await?;
        let account = self.account_of_visitor(&visitor, browser).await?;
        let account = self.admit(&account, code, browser).await?;
        let account = self.link(account, &visitor).await?;
        let since = visitor.authenticated_at;
        let sign_in = self.begin_session_of(&account, browser, since).await?;
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
                Err(FirebaseError::Write(WriteError::Taken(_))) if tries < TRIES => tries += 1,
                outcome => return outcome,
            }
        }
    }

    async fn find_or_make(
        &self,
        visitor: &Visitor,
        browser: &Browser,
    ) -> Result<Account, FirebaseError> {
        let known = self.accounts().find_one(FIREBASE_UID, &visitor.uid).await?;
        if let Some(known) = known {
            return Ok(known.value);
        }
        let address = visitor.verified_email.as_deref().map(email);
        let Some(Ok(address)) = address else {
            return Err(FirebaseError::EmailNotVerified);
        };
        match self.account_of(&address).await? {
            None => self.make(visitor, address, browser).await,
            Some(account) if account.email_verified_at.is_some() => Ok(account),
            Some(account) => self.take_over(account.id, visitor, browser).await,
        }
    }

    /// Notes that this visitor opens the account, and tells its owner, unless that was known. Only once they are
    /// in: who lacks the second factor changes nothing.
    async fn link(&self, account: Account, visitor: &Visitor) -> Result<Account, FirebaseError> {
        let (epoch, identity) = (account.security.epoch, visitor.identity());
        let linked = self.amend(account.id, |account| {
            if account.security.epoch != epoch {
                return Err(LogInError::BadCredentials.into());
            }
            if account.identities.contains(&identity) {
                return Ok(false);
            }
            account.identities.push(identity.clone());
            let what = format!("sign-in with {} was added", visitor.provider_name());
            self.tell_change(account, &what);
            Ok::<_, FirebaseError>(true)
        });
        let linked = linked.await?;
        linked.ok_or_else(|| LogInError::BadCredentials.into())
    }

    async fn make(
        &self,
        visitor: &Visitor,
        email: String,
        browser: &Browser,
    ) -> Result<Account, FirebaseError> {
        let (id, now) = (PersonId(self.clock.new_id()), self.clock.now());
        let mut security = Security::default();
        security.remember(&browser.device_of(id), now);
        let mut account = Account {
            id,
            name: visitor.name_or(&email),
            email,
            password_hash: None,
            identities: vec![visitor.identity()],
            created_at: now,
            settings: std::collections::BTreeMap::default(),
            email_verified_at: Some(now),
            administrator: false,
            security,
            deleted_at: None,
            erased_from: Vec::new(),
            outbox: Vec::new(),
        };
        self.write_to(&mut account, Mail::Welcome { token: None });
        self.accounts().insert(&account).await?;
        self.outbox.wake();
        tracing::info!(person.id = %account.id, provider = visitor.provider, "signed up");
        Ok(account)
    }

    /// Gives an account of an address that nobody had verified to whom the address belongs.
    ///
    /// Whoever made it may have waited for this: they chose its password, and are perhaps signed in (account
    /// pre-hijacking, <https://arxiv.org/abs/2205.10174>). So in one write all by which they could come back goes,
    /// with the new epoch all sign-ins and the links in mails that they asked for are void, and only with that the
    /// account is verified: at no time does an old way in lead to an account that is.
    async fn take_over(
        &self,
        person: PersonId,
        visitor: &Visitor,
        browser: &Browser,
    ) -> Result<Account, FirebaseError> {
        let (device, now) = (browser.device_of(person), self.clock.now());
        let (services, visitor) = (self.clone(), visitor.clone());
        let taken = to_the_end(async move {
            let take = |account: &mut Account| {
                // If it is verified, another tab of theirs was faster, or they followed the link of a mail.
                if account.email_verified_at.is_some() {
                    return Ok(false);
                }
                account.password_hash = None;
                account.identities = vec![visitor.identity()];
                account.security = Security {
                    epoch: account.security.epoch + 1,
                    ..Security::default()
                };
                account.security.remember(&device, now);
                account.name = visitor.name_or(&account.email);
                account.administrator = false;
                account.email_verified_at = Some(now);
                tracing::info!(person.id = %person, provider = visitor.provider, "an unverified account is taken over");
                Ok::<_, WriteError>(true)
            };
            services.amend_and_sign_out(person, take).await
        });
        Ok(taken.await?.ok_or(WriteError::Changed)?)
    }
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
    use codevlive_domain::time::Millis;

    use super::*;

    fn named(name: Option<&str>) -> String {
        let visitor = Visitor {
            uid: "u".into(),
            provider: "google.com".into(),
            verified_email: None,
            name: name.map(str::to_owned),
            authenticated_at: Millis(0),
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
