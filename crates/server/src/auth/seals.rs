//! Secrets that the server itself has to read again: sealed in the store, with a key that is not there.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use codevlive_domain::id::PersonId;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::auth::random;

/// Bytes of the nonce that stands before each sealed secret.
const NONCE: usize = 24;

/// Seals and opens secrets. Clones are the same.
#[derive(Clone)]
pub struct Seals(XChaCha20Poly1305);

impl Seals {
    /// With a key of its own, made of the secret that signs tokens (`JWT_SECRET`).
    #[expect(clippy::missing_panics_doc, reason = "HMAC takes keys of any length")]
    pub fn new(secret: &[u8]) -> Self {
        let mut key = <Hmac<Sha256> as KeyInit>::new_from_slice(secret)
            .expect("HMAC takes keys of any length");
        key.update(b"codevlive sealed secrets");
        Self(XChaCha20Poly1305::new(&key.finalize().into_bytes()))
    }

    /// The secret, sealed for that person: nobody else's record opens with it.
    #[expect(
        clippy::missing_panics_doc,
        reason = "a secret is far shorter than the cipher's bound"
    )]
    pub fn seal(&self, person: PersonId, secret: &[u8]) -> String {
        let nonce = random::bytes::<NONCE>();
        let sealed = self
            .0
            .encrypt(&XNonce::from(nonce), payload(&person, secret));
        let sealed = sealed.expect("a secret is far shorter than the cipher's bound");
        URL_SAFE_NO_PAD.encode([&nonce[..], &sealed].concat())
    }

    /// The secret again; none if it was sealed with another key or for somebody else, or is damaged.
    pub fn open(&self, person: PersonId, sealed: &str) -> Option<Vec<u8>> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE>()?;
        let payload = payload(&person, sealed);
        self.0.decrypt(&XNonce::from(*nonce), payload).ok()
    }
}

fn payload<'a>(person: &'a PersonId, msg: &'a [u8]) -> Payload<'a, 'a> {
    let aad = person.0.as_bytes();
    Payload { msg, aad }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn only_the_same_key_opens_it_for_the_same_person() {
        let (seals, person) = (Seals::new(b"secret"), PersonId(Uuid::from_u128(1)));
        let sealed = seals.seal(person, b"known to few");
        assert_eq!(
            seals.open(person, &sealed).as_deref(),
            Some(&b"known to few"[..])
        );
        assert_eq!(seals.open(PersonId(Uuid::from_u128(2)), &sealed), None);
        assert_eq!(Seals::new(b"another").open(person, &sealed), None);
        assert_eq!(seals.open(person, &sealed[1..]), None);
        assert_eq!(seals.open(person, ""), None);
        assert_ne!(seals.seal(person, b"known to few"), sealed);
    }
}
