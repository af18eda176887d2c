//! How jobs of a kind are run.

use std::time::Duration;

use rand::RngExt;

/// How jobs of a kind are run, by each worker.
#[derive(Clone, Debug)]
pub struct Policy {
    /// So many at once.
    pub concurrency: usize,
    /// So many a second at most, in the mean.
    pub rate: Option<u32>,
    /// For so long at most; then it has failed.
    pub timeout: Duration,
    /// Tries until it is given up, the first among them.
    pub tries: u32,
    /// How long after a failed try the next one waits.
    pub backoff: Backoff,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            concurrency: 10,
            rate: None,
            timeout: Duration::from_mins(1),
            tries: 5,
            backoff: Backoff::default(),
        }
    }
}

/// Waits that grow with each failed try, and are spread so that what failed together does not come back together.
#[derive(Clone, Copy, Debug)]
pub struct Backoff {
    /// After the first failed try.
    pub first: Duration,
    /// Each further one is so many times longer.
    pub factor: u32,
    /// None is longer.
    pub longest: Duration,
}

impl Default for Backoff {
    /// 15 s, 1, 4 and 16 minutes: longer than most mail servers put strangers off (greylisting, RFC 6647).
    fn default() -> Self {
        Self {
            first: Duration::from_secs(15),
            factor: 4,
            longest: Duration::from_hours(1),
        }
    }
}

impl Backoff {
    /// How long to wait after the failed try of that number, from 1: up to a quarter shorter or longer.
    #[expect(
        clippy::disallowed_methods,
        reason = "the luck that spreads tries decides nothing that a test asks for"
    )]
    pub fn after(&self, attempt: u32) -> Duration {
        let factor = self.factor.saturating_pow(attempt.saturating_sub(1));
        let wait = self.first.saturating_mul(factor).min(self.longest);
        wait.mul_f64(rand::rng().random_range(0.75..=1.25))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_up_to_the_longest_and_are_spread() {
        let backoff = Backoff {
            first: Duration::from_secs(1),
            factor: 2,
            longest: Duration::from_secs(10),
        };
        for (attempt, seconds) in [
            (1, 1.0),
            (2, 2.0),
            (3, 4.0),
            (4, 8.0),
            (5, 10.0),
            (40, 10.0),
        ] {
            let waits: Vec<_> = (0..100)
                .map(|_| backoff.after(attempt).as_secs_f64())
                .collect();
            assert!(
                waits
                    .iter()
                    .all(|wait| (0.75..=1.25).contains(&(wait / seconds)))
            );
            let shortest = waits.iter().copied().fold(f64::MAX, f64::min);
            let longest = waits.iter().copied().fold(0.0, f64::max);
            assert!(
                longest / shortest > 1.2,
                "{attempt}: {shortest} to {longest}"
            );
        }
    }
}
