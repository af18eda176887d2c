//! Tokens: JWTs signed with HS256, and nothing else.

use codevlive_domain::{
    id::{PersonId, RoomId, SessionId},
    room::person::Identity,
    time::Millis,
};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// Seconds for which an account's access token is good (contract: 15 minutes).
pub const ACCESS_SECONDS: u32 = 15 * 60;

/// Seconds for which a guest's token is good by itself: ten years. What really ends it is the end of
/// its room, see [`crate::auth::guest`].
const GUEST_SECONDS: u32 = 10 * 365 * 24 * 60 * 60;

const ISSUER: &str = "codevlive";
/// The `typ` of access tokens (RFC 9068, 2.1), and of refresh tokens: neither passes for the other.
const ACCESS: &str = "at+jwt";
const REFRESH: &str = "refresh+jwt";

/// Who holds an access token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    /// The account, or the guest.
    pub person: PersonId,
    /// What they were called when the token was made.
    pub name: String,
    /// The sign-in it belongs to; guests have none.
    pub session: Option<SessionId>,
    /// Guests: the only room it opens.
    pub room: Option<RoomId>,
    /// When it ends.
    pub expires_at: Millis,
}

impl Claims {
    /// The person, as the rules of a room know them.
    pub fn identity(&self) -> Identity {
        Identity {
            id: self.person,
            name: self.name.clone(),
        }
    }
}

/// A refresh token: the `generation`th of a sign-in. The same two values give the same token, so that
/// it need not be stored to be given again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefreshClaims {
    /// Which sign-in.
    #[serde(rename = "sid")]
    pub session: SessionId,
    /// From 1.
    #[serde(rename = "gen")]
    pub generation: u64,
}

/// Why a token is not good. Deliberately without details: they would only help who forges one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Not one of ours.
    #[error("not a valid token")]
    Invalid,
    /// One of ours, but too old.
    #[error("the token has expired")]
    Expired,
}

/// Makes and checks tokens. Clones are the same.
#[derive(Clone)]
pub struct Tokens {
    signing: EncodingKey,
    checking: DecodingKey,
    validation: Validation,
}

#[derive(Serialize, Deserialize)]
struct Jwt<T> {
    iss: String,
    aud: String,
    #[serde(flatten)]
    claims: T,
}

#[derive(Serialize, Deserialize)]
struct Access {
    sub: PersonId,
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sid: Option<SessionId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    room: Option<RoomId>,
    iat: i64,
    exp: i64,
}

impl Tokens {
    /// Tokens signed with that secret, which has at least 32 bytes.
    pub fn new(secret: &[u8]) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[ISSUER]);
        validation.set_required_spec_claims(&["iss", "aud"]);
        // Times are compared here, with the clock that is passed in.
        validation.validate_exp = false;
        Self {
            signing: EncodingKey::from_secret(secret),
            checking: DecodingKey::from_secret(secret),
            validation,
        }
    }

    /// An access token for an account, good for [`ACCESS_SECONDS`].
    pub fn issue_account(&self, person: &Identity, session: SessionId, now: Millis) -> String {
        self.access(person, Some(session), None, now)
    }

    /// A token for a guest of one room.
    pub fn issue_guest(&self, person: &Identity, room: RoomId, now: Millis) -> String {
        self.access(person, None, Some(room), now)
    }

    /// A refresh token; when it ends is the sign-in's to say.
    pub fn issue_refresh(&self, claims: RefreshClaims) -> String {
        self.sign(REFRESH, claims)
    }

    /// Who holds this access token.
    pub fn verify(&self, token: &str, now: Millis) -> Result<Claims, TokenError> {
        let access: Access = self.check(ACCESS, token)?;
        let expires_at = Millis(access.exp.saturating_mul(1000));
        // One of both, never neither: a token that names no sign-in opens one room only.
        if access.sid.is_some() == access.room.is_some() {
            return Err(TokenError::Invalid);
        }
        if expires_at <= now {
            return Err(TokenError::Expired);
        }
        Ok(Claims {
            person: access.sub,
            name: access.name,
            session: access.sid,
            room: access.room,
            expires_at,
        })
    }

    /// Which refresh token this is.
    pub fn verify_refresh(&self, token: &str) -> Result<RefreshClaims, TokenError> {
        self.check(REFRESH, token)
    }

    fn access(
        &self,
        person: &Identity,
        session: Option<SessionId>,
        room: Option<RoomId>,
        now: Millis,
    ) -> String {
        let seconds = if room.is_some() {
            GUEST_SECONDS
        } else {
            ACCESS_SECONDS
        };
        let iat = now.0.div_euclid(1000);
        let claims = Access {
            sub: person.id,
            name: person.name.clone(),
            sid: session,
            room,
            iat,
            exp: iat + i64::from(seconds),
        };
        self.sign(ACCESS, claims)
    }

    fn sign<T: Serialize>(&self, typ: &str, claims: T) -> String {
        let header = Header {
            typ: Some(typ.to_owned()),
            ..Header::new(Algorithm::HS256)
        };
        let jwt = Jwt {
            iss: ISSUER.to_owned(),
            aud: ISSUER.to_owned(),
            claims,
        };
        jsonwebtoken::encode(&header, &jwt, &self.signing).expect("HS256 signs any claims")
    }

    fn check<T: DeserializeOwned>(&self, typ: &str, token: &str) -> Result<T, TokenError> {
        let token = jsonwebtoken::decode::<Jwt<T>>(token, &self.checking, &self.validation)
            .map_err(|_| TokenError::Invalid)?;
        if token.header.typ.as_deref() != Some(typ) {
            return Err(TokenError::Invalid);
        }
        Ok(token.claims.claims)
    }
}
