//! What keeps an account its owner's, besides the password.

use codevlive_domain::time::Millis;
use serde::{Deserialize, Serialize};

/// How many browsers an account knows at most; the one not seen longest is forgotten for a new one.
const DEVICES: usize = 20;
/// How exactly it is kept when a browser was last seen, in milliseconds: a day.
const SEEN: i64 = 24 * 60 * 60 * 1000;

/// What keeps an account its owner's, besides the password.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Security {
    /// Counts the times that all sign-ins were ended: one of an earlier epoch has ended, and so has a one-time
    /// token. So a new password and the end of all that the old one opened are one write.
    #[serde(default)]
    pub epoch: u64,
    /// The second factor; none while it is off.
    #[serde(default)]
    pub second_factor: Option<SecondFactor>,
    /// One that is being set up.
    #[serde(default)]
    pub pending_factor: Option<PendingFactor>,
    /// The browsers from which its owner came.
    #[serde(default)]
    pub devices: Vec<KnownDevice>,
}

/// A second factor (RFC 6238), and what stands in for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactor {
    /// Sealed with a key that is not in the store.
    pub secret: String,
    /// Since when it is on.
    pub since: Millis,
    /// The step of the newest code that was used: no code up to it is good again.
    pub last_step: u64,
    /// SHA-256 of the recovery codes that are left, base64url.
    pub recovery: Vec<String>,
}

/// A second factor whose owner has not shown yet that their app has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingFactor {
    /// Sealed with a key that is not in the store.
    pub secret: String,
    /// When it was asked for.
    pub asked_at: Millis,
}

/// A browser from which the owner of an account came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownDevice {
    /// SHA-256 of account and cookie, base64url.
    pub hash: String,
    /// When it was last seen, to the day.
    pub seen_at: Millis,
}

impl Security {
    /// Whether its owner came from that browser before.
    pub fn knows(&self, hash: &str) -> bool {
        self.devices.iter().any(|device| device.hash == hash)
    }

    /// Remembers that its owner comes from that browser; whether there is something to write.
    pub fn remember(&mut self, hash: &str, now: Millis) -> bool {
        if let Some(device) = self.devices.iter_mut().find(|device| device.hash == hash) {
            let stale = now.since(device.seen_at) >= SEEN;
            if stale {
                device.seen_at = now;
            }
            return stale;
        }
        while self.devices.len() >= DEVICES {
            let oldest = (0..self.devices.len()).min_by_key(|index| self.devices[*index].seen_at);
            self.devices.remove(oldest.unwrap_or_default());
        }
        self.devices.push(KnownDevice {
            hash: hash.to_owned(),
            seen_at: now,
        });
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_browsers_are_known_and_the_one_not_seen_longest_goes() {
        let mut security = Security::default();
        for number in 0..20_i64 {
            assert!(security.remember(&number.to_string(), Millis(number)));
        }
        assert!(!security.remember("0", Millis(SEEN - 1)));
        assert!(security.remember("0", Millis(SEEN)));
        assert!(security.remember("new", Millis(SEEN)));
        assert!(security.knows("0") && security.knows("new") && security.knows("2"));
        assert!(!security.knows("1"));
        assert_eq!(security.devices.len(), DEVICES);
    }
}
