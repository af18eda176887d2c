//! Rate limits: so much at once, and then at a steady pace (the generic cell rate algorithm).

use std::{
    collections::HashMap,
    hash::{BuildHasher, Hash, Hasher, RandomState},
    net::IpAddr,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use codevlive_live::redis::allowances::{Allowances, Pace, Unanswered};
use sha2::{Digest, Sha256};

/// How many clients of one rule are remembered at most. Reached only under attack; then all further ones of that rule
/// share one allowance until others are forgotten. Whoever floods one rule with names of their own leaves the others
/// as they are.
const MAX_REMEMBERED: usize = 100_000;

/// What is limited, and by whom it is counted. Generous to people behind one address, hard on guessers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Rule {
    /// Any HTTP call, by address.
    Call,
    /// Sign-ups, by address.
    SignUp,
    /// Log-ins, by address.
    LogIn,
    /// Log-ins to one account from one address: a guesser.
    LogInToAccountFromAddress,
    /// Log-ins to one account from anywhere: many guessers. Looser, so that guessing elsewhere does not
    /// lock its owner out.
    LogInToAccount,
    /// Log-ins to an account from a browser that it knows, by both: what others use up is not its owner's.
    LogInFromKnownDevice,
    /// Codes of second factors, by account, and by browser if it is known. Six digits want few tries: it would
    /// take years to try a tenth of them.
    SecondFactor,
    /// Passwords asked for once more, by account.
    Confirmation,
    /// Forgotten passwords, by address.
    ForgottenPassword,
    /// Forgotten passwords of one account. Whoever uses this up has had its owner sent the link.
    ForgottenPasswordOfAccount,
    /// Links of mails, by address.
    Link,
    /// Mails that one has sent to oneself, by account.
    OwnMail,
    /// Exports of all one's data, by account.
    Export,
    /// Sign-ins through Firebase, by address.
    Firebase,
    /// Refreshes, by address.
    Refresh,
    /// Guests, by address.
    Guest,
    /// Rooms made, by account.
    RoomCreation,
    /// People invited, by account: each is a mail to an address that its owner did not give us.
    Invitation,
    /// Invitations of one address, whoever invites: many accounts don't fill a stranger's mailbox.
    InvitationOfAddress,
    /// Times and titles of interviews changed, by account: each may be a mail to all who are invited.
    InterviewChange,
    /// Credentials for TURN, by person: a browser asks before each connection that it makes anew.
    IceServers,
    /// Scorecards written, by person: a draft is saved while one types.
    Scorecard,
    /// Agendas written, by person: each may be large.
    Agenda,
    /// Sockets that ask to be let into a room, by address. All people behind one come back at once when a
    /// server was started anew.
    Handshake,
}

impl Rule {
    /// How many at once, and how long until there is one more.
    const fn pace(self) -> Pace {
        let (burst, interval) = match self {
            Self::Call => (1_000, Duration::from_millis(20)),
            Self::SignUp => (30, Duration::from_secs(20)),
            Self::LogIn | Self::Firebase => (60, Duration::from_secs(2)),
            Self::LogInToAccountFromAddress | Self::LogInFromKnownDevice | Self::Confirmation => {
                (10, Duration::from_secs(30))
            }
            Self::LogInToAccount => (100, Duration::from_secs(10)),
            Self::SecondFactor => (10, Duration::from_mins(5)),
            Self::ForgottenPassword => (20, Duration::from_secs(20)),
            Self::ForgottenPasswordOfAccount => (5, Duration::from_mins(3)),
            Self::InvitationOfAddress => (20, Duration::from_mins(3)),
            Self::Link => (30, Duration::from_secs(10)),
            Self::OwnMail | Self::Export => (5, Duration::from_mins(1)),
            Self::Refresh => (200, Duration::from_millis(500)),
            Self::Guest | Self::Scorecard | Self::Agenda => (100, Duration::from_secs(1)),
            Self::RoomCreation | Self::IceServers => (60, Duration::from_secs(5)),
            Self::Invitation | Self::InterviewChange => (50, Duration::from_secs(10)),
            Self::Handshake => (3_000, Duration::from_millis(5)),
        };
        Pace { burst, interval }
    }
}

/// Too many: nothing was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limited {
    /// When there is one more.
    pub(crate) retry_after: Duration,
}

/// What clients have used, on this node, and on all. Counted here by a monotonic clock: setting the system's
/// gives nobody more or less.
pub(crate) struct RateLimits {
    enabled: bool,
    /// Of all nodes together. While it does not answer, each node counts by itself.
    shared: Option<Allowances>,
    hasher: RandomState,
    /// By rule and client: when the allowance will be whole again. Ended by being in the past.
    whole_at: Mutex<HashMap<Rule, HashMap<u64, Instant>>>,
}

impl RateLimits {
    /// Nothing used yet. With `enabled` false, nothing is ever refused.
    pub(crate) fn new(enabled: bool) -> Self {
        Self {
            enabled,
            shared: None,
            hasher: RandomState::new(),
            whole_at: Mutex::default(),
        }
    }

    /// The same, counted with the other nodes.
    pub(crate) fn shared(enabled: bool, shared: Allowances) -> Self {
        Self {
            shared: Some(shared),
            ..Self::new(enabled)
        }
    }

