//! Nonces that need no memory: when each was made and for whom, and a signature over it (RFC 8489, 9.2). A list of
//! them would grow with every packet that anyone sends.

use std::net::SocketAddr;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use codevlive_domain::time::Millis;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::credentials::TurnSecret;

/// For how long a nonce is good, in milliseconds (RFC 8656, 5: at least that long).
const LIFETIME: i64 = 60 * 60 * 1000;

/// Bytes of the signature that are kept.
const SIGNATURE: usize = 16;

/// Makes and checks nonces.
#[derive(Debug)]
pub(crate) struct Nonces(Hmac<Sha256>);

impl Nonces {
    pub(crate) fn new(secret: &TurnSecret) -> Self {
        let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&secret.key("nonce"));
        Self(mac.expect("HMAC takes keys of any length"))
    }

    /// One for that client.
    pub(crate) fn make(&self, client: SocketAddr, now: Millis) -> String {
        let signature = self.sign(now, client).finalize().into_bytes();
        let mut nonce = now.0.to_be_bytes().to_vec();
        nonce.extend_from_slice(&signature[..SIGNATURE]);
        URL_SAFE_NO_PAD.encode(nonce)
    }

    /// Whether that client got this one a short while ago.
    pub(crate) fn is_good(&self, nonce: &str, client: SocketAddr, now: Millis) -> bool {
        let bytes = URL_SAFE_NO_PAD.decode(nonce).unwrap_or_default();
        let Some((made_at, signature)) = bytes.split_first_chunk() else {
            return false;
        };
        let made_at = Millis(i64::from_be_bytes(*made_at));
        let signed = self.sign(made_at, client);
        let ours = signature.len() == SIGNATURE && signed.verify_truncated_left(signature).is_ok();
        ours && (0..LIFETIME).contains(&now.since(made_at))
    }

    fn sign(&self, made_at: Millis, client: SocketAddr) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        mac.update(&made_at.0.to_be_bytes());
        mac.update(client.to_string().as_bytes());
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_is_good_for_its_client_and_for_an_hour() {
        let nonces = Nonces::new(&TurnSecret::new(b"north"));
        let (client, other) = ("1.1.1.1:1", "1.1.1.1:2");
        let (client, other) = (client.parse().unwrap(), other.parse().unwrap());
        let now = Millis(1_769_851_800_000);
        let nonce = nonces.make(client, now);
        let good = |nonce: &str, client, millis| nonces.is_good(nonce, client, now.plus(millis));
        assert!(good(&nonce, client, 0));
        assert!(good(&nonce, client, LIFETIME - 1));
        assert!(!good(&nonce, client, LIFETIME));
        assert!(!good(&nonce, client, -1));
        assert!(!good(&nonce, other, 0));
        assert!(!Nonces::new(&TurnSecret::new(b"south")).is_good(&nonce, client, now));
        for made_up in ["", "x", "AAAA", &nonce[1..], &format!("{nonce}AAAA")] {
            assert!(!good(made_up, client, 0), "{made_up}");
        }
    }
}
