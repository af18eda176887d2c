//! Who is calling: tokens, sign-ins, passwords.

pub mod guest;
pub mod token;

use codevlive_domain::id::RoomId;
use codevlive_store::{Unavailable, document::Collection, documents::session::Session};

use crate::{Services, auth::token::Claims};

/// Why a token does not say who is calling.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    /// It is not one of ours, is too old, or its sign-in or its room has ended.
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
    /// Who holds this access token. With a room: who holds it and may use it there.
    ///
    /// The one way from a token to a caller, for HTTP and sockets alike.
    pub async fn authenticate(
        &self,
        token: &str,
        room: Option<RoomId>,
    ) -> Result<Claims, AuthError> {
        let now = self.clock.now();
        let claims = self
            .tokens
            .verify(token, now)
            .map_err(|_| AuthError::Unauthenticated)?;
        if let Some(own) = claims.room {
            if room.is_some_and(|room| room != own) {
                return Err(AuthError::OtherRoom);
            }
            if self.guest_expired(own).await? {
                return Err(AuthError::Unauthenticated);
            }
        }
        if let Some(session) = claims.session {
            let sessions = Collection::<Session>::new(self.store.documents.clone());
            let session = sessions.get(&session.to_string()).await?;
            if session.is_none_or(|session| session.value.expires_at <= now) {
                return Err(AuthError::Unauthenticated);
            }
        }
        Ok(claims)
    }
}
