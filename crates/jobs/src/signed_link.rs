//! Tokens in the links of mails: an id, and a signature over it, so that neither a job nor the database holds what
//! would open an account.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

/// What a link is for; a token for one purpose is none for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Verifies an address.
    VerifyAddress,
    /// Sets a new password.
    ResetPassword,
    /// Stops mails of a kind; its id is the person's.
    Unsubscribe,
}

impl Purpose {
    const fn name(self) -> &'static str {
        match self {
            Self::VerifyAddress => "verify-address",
            Self::ResetPassword => "reset-password",
            Self::Unsubscribe => "unsubscribe",
        }
    }
}

/// Bytes of the signature that are kept: 128 bits can't be guessed, and links stay short.
const SIGNATURE: usize = 16;

/// Signs and reads tokens of links. Clones are the same.
#[derive(Clone)]
pub struct SignedLinks(Hmac<Sha256>);

impl SignedLinks {
    /// With a key of its own, made of the secret that signs access tokens (`JWT_SECRET`).
    pub fn new(secret: &[u8]) -> Self {
        let mut key = mac(secret);
        key.update(b"codevlive signed links");
        Self(mac(&key.finalize().into_bytes()))
    }

    /// The token of that id.
    pub fn token(&self, purpose: Purpose, id: Uuid) -> String {
        let signature = self.signing(purpose, id).finalize().into_bytes();
        let mut token = id.as_bytes().to_vec();
        token.extend_from_slice(&signature[..SIGNATURE]);
        URL_SAFE_NO_PAD.encode(token)
    }

    /// The id of a token; none if it was not made here for that purpose.
    pub fn read(&self, purpose: Purpose, token: &str) -> Option<Uuid> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (id, signature) = bytes.split_at_checked(16)?;
        let id = Uuid::from_slice(id).ok()?;
        let signed = self.signing(purpose, id);
        let fits = signature.len() == SIGNATURE && signed.verify_truncated_left(signature).is_ok();
        fits.then_some(id)
    }

    fn signing(&self, purpose: Purpose, id: Uuid) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        mac.update(purpose.name().as_bytes());
        mac.update(id.as_bytes());
        mac
    }
}

fn mac(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("HMAC takes keys of any length")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: Uuid = Uuid::from_u128(7);

    #[test]
    fn a_token_gives_its_id_back_for_its_purpose_alone() {
        let links = SignedLinks::new(b"secret");
        let token = links.token(Purpose::ResetPassword, ID);
        assert_eq!(links.read(Purpose::ResetPassword, &token), Some(ID));
        assert_eq!(links.read(Purpose::VerifyAddress, &token), None);
        let other = SignedLinks::new(b"another");
        assert_eq!(other.read(Purpose::ResetPassword, &token), None);
    }

    #[test]
    fn what_was_changed_or_cut_is_none() {
        let links = SignedLinks::new(b"secret");
        let token = links.token(Purpose::VerifyAddress, ID);
        let changed = format!("B{}", &token[1..]);
        for wrong in ["", "A", &changed, &token[..token.len() - 4], "no base64 !"] {
            assert_eq!(links.read(Purpose::VerifyAddress, wrong), None, "{wrong}");
        }
    }
}
