//! Sign-in with Google and GitHub, through Firebase: its ID tokens, and the accounts they open.

mod claims;
mod fetch;
mod jwks;
mod keys;
mod sign_in;
mod unsigned;

use axum::http::Uri;
use codevlive_domain::time::Millis;
use jsonwebtoken::{Algorithm, Validation};

use crate::{
    auth::firebase::{
        claims::{Claims, Visitor},
        fetch::KeySource,
        keys::{KeyError, Keys},
    },
    settings::firebase::FirebaseSettings,
};

pub(crate) use sign_in::FirebaseError;

/// Where Google publishes the keys that sign Firebase's ID tokens.
const GOOGLE_KEYS: &str =
    "https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com";

/// The longest ID token, in bytes. Google's have some 1,200, of which a project's own claims may be 1,000 more.
const MAX_TOKEN: usize = 8 * 1024;

/// Why an ID token is not good. For the log; who sent it is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refused {
    #[error("it is not a token, or lacks a claim")]
    Malformed,
    #[error("it is not signed with RS256")]
    Algorithm,
    #[error("its key is none of Google's")]
    UnknownKey,
    #[error("its signature does not fit")]
    Signature,
    #[error("it is for another project")]
    Audience,
    #[error("another one issued it")]
    Issuer,
    #[error("it names no user")]
    Subject,
    #[error("it has expired")]
    Expired,
    #[error("it was issued in the future")]
    IssuedInFuture,
    #[error("the user signs in in the future")]
    SignedInInFuture,
    #[error("the user came through another provider")]
    Provider,
    #[error("it is of a tenant of the project")]
    Tenant,
}

/// Why an ID token says nothing.
#[derive(Debug, thiserror::Error)]
pub(crate) enum VerifyError {
    #[error("the ID token is refused: {0}")]
    Refused(#[from] Refused),
    /// Whether it is good can't be told now.
    #[error("Google's keys can't be had")]
    KeysAway,
}

/// Checks the ID tokens of one project.
pub(crate) struct Firebase {
    settings: FirebaseSettings,
    keys: Keys,
    validation: Validation,
}

impl Firebase {
    /// With Google's keys.
    pub(crate) fn new(settings: FirebaseSettings) -> Self {
        Self::with_keys_at(settings, Uri::from_static(GOOGLE_KEYS))
    }

    /// With the keys that are published there.
    pub(crate) fn with_keys_at(settings: FirebaseSettings, keys: Uri) -> Self {
        let mut validation = Validation::new(Algorithm::RS256);
        // The signature alone: what the claims say is compared in `claims`, by the clock that is passed in.
        validation.validate_exp = false;
        validation.validate_aud = false;
        validation.required_spec_claims.clear();
        Self {
            settings,
            keys: Keys::new(KeySource::new(keys)),
            validation,
        }
    }

    /// Who comes with this ID token (<https://firebase.google.com/docs/auth/admin/verify-id-tokens>).
    pub(crate) async fn verify(&self, token: &str, now: Millis) -> Result<Visitor, VerifyError> {
        if token.len() > MAX_TOKEN {
            return Err(Refused::Malformed.into());
        }
        let claims = if self.settings.emulator.is_some() {
            unsigned::read(token)?
        } else {
            self.signed(token, now).await?
        };
        Ok(claims.check(&self.settings.project_id, now)?)
    }

    async fn signed(&self, token: &str, now: Millis) -> Result<Claims, VerifyError> {
        // An algorithm that the library does not know, `none` among them, does not even parse.
        let header = jsonwebtoken::decode_header(token).map_err(|_| Refused::Malformed)?;
        if header.alg != Algorithm::RS256 {
            return Err(Refused::Algorithm.into());
        }
        let kid = header.kid.ok_or(Refused::UnknownKey)?;
        let key = self
            .keys
            .find(&kid, now)
            .await
            .map_err(|error| match error {
                KeyError::Unknown => VerifyError::Refused(Refused::UnknownKey),
                KeyError::Away => VerifyError::KeysAway,
            })?;
        let token = jsonwebtoken::decode(token, &key, &self.validation);
        let token = token.map_err(|error| match error.kind() {
            jsonwebtoken::errors::ErrorKind::InvalidSignature => Refused::Signature,
            _ => Refused::Malformed,
        })?;
        Ok(token.claims)
    }
}
