//! What arrived, how late, and what did not.

use std::{
    ops::Range,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use hdrhistogram::Histogram;
use tokio::sync::Notify;

use super::{halves::Arrival, schedule::Schedule};
use crate::failure::Result;

/// Longer delays count as this one, in microseconds.
const LONGEST_MICROS: u64 = 120_000_000;

/// Kept by all typists of a load together. A delivery is one keystroke at one other person.
#[derive(Debug)]
pub(crate) struct Tally {
    schedule: Schedule,
    /// Deliveries that there must be in the end.
    pub(crate) expected: u64,
    counts: Mutex<Counts>,
    /// Told when the last delivery is there.
    pub(crate) complete: Notify,
}

/// The sums so far.
#[derive(Clone, Debug)]
pub(crate) struct Counts {
    /// From when a keystroke was due to when another person had it, in microseconds.
    pub(crate) latency: Histogram<u64>,
    /// From when a keystroke was due to its ack, in microseconds.
    pub(crate) acks: Histogram<u64>,
    pub(crate) delivered: u64,
    /// Of these, how many arrived within the measured time.
    pub(crate) delivered_in_time: u64,
    /// Keystrokes that came a second time.
    pub(crate) duplicated: u64,
    pub(crate) acknowledged: u64,
    pub(crate) refused: u64,
    /// Each delivery of what is measured, if they are kept.
    pub(crate) arrivals: Option<Vec<Arrival>>,
    /// The first refusal, and the first connection lost.
    pub(crate) trouble: Option<String>,
}

impl Tally {
    pub(crate) fn new(schedule: Schedule, expected: u64) -> Result<Self> {
        let counts = Counts {
            latency: Histogram::new_with_bounds(1, LONGEST_MICROS, 3)?,
            acks: Histogram::new_with_bounds(1, LONGEST_MICROS, 3)?,
            delivered: 0,
            delivered_in_time: 0,
            duplicated: 0,
            acknowledged: 0,
            refused: 0,
            arrivals: None,
            trouble: None,
        };
        Ok(Self {
            schedule,
            expected,
            counts: Mutex::new(counts),
            complete: Notify::new(),
        })
    }

    /// Keeps each delivery beside the sums.
    pub(crate) fn keep_arrivals(&self) {
        self.lock().arrivals = Some(Vec::new());
    }

    /// Someone got keystrokes of another.
    pub(crate) fn delivered(
        &self,
        (typist, keystrokes): (u32, Range<u32>),
        listener: u32,
        at: Instant,
    ) {
        let (from, to) = self.schedule.measured();
        let mut counts = self.lock();
        let number = u64::from(keystrokes.end - keystrokes.start);
        counts.delivered += number;
        if at >= from && at < to {
            counts.delivered_in_time += number;
        }
        for n in keystrokes {
            self.record(&mut counts.latency, typist, n, at);
            if n >= self.schedule.first_measured
                && let Some(arrivals) = &mut counts.arrivals
            {
                arrivals.push(Arrival {
                    typist,
                    n,
                    listener,
                    at,
                });
            }
        }
        if counts.delivered == self.expected {
            self.complete.notify_one();
        }
    }

    /// Someone never got keystrokes of another: they count with the time that was waited.
    pub(crate) fn missed(&self, typist: u32, keystrokes: Range<u32>, at: Instant) {
        let mut counts = self.lock();
        for n in keystrokes {
            self.record(&mut counts.latency, typist, n, at);
        }
    }

    /// Someone got keystrokes again.
    pub(crate) fn duplicated(&self, number: u32) {
        self.lock().duplicated += u64::from(number);
    }

    /// The answer to a keystroke.
    pub(crate) fn acknowledged(&self, typist: u32, n: u32, refusal: Option<String>, at: Instant) {
        let mut counts = self.lock();
        if let Some(refusal) = refusal {
            counts.refused += 1;
            counts.trouble.get_or_insert(refusal);
            return;
        }
        counts.acknowledged += 1;
        self.record(&mut counts.acks, typist, n, at);
    }

    /// A connection was lost, or said what makes no sense.
    pub(crate) fn trouble(&self, what: String) {
        self.lock().trouble.get_or_insert(what);
    }

    /// The sums so far.
    pub(crate) fn counts(&self) -> Counts {
        self.lock().clone()
    }

    fn record(&self, histogram: &mut Histogram<u64>, typist: u32, n: u32, at: Instant) {
        if n >= self.schedule.first_measured {
            let delay = at.saturating_duration_since(self.schedule.due(typist, n));
            histogram.saturating_record(micros(delay));
        }
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        // Sums stay sums, whoever panicked while he held them.
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn micros(delay: Duration) -> u64 {
    u64::try_from(delay.as_micros())
        .unwrap_or(LONGEST_MICROS)
        .max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally() -> (Tally, Schedule) {
        let second = Duration::from_secs(1);
        let schedule = Schedule::new(Instant::now(), 10, second, second);
        (Tally::new(schedule, 2).expect("bounds"), schedule)
    }

    #[test]
    fn a_delay_counts_from_when_the_keystroke_was_due() {
        let (tally, schedule) = tally();
        tally.delivered(
            (0, 15..16),
            1,
            schedule.due(0, 15) + Duration::from_millis(250),
        );
        let latency = tally.counts().latency;
        assert!(
            (249_000..=251_000).contains(&latency.max()),
            "{}",
            latency.max()
        );
    }

    #[test]
    fn the_warm_up_is_delivered_but_not_measured() {
        let (tally, schedule) = tally();
        tally.delivered((0, 3..4), 1, schedule.due(0, 3));
        let counts = tally.counts();
        assert_eq!(
            (
                counts.delivered,
                counts.delivered_in_time,
                counts.latency.len()
            ),
            (1, 0, 0)
        );
    }

    #[test]
    fn merged_keystrokes_each_count_with_their_own_delay() {
        let (tally, schedule) = tally();
        tally.delivered((0, 15..17), 1, schedule.due(0, 16));
        let counts = tally.counts();
        assert_eq!((counts.delivered, counts.latency.len()), (2, 2));
        assert!(counts.latency.max() > counts.latency.min());
    }

    #[test]
    fn a_missed_keystroke_counts_with_the_time_that_was_waited() {
        let (tally, schedule) = tally();
        tally.missed(0, 15..16, schedule.due(0, 15) + Duration::from_secs(10));
        let counts = tally.counts();
        assert_eq!(counts.delivered, 0);
        assert!(counts.latency.max() >= 9_900_000);
    }

    #[test]
    fn a_refusal_is_no_ack() {
        let (tally, schedule) = tally();
        tally.acknowledged(0, 15, Some("locked".to_owned()), schedule.due(0, 15));
        let counts = tally.counts();
        assert_eq!((counts.acknowledged, counts.refused), (0, 1));
        assert_eq!(counts.trouble.as_deref(), Some("locked"));
    }

    #[tokio::test]
    async fn tells_when_the_last_delivery_is_there() {
        let (tally, schedule) = tally();
        tally.delivered((0, 15..17), 1, schedule.due(0, 16));
        tally.complete.notified().await;
    }
}