    /// Uses one of this client's allowance, if there is one. What is too much for this node is too much for
    /// all, so a flood is refused here, and does not reach Redis.
    pub(crate) async fn take(&self, rule: Rule, client: impl Hash) -> Result<(), Limited> {
        let key = self.shared.as_ref().map(|_| shared_key(rule, &client));
        self.take_at(rule, client, Instant::now())?;
        let (Some(shared), Some(key), true) = (&self.shared, key, self.enabled) else {
            return Ok(());
        };
        match shared.take(&key, rule.pace()).await {
            Ok(Ok(())) | Err(Unanswered) => Ok(()),
            Ok(Err(retry_after)) => Err(Limited { retry_after }),
        }
    }

    fn take_at(&self, rule: Rule, client: impl Hash, now: Instant) -> Result<(), Limited> {
        if !self.enabled {
            return Ok(());
        }
        let Pace { burst, interval } = rule.pace();
        let mut key = self.hasher.hash_one((rule, client));
        let mut rules = self.whole_at.lock().unwrap_or_else(PoisonError::into_inner);
        let all = rules.entry(rule).or_default();
        if all.len() >= MAX_REMEMBERED && !all.contains_key(&key) {
            all.retain(|_, whole_at| *whole_at > now);
            if all.len() >= MAX_REMEMBERED {
                key = self.hasher.hash_one(rule);
            }
        }
        let whole_at = all.get(&key).map_or(now, |at| (*at).max(now)) + interval;
        let excess = whole_at
            .duration_since(now)
            .saturating_sub(interval * burst);
        if excess > Duration::ZERO {
            return Err(Limited {
                retry_after: excess,
            });
        }
        all.insert(key, whole_at);
        Ok(())
    }
}

/// The same on every node, and telling nothing of the client.
fn shared_key(rule: Rule, client: &impl Hash) -> String {
    let mut hashed = Hashed(Sha256::new());
    (rule, client).hash(&mut hashed);
    URL_SAFE_NO_PAD.encode(hashed.0.finalize())
}

/// Hashes alike in every process, unlike those of [`std::collections`].
struct Hashed(Sha256);

impl Hasher for Hashed {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        unreachable!("the hash is taken whole")
    }
}

/// By what an address is counted: an IPv6 client has a whole /64 to choose from.
pub(crate) fn by_address(address: IpAddr) -> impl Hash {
    match address {
        IpAddr::V4(ip) => u128::from(u32::from(ip)),
        IpAddr::V6(ip) => u128::from(ip) >> 64 << 64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(limits: &RateLimits, client: &str, now: Instant) -> Result<(), Limited> {
        limits.take_at(Rule::LogInToAccountFromAddress, client, now)
    }

    #[test]
    fn a_burst_passes_and_then_one_an_interval() {
        let limits = RateLimits::new(true);
        let start = Instant::now();
        for _ in 0..10 {
            assert_eq!(take(&limits, "a", start), Ok(()));
        }
        let limited = Limited {
            retry_after: Duration::from_secs(30),
        };
        assert_eq!(take(&limits, "a", start), Err(limited));
        let later = start + Duration::from_secs(29);
        assert_eq!(
            take(&limits, "a", later),
            Err(Limited {
                retry_after: Duration::from_secs(1)
            })
        );
        let later = start + Duration::from_secs(30);
        assert_eq!(take(&limits, "a", later), Ok(()));
        assert_eq!(take(&limits, "a", later), Err(limited));
    }

    #[test]
    fn clients_and_rules_are_counted_apart() {
        let limits = RateLimits::new(true);
        let now = Instant::now();
        for _ in 0..10 {
            take(&limits, "a", now).unwrap();
        }
        assert!(take(&limits, "a", now).is_err());
        assert!(take(&limits, "b", now).is_ok());
        assert!(limits.take_at(Rule::LogInToAccount, "a", now).is_ok());
    }

    #[test]
    fn off_is_off() {
        let limits = RateLimits::new(false);
        let now = Instant::now();
        assert!((0..100).all(|_| take(&limits, "a", now).is_ok()));
    }

    #[test]
    fn memory_is_bounded_and_the_expired_are_forgotten() {
        let limits = RateLimits::new(true);
        let now = Instant::now();
        for client in 0..MAX_REMEMBERED + 50 {
            let _shared = limits.take_at(Rule::Guest, client, now);
        }
        let remembered = |rule| limits.whole_at.lock().unwrap()[&rule].len();
        assert!(remembered(Rule::Guest) <= MAX_REMEMBERED + 1);
        limits
            .take_at(Rule::Guest, "new", now + Duration::from_hours(1))
            .unwrap();
        assert_eq!(remembered(Rule::Guest), 1);
    }

    #[test]
    fn a_flood_of_one_rule_leaves_the_others_alone() {
        let limits = RateLimits::new(true);
        let now = Instant::now();
        let flood = Rule::ForgottenPasswordOfAccount;
        for address in 0..MAX_REMEMBERED + 50 {
            let _shared = limits.take_at(flood, address, now);
        }
        assert!(limits.take_at(flood, "one more", now).is_err());
        for device in 0..50 {
            let known = limits.take_at(Rule::LogInFromKnownDevice, device, now);
            assert_eq!(known, Ok(()), "{device}");
        }
    }

    #[test]
    fn neighbours_in_a_v6_network_are_one_client() {
        let hasher = RandomState::new();
        let same = |a: &str, b: &str| {
            hasher.hash_one(by_address(a.parse().unwrap()))
                == hasher.hash_one(by_address(b.parse().unwrap()))
        };
        assert!(same("2001:db8::1", "2001:db8::ffff:1"));
        assert!(!same("2001:db8::1", "2001:db8:0:1::1"));
        assert!(!same("192.0.2.1", "192.0.2.2"));
    }
}
