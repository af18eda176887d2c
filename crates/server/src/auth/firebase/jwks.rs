//! Google's keys, as they are published: a JSON Web Key Set (RFC 7517).

use std::collections::HashMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::DecodingKey;
use serde::Deserialize;

/// The shortest modulus that is taken, in bytes: RS256 asks for 2,048 bits (RFC 7518, 3.3).
const MIN_MODULUS: usize = 256;

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct RsaKey {
    kid: String,
    kty: String,
    #[serde(default)]
    alg: Option<String>,
    #[serde(default, rename = "use")]
    usage: Option<String>,
    n: String,
    e: String,
}

/// The keys that check RS256 signatures, by their ids. None if there is not one.
pub(super) fn read(json: &[u8]) -> Option<HashMap<String, DecodingKey>> {
    let set: KeySet = serde_json::from_slice(json).ok()?;
    let keys: HashMap<_, _> = set.keys.into_iter().filter_map(key).collect();
    (!keys.is_empty()).then_some(keys)
}

/// Keys of other kinds are left out, as RFC 7517, 5 has it.
fn key(value: serde_json::Value) -> Option<(String, DecodingKey)> {
    let key: RsaKey = serde_json::from_value(value).ok()?;
    let fits = key.kty == "RSA"
        && key.alg.is_none_or(|alg| alg == "RS256")
        && key.usage.is_none_or(|usage| usage == "sig")
        && URL_SAFE_NO_PAD.decode(&key.n).ok()?.len() >= MIN_MODULUS;
    let checks = DecodingKey::from_rsa_components(&key.n, &key.e).ok()?;
    fits.then_some((key.kid, checks))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read_keys(keys: &serde_json::Value) -> Option<Vec<String>> {
        let read = read(json!({ "keys": keys }).to_string().as_bytes())?;
        let mut ids: Vec<_> = read.into_keys().collect();
        ids.sort();
        Some(ids)
    }

    fn rsa(kid: &str) -> serde_json::Value {
        let n = URL_SAFE_NO_PAD.encode([0xc5; 256]);
        json!({ "kid": kid, "kty": "RSA", "alg": "RS256", "use": "sig", "n": n, "e": "AQAB" })
    }

    #[test]
    fn keys_of_other_kinds_are_left_out() {
        let other = json!({ "kid": "c", "kty": "EC", "crv": "P-256", "x": "AA", "y": "AA" });
        let ids = read_keys(&json!([rsa("a"), other, rsa("b")]));
        assert_eq!(ids, Some(vec!["a".to_owned(), "b".to_owned()]));
    }

    #[test]
    fn what_is_no_key_for_rs256_is_none() {
        for (field, value) in [
            ("kty", json!("oct")),
            ("alg", json!("HS256")),
            ("use", json!("enc")),
            ("n", json!(URL_SAFE_NO_PAD.encode([0xc5; 128]))),
            ("e", json!("?")),
            ("kid", json!(null)),
        ] {
            let mut key = rsa("a");
            key[field] = value;
            assert_eq!(read_keys(&json!([key])), None, "{field}");
        }
    }

    #[test]
    fn an_error_page_is_no_key_set() {
        assert!(read(b"<html>").is_none());
        assert!(read(br#"{"error":{"code":503}}"#).is_none());
    }
}
