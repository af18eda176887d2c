//! Password hashes: Argon2id, made and checked beside the threads that serve.

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version,
    password_hash::{self, phc::PasswordHash},
};
use tokio::sync::{Semaphore, TryAcquireError};
use uuid::Uuid;

/// The OWASP password storage cheat sheet's second choice: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// How many may wait for their turn; a hash takes some 20 ms, so these are a few seconds' worth.
const WAITING: usize = 200;

/// Checked where there is no account, so that this takes as long as if there were one. Made with the
/// parameters above, of a password that nobody knows.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$Y29kZXZsaXZlIG5vYm9keQ$\
                      D1cvWyDkTRCDTBRSeNqHnFYPlpIN3+hOnTpB0dvF4kw";

/// Why a password was neither hashed nor checked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum HashError {
    /// Too many wait already.
    #[error("too many passwords are being checked")]
    Busy,
    /// The kept hash is unreadable, or memory is short.
    #[error("password hashing: {0}")]
    Failed(String),
}

/// Hashes passwords, as many at once as there are cores. Clones are the same.
#[derive(Clone)]
pub(crate) struct Passwords {
    argon2: Argon2<'static>,
    /// Held while hashing: bounds memory (19 MiB each) and leaves time to others.
    running: Arc<Semaphore>,
    /// Held from asking to answer.
    waiting: Arc<Semaphore>,
}

impl Passwords {
    pub(crate) fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let params = Params::new(MEMORY_KIB, PASSES, LANES, None)
            .expect("the parameters are within Argon2's bounds");
        Self {
            argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
            running: Arc::new(Semaphore::new(cores)),
            waiting: Arc::new(Semaphore::new(cores + WAITING)),
        }
    }

    /// The hash to keep, as a PHC string. `salt` is any fresh id: it has to be unique, not secret.
    pub(crate) async fn hash(&self, password: String, salt: Uuid) -> Result<String, HashError> {
        let argon2 = self.argon2.clone();
        self.run(move || {
            let hash: PasswordHash =
                argon2.hash_password_with_salt(password.as_bytes(), salt.as_bytes())?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether the password is the one of that hash; of no hash (there is no such account) it never is,
    /// and finding out takes as long.
    pub(crate) async fn verify(
        &self,
        password: String,
        hash: Option<String>,
    ) -> Result<bool, HashError> {
        let argon2 = self.argon2.clone();
        self.run(move || {
            let hash_text = hash.as_deref().unwrap_or(NOBODY);
            match argon2.verify_password(password.as_bytes(), hash_text) {
                Ok(()) => Ok(hash.is_some()),
                Err(password_hash::Error::PasswordInvalid) => Ok(false),
                Err(error) => Err(error),
            }
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, password_hash::Error> + Send + 'static,
    ) -> Result<T, HashError> {
        let _waiting = self.waiting.try_acquire().map_err(|error| match error {
            TryAcquireError::NoPermits | TryAcquireError::Closed => HashError::Busy,
        })?;
        let running = Arc::clone(&self.running).acquire_owned().await;
        let running = running.map_err(|_| HashError::Busy)?;
        let outcome = tokio::task::spawn_blocking(move || {
            let _running = running;
            work()
        });
        outcome
            .await
            .map_err(|error| HashError::Failed(error.to_string()))?
            .map_err(|error| HashError::Failed(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_hash_fits_its_own_password_only() {
        let passwords = Passwords::new();
        let hash = passwords
            .hash("correct horse".into(), Uuid::from_u128(7))
            .await
            .unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        assert!(
            passwords
                .verify("correct horse".into(), Some(hash.clone()))
                .await
                .unwrap()
        );
        assert!(
            !passwords
                .verify("Correct horse".into(), Some(hash))
                .await
                .unwrap()
        );
    }

    #[tokio::test]
    async fn salts_make_hashes_differ() {
        let passwords = Passwords::new();
        let hash = |salt| passwords.hash("correct horse".into(), Uuid::from_u128(salt));
        assert_ne!(hash(1).await.unwrap(), hash(2).await.unwrap());
    }

    #[tokio::test]
    async fn nobody_has_no_password_but_one_that_can_be_checked() {
        let passwords = Passwords::new();
        assert!(
            !passwords
                .verify("correct horse".into(), None)
                .await
                .unwrap()
        );
        let nobody = PasswordHash::new(NOBODY).unwrap();
        let params = Params::try_from(&nobody).unwrap();
        assert_eq!(
            (params.m_cost(), params.t_cost(), params.p_cost()),
            (MEMORY_KIB, PASSES, LANES)
        );
    }

    #[tokio::test]
    async fn an_unreadable_hash_is_an_error() {
        let outcome = Passwords::new()
            .verify("correct horse".into(), Some("plain".into()))
            .await;
        assert!(matches!(outcome, Err(HashError::Failed(_))));
    }

    #[tokio::test]
    async fn beyond_those_that_may_wait_one_is_turned_away() {
        let passwords = Passwords {
            waiting: Arc::new(Semaphore::new(0)),
            ..Passwords::new()
        };
        let outcome = passwords.verify("correct horse".into(), None).await;
        assert!(matches!(outcome, Err(HashError::Busy)));
    }
}
