//! How much one address may ask: so many requests in each stretch of time.

use std::{
    hash::{BuildHasher, RandomState},
    net::IpAddr,
    time::{Duration, Instant},
};

use crate::{ledger::Source, settings::WINDOW_SECONDS};

/// How many counters there are. Addresses that share one share an allowance, so memory stays the same however many
/// are made up: anyone can send in anyone's name.
const COUNTERS: usize = 16_384;

/// Counts requests by the address they came from.
#[derive(Debug)]
pub(crate) struct Pace {
    most: u16,
    hasher: RandomState,
    counts: Vec<u16>,
    /// When all are counted anew.
    ends: Instant,
}

impl Pace {
    pub(crate) fn new(most: u16, now: Instant) -> Self {
        Self {
            most,
            hasher: RandomState::new(),
            counts: vec![0; COUNTERS],
            ends: now + window(),
        }
    }

    /// Whether one more may come from there.
    pub(crate) fn take(&mut self, from: IpAddr, now: Instant) -> bool {
        if now >= self.ends {
            self.counts.fill(0);
            self.ends = now + window();
        }
        let hash = self.hasher.hash_one(Source::of(from));
        let index = usize::try_from(hash % COUNTERS as u64).unwrap_or_default();
        let Some(count) = self.counts.get_mut(index) else {
            return false;
        };
        *count = count.saturating_add(1);
        *count <= self.most
    }
}

const fn window() -> Duration {
    Duration::from_secs(WINDOW_SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_so_many_and_then_waits() {
        let now = Instant::now();
        let mut pace = Pace::new(3, now);
        let from: IpAddr = "1.1.1.1".parse().unwrap();
        let asked: Vec<bool> = (0..4).map(|_| pace.take(from, now)).collect();
        assert_eq!(asked, [true, true, true, false]);
        let almost = window().saturating_sub(Duration::from_millis(1));
        assert!(!pace.take(from, now + almost));
        assert!(pace.take(from, now + window()));
    }

    #[test]
    fn a_flood_of_addresses_takes_no_more_memory_and_leaves_some() {
        let now = Instant::now();
        let mut pace = Pace::new(3, now);
        for from in 0..1_000_u32 {
            for _ in 0..4 {
                pace.take(IpAddr::from(from.to_be_bytes()), now);
            }
        }
        let others = (0..1_000_u32).map(|n| IpAddr::from((0x0100_0000 + n).to_be_bytes()));
        let fine = others.filter(|from| pace.take(*from, now)).count();
        assert!(fine > 800, "{fine}");
        assert_eq!(pace.counts.len(), COUNTERS);
    }
}
