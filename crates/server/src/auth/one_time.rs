//! One-time tokens: what a link in a mail is good for.

use codevlive_domain::id::PersonId;
use codevlive_jobs::signed_link::Purpose;
use codevlive_store::{
    Unavailable,
    document::{Collection, Versioned, WriteError},
    documents::{
        account::Account,
        one_time_token::{OneTimeToken, TokenPurpose},
    },
};
use uuid::Uuid;

use crate::Services;

/// How long a link is good that verifies an address, in milliseconds: a day.
const VERIFY: i64 = 24 * 60 * 60 * 1000;
/// How long a link is good that sets a password, in milliseconds: half an hour.
const RESET: i64 = 30 * 60 * 1000;
/// How many documents are written in place of accounts that are not there; see [`Services::write_decoy`].
const DECOYS: u128 = 64;

/// Why a link does nothing.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LinkError {
    /// It was used, is too old, or never was one.
    #[error("the link is not good any more")]
    Expired,
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl From<Unavailable> for LinkError {
    fn from(error: Unavailable) -> Self {
        Self::Write(error.into())
    }
}

impl Services {
    fn one_time_tokens(&self) -> Collection<OneTimeToken> {
        Collection::new(self.store.documents.clone())
    }

    /// A new token for that account, about that address. The one before for the same purpose is void from now on.
    ///
    /// Written before the mail is asked for, so that no mail links to nothing.
    pub(crate) async fn issue_token(
        &self,
        account: &Account,
        purpose: TokenPurpose,
        email: &str,
    ) -> Result<Uuid, WriteError> {
        let token = self.new_token(account.id, purpose, email);
        let token = OneTimeToken {
            epoch: account.security.epoch,
            ..token
        };
        self.put_token(&token).await?;
        Ok(token.token)
    }

    /// The token that a link names, if it is still good; to be used up or not.
    pub(crate) async fn token_of(
        &self,
        purpose: Purpose,
        link: &str,
    ) -> Result<Versioned<OneTimeToken>, LinkError> {
        let token = self.links.read(purpose, link).ok_or(LinkError::Expired)?;
        let found = self
            .one_time_tokens()
            .find_one("token", &token.to_string())
            .await?;
        let now = self.clock.now();
        found
            .filter(|found| found.value.used_at.is_none() && now < found.value.expires_at)
            .filter(|found| purpose_of(found.value.purpose) == purpose)
            .ok_or(LinkError::Expired)
    }

    /// Uses a token up; of several who try at once, one does.
    pub(crate) async fn use_up(&self, mut token: Versioned<OneTimeToken>) -> Result<(), LinkError> {
        token.value.used_at = Some(self.clock.now());
        match self.one_time_tokens().replace(&token).await {
            Ok(_version) => Ok(()),
            Err(WriteError::Changed) => Err(LinkError::Expired),
            Err(error) => Err(error.into()),
        }
    }

    /// Takes back a token of an account that was not made after all.
    pub(crate) async fn drop_token(
        &self,
        person: PersonId,
        purpose: TokenPurpose,
    ) -> Result<(), Unavailable> {
        let id = OneTimeToken::id_of(person, purpose);
        self.one_time_tokens().delete(&id).await?;
        Ok(())
    }

    /// What [`Services::issue_token`] and the write of an outbox cost, where there is no account to write to: so
    /// the time that an answer takes does not tell whether there is one.
    pub(crate) async fn write_decoy(&self) -> Result<(), WriteError> {
        // Nobody has the ids below 64: accounts have random ones.
        let nobody = PersonId(Uuid::from_u128(self.clock.new_id().as_u128() % DECOYS));
        for purpose in [TokenPurpose::ResetPassword, TokenPurpose::VerifyAddress] {
            let token = self.new_token(nobody, purpose, "");
            self.put_token(&token).await?;
        }
        Ok(())
    }

    fn new_token(&self, person: PersonId, purpose: TokenPurpose, email: &str) -> OneTimeToken {
        OneTimeToken {
            person,
            purpose,
            token: self.clock.new_id(),
            email: email.to_owned(),
            epoch: 0,
            expires_at: self.clock.now().plus(lasts(purpose)),
            used_at: None,
        }
    }

    async fn put_token(&self, token: &OneTimeToken) -> Result<(), WriteError> {
        let tokens = self.one_time_tokens();
        let id = OneTimeToken::id_of(token.person, token.purpose);
        loop {
            let written = match tokens.get(&id).await? {
                Some(before) => {
                    let value = token.clone();
                    let version = before.version;
                    tokens
                        .replace(&Versioned { value, version })
                        .await
                        .map(drop)
                }
                None => tokens.insert(token).await,
            };
            match written {
                // Somebody asked at the same time: the later one counts.
                Err(WriteError::Changed) => {}
                Err(WriteError::Taken(field)) if field == "id" => {}
                outcome => return outcome,
            }
        }
    }
}

const fn lasts(purpose: TokenPurpose) -> i64 {
    match purpose {
        TokenPurpose::VerifyAddress => VERIFY,
        TokenPurpose::ResetPassword => RESET,
    }
}

fn purpose_of(purpose: TokenPurpose) -> Purpose {
    match purpose {
        TokenPurpose::VerifyAddress => Purpose::VerifyAddress,
        TokenPurpose::ResetPassword => Purpose::ResetPassword,
    }
}
