//! Google's keys, kept as long as they are good, and asked for seldom.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use codevlive_domain::time::Millis;
use jsonwebtoken::DecodingKey;
use tokio::sync::Mutex;

use crate::auth::firebase::{
    fetch::{KeySource, Published},
    jwks,
};

/// The least time between two fetches, in milliseconds, whatever comes in meanwhile.
const PAUSE: i64 = 10 * 1000;

/// How long keys are used after they were fetched while no new ones can be had, in milliseconds: a day. By
/// then Google has replaced them all.
const LONGEST_USE: i64 = 24 * 60 * 60 * 1000;

/// Why there is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyError {
    /// Google has none of that id.
    Unknown,
    /// Whether there is one can't be told: Google does not answer.
    Away,
}

/// Google's keys by their ids.
pub(super) struct Keys {
    shared: Arc<Shared>,
}

struct Shared {
    source: KeySource,
    known: RwLock<Known>,
    /// Held while asking, by one at a time; all others wait for what it gets.
    asking: Mutex<()>,
}

/// What is known of the keys. Never held while waiting.
#[derive(Default)]
struct Known {
    /// From the last fetch that went well.
    held: Option<Held>,
    /// When the last fetch began that is finished, and whether it went well.
    asked: Option<(Millis, bool)>,
}

struct Held {
    keys: HashMap<String, DecodingKey>,
    fetched_at: Millis,
    fresh_until: Millis,
}

impl Keys {
    /// None yet: the first who needs one has them fetched.
    pub(super) fn new(source: KeySource) -> Self {
        let shared = Shared {
            source,
            known: RwLock::default(),
            asking: Mutex::default(),
        };
        Self {
            shared: Arc::new(shared),
        }
    }

    /// The key of that id. Fetches them if they are no longer fresh, or this one is not among them.
    pub(super) async fn find(&self, kid: &str, now: Millis) -> Result<DecodingKey, KeyError> {
        if !self.shared.known(|known| known.is_settled(kid, now)) {
            // In a task of its own: if the one who asks goes away, the others still get their keys, and the next
            // ones don't have to wait for the end of the pause.
            let shared = Arc::clone(&self.shared);
            let kid = kid.to_owned();
            let asked = tokio::spawn(async move { shared.ask(&kid, now).await });
            if let Err(error) = asked.await {
                tracing::error!(%error, "fetching Google's keys");
            }
        }
        self.shared.known(|known| known.answer(kid, now))
    }
}

impl Shared {
    fn known<T>(&self, read: impl FnOnce(&Known) -> T) -> T {
        read(&self.known.read().unwrap_or_else(PoisonError::into_inner))
    }

    async fn ask(&self, kid: &str, now: Millis) {
        let _asking = self.asking.lock().await;
        // Perhaps another one asked while this one waited.
        if self.known(|known| known.is_settled(kid, now)) {
            return;
        }
        let published = self.source.fetch().await;
        let held = published
            .inspect_err(|error| tracing::warn!(%error, "Google's keys can't be had"))
            .ok()
            .and_then(|published| Held::of(&published, now));
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.asked = Some((now, held.is_some()));
        known.held = held.or(known.held.take());
    }
}

impl Held {
    fn of(published: &Published, now: Millis) -> Option<Self> {
        let Some(keys) = jwks::read(&published.body) else {
            tracing::warn!("what Google published holds no keys");
            return None;
        };
        Some(Self {
            keys,
            fetched_at: now,
            fresh_until: now.plus(millis(published.max_age)),
        })
    }
}

impl Known {
    /// Whether nothing is to be asked for this key: it is here, or it is too soon.
    fn is_settled(&self, kid: &str, now: Millis) -> bool {
        let fresh = self.held.as_ref().filter(|held| now < held.fresh_until);
        fresh.is_some_and(|held| held.keys.contains_key(kid)) || self.asked_lately(now)
    }

    /// A clock that was set back does not make it wait for longer.
    fn asked_lately(&self, now: Millis) -> bool {
        self.asked
            .is_some_and(|(asked_at, _)| now.since(asked_at).abs() < PAUSE)
    }

    fn answer(&self, kid: &str, now: Millis) -> Result<DecodingKey, KeyError> {
        let held = self.held.as_ref();
        let usable = held.filter(|held| now.since(held.fetched_at) < LONGEST_USE);
        let key = usable.and_then(|held| held.keys.get(kid)).cloned();
        let went_well = self.asked.is_some_and(|(_, went_well)| went_well);
        key.ok_or(if went_well && usable.is_some() {
            KeyError::Unknown
        } else {
            KeyError::Away
        })
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
