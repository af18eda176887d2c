//! The second factor: codes of an app (RFC 6238), each good once, and recovery codes for when the app is lost.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use codevlive_domain::{id::PersonId, time::Millis};
use codevlive_store::documents::account::{
    Account,
    security::{PendingFactor, SecondFactor},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use qrcode::{QrCode, render::svg};
use sha2::{Digest, Sha256};
use totp_rs::{Builder, Secret, Totp};

use crate::{Services, auth::random};

/// How long one may take to set it up, in milliseconds: an hour.
const SETTING_UP: i64 = 60 * 60 * 1000;
/// How many recovery codes there are.
const RECOVERY_CODES: usize = 10;
/// Bytes of a recovery code: 80 bits, which nobody guesses, also not from its hash.
const RECOVERY_BYTES: usize = 10;

/// Why the second factor lets nobody in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CodeError {
    /// There was no code.
    #[error("a code is needed")]
    Required,
    /// It is wrong, or was used before.
    #[error("wrong code")]
    Wrong,
}

/// A second factor to be shown to its owner, once.
pub(crate) struct NewFactor {
    /// To be kept until they have shown a code of it.
    pub(crate) pending: PendingFactor,
    /// Base32.
    pub(crate) secret: String,
    /// `otpauth://…`
    pub(crate) uri: String,
    /// The same as a picture.
    pub(crate) qr_svg: String,
}

impl Services {
    /// A fresh secret for that account.
    pub(crate) fn new_factor(&self, account: &Account) -> NewFactor {
        let bytes = random::bytes::<20>();
        let secret = Secret::from(bytes.to_vec()).to_base32();
        let host = self.settings.public_url.host();
        let uri = uri(host, &account.email, &secret);
        NewFactor {
            pending: PendingFactor {
                secret: self.seals.seal(account.id, &bytes),
                asked_at: self.clock.now(),
            },
            qr_svg: qr_svg(&uri),
            secret,
            uri,
        }
    }

    /// Turns on what was set up, if the code is one of it; its recovery codes, which are kept as hashes only.
    pub(crate) fn turn_on(
        &self,
        account: &mut Account,
        code: &str,
    ) -> Result<Vec<String>, CodeError> {
        let now = self.clock.now();
        let pending = account.security.pending_factor.clone();
        let pending = pending.filter(|pending| now.since(pending.asked_at) <= SETTING_UP);
        let secret = pending.ok_or(CodeError::Wrong)?.secret;
        let last_step = self.step_of(account.id, &secret, code);
        let last_step = last_step.ok_or(CodeError::Wrong)?;
        let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| recovery_code()).collect();
        account.security.pending_factor = None;
        account.security.second_factor = Some(SecondFactor {
            secret,
            since: now,
            last_step,
            recovery: codes.iter().map(|code| hash(code)).collect(),
        });
        Ok(codes)
    }

    /// Asks the second factor of an account, if it has one; whether the code was used up, and that has to be
    /// written.
    pub(crate) fn pass_second_factor(
        &self,
        account: &mut Account,
        code: Option<&str>,
    ) -> Result<bool, CodeError> {
        let person = account.id;
        let Some(factor) = &mut account.security.second_factor else {
            return Ok(false);
        };
        let code = code.ok_or(CodeError::Required)?;
        if let Some(step) = self.step_of(person, &factor.secret, code) {
            if step <= factor.last_step {
                return Err(CodeError::Wrong);
            }
            factor.last_step = step;
            return Ok(true);
        }
        let hash = hash(code);
        let at = factor.recovery.iter().position(|kept| *kept == hash);
        factor.recovery.remove(at.ok_or(CodeError::Wrong)?);
        Ok(true)
    }

    /// The step that a code is of: the one now, the one before, or the next.
    fn step_of(&self, person: PersonId, sealed: &str, code: &str) -> Option<u64> {
        let Some(secret) = self.seals.open(person, sealed) else {
            tracing::error!(person.id = %person, "a second factor was sealed with another key");
            return None;
        };
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        totp(secret).check(&code, seconds(self.clock.now()))
    }
}

fn totp(secret: Vec<u8>) -> Totp {
    // The builder's defaults are what apps can: SHA-1, six digits, 30 s, one step to either side.
    let built = Builder::new().with_secret(secret).build();
    built.expect("secrets have 160 bits")
}

fn seconds(now: Millis) -> u64 {
    u64::try_from(now.0 / 1000).unwrap_or_default()
}

/// As authenticator apps read it: <https://github.com/google/google-authenticator/wiki/Key-Uri-Format>.
fn uri(host: &str, email: &str, secret: &str) -> String {
    let issuer = format!("CoDevLive ({host})");
    let [issuer, email] = [issuer.as_str(), email]
        .map(|text| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string());
    format!("otpauth://totp/{issuer}:{email}?secret={secret}&issuer={issuer}")
}

fn qr_svg(uri: &str) -> String {
    let code = QrCode::new(uri).expect("an address of 254 bytes fits");
    let svg = code
        .render::<svg::Color<'_>>()
        .min_dimensions(240, 240)
        .build();
    // To stand in a page, not in a file of its own.
    let start = svg.find("<svg").unwrap_or_default();
    svg[start..].to_owned()
}

/// Sixteen letters and digits, in groups that can be read out.
fn recovery_code() -> String {
    let code = Secret::from(random::bytes::<RECOVERY_BYTES>().to_vec()).to_base32();
    let code = code.to_lowercase();
    let groups = code.as_bytes().chunks(4).map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join("-")
}

/// Of a recovery code, however it was typed. A fast hash will do: 80 random bits can't be tried.
fn hash(code: &str) -> String {
    let plain: String = code.chars().filter(|c| c.is_alphanumeric()).collect();
    URL_SAFE_NO_PAD.encode(Sha256::digest(plain.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_rfc() {
        // RFC 6238, appendix B: the last six of the eight digits.
        let totp = totp(b"12345678901234567890".to_vec());
        for (at, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(totp.check(code, at), Some(at / 30), "{code}");
            assert_eq!(totp.check(code, at + 30), Some(at / 30), "{code}");
            assert_eq!(totp.check(code, at + 61), None, "{code}");
        }
    }

    #[test]
    fn recovery_codes_are_long_unlike_and_read_however_typed() {
        let (one, other) = (recovery_code(), recovery_code());
        assert_ne!(one, other);
        assert_eq!(one.replace('-', "").len(), 16);
        assert_eq!(hash(&one), hash(&one.to_uppercase().replace('-', " ")));
        assert_ne!(hash(&one), hash(&other));
    }

    #[test]
    fn the_longest_address_fits_into_the_picture() {
        let email = format!("{}@{}.example", "ü".repeat(32), "ü".repeat(90));
        let svg = qr_svg(&uri("code.example", &email, "A".repeat(32).as_str()));
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"), "{svg}");
    }
}
