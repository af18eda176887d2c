//! Who is calling: tokens, sign-ins, passwords.

pub(crate) mod accounts;
pub(crate) mod address;
pub(crate) mod amending;
pub(crate) mod browser;
pub(crate) mod caller;
pub(crate) mod confirmation;
pub(crate) mod deletion;
pub(crate) mod email;
pub(crate) mod firebase;
pub mod guest;
pub(crate) mod new_password;
pub(crate) mod one_time;
pub(crate) mod password;
pub(crate) mod password_rules;
mod random;
pub mod seals;
pub(crate) mod second_factor;
pub(crate) mod sessions;
pub mod token;
mod user_agent;

use codevlive_domain::id::RoomId;
use codevlive_store::Unavailable;

use crate::{
    Services,
    auth::{sessions::lasts, token::Claims},
};

/// Why a token does not say who is calling.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    /// It is not one of ours, is too old, or its sign-in, its account or its room has ended.
    #[error("unauthenticated")]
    Unauthenticated,
    /// It is good, but for another room.
    #[error("a token of another room")]
    OtherRoom,
    /// See [`Unavailable`].
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl Services {
    /// Who holds this access token, by the name they have now. With a room: who may use it there.
    ///
    /// The one way from a token to a caller, for HTTP and sockets alike. A sign-in that has ended makes
    /// its tokens worthless at once, not only when they expire.
    pub async fn authenticate(
        &self,
        token: &str,
        room: Option<RoomId>,
    ) -> Result<Claims, AuthError> {
        let claims = self.tokens.verify(token, self.clock.now());
        let claims = claims.map_err(|_| AuthError::Unauthenticated)?;
        match claims.room {
            Some(own) => self.authenticate_guest(claims, own, room).await,
            None => self.authenticate_account(claims).await,
        }
    }

    async fn authenticate_guest(
        &self,
        claims: Claims,
        own: RoomId,
        room: Option<RoomId>,
    ) -> Result<Claims, AuthError> {
        if room.is_some_and(|room| room != own) {
            return Err(AuthError::OtherRoom);
        }
        if self.guest_expired(own).await? {
            return Err(AuthError::Unauthenticated);
        }
        Ok(claims)
    }

    async fn authenticate_account(&self, claims: Claims) -> Result<Claims, AuthError> {
        let id = claims.session.ok_or(AuthError::Unauthenticated)?;
        let session = self.sessions().get(&id.to_string()).await?;
        let account = self.accounts().get(&claims.person.to_string()).await?;
        let (Some(session), Some(account)) = (session, account) else {
            return Err(AuthError::Unauthenticated);
        };
        let good = session.value.expires_at > self.clock.now()
            && session.value.person == account.value.id
            && lasts(&session.value, &account.value);
        if !good {
            return Err(AuthError::Unauthenticated);
        }
        Ok(Claims {
            name: account.value.name,
            ..claims
        })
    }
}
