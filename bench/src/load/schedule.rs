//! When each keystroke is due. It is fixed before the load starts and never waits for the server, so a
//! server that stalls is charged for every keystroke that fell due meanwhile (no coordinated omission).

use std::time::{Duration, Instant};

/// A typist's n-th keystroke is due at a place of its own within the n-th interval.
///
/// The place comes from a hash of both, the same for every server and run, so arrivals are as irregular
/// as those of independent people, and anyone can tell from (typist, n) alone when it was due.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Schedule {
    pub(crate) start: Instant,
    interval: Duration,
    /// How many keystrokes each typist has.
    pub(crate) count: u32,
    /// Keystrokes before this one warm the server up and are not measured.
    pub(crate) first_measured: u32,
}

impl Schedule {
    /// Warm-up and measured time are rounded down to whole intervals.
    pub(crate) fn new(
        start: Instant,
        per_second: u32,
        warm_up: Duration,
        measured: Duration,
    ) -> Self {
        let interval = Duration::from_secs(1) / per_second;
        let intervals = |time: Duration| {
            u32::try_from(time.as_nanos() / interval.as_nanos()).unwrap_or(u32::MAX)
        };
        let first_measured = intervals(warm_up);
        Self {
            start,
            interval,
            count: first_measured + intervals(measured),
            first_measured,
        }
    }

    /// When a typist's n-th keystroke is due.
    pub(crate) fn due(&self, typist: u32, n: u32) -> Instant {
        let place = spread(u64::from(typist) << 32 | u64::from(n));
        // The upper half of the hash, as a fraction of the interval.
        let nanos = (self.interval.as_nanos() * u128::from(place >> 32)) >> 32;
        let offset = Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX));
        self.start + self.interval * n + offset
    }

    /// The time that is measured, from its start to its end.
    pub(crate) fn measured(&self) -> (Instant, Instant) {
        (
            self.start + self.interval * self.first_measured,
            self.start + self.interval * self.count,
        )
    }
}

/// splitmix64's finaliser: neighbouring numbers become unrelated ones.
fn spread(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ten_a_second() -> Schedule {
        let warm_up = Duration::from_secs(1);
        Schedule::new(Instant::now(), 10, warm_up, Duration::from_secs(2))
    }

    #[test]
    fn counts_the_keystrokes_of_warm_up_and_measured_time() {
        let schedule = ten_a_second();
        assert_eq!((schedule.first_measured, schedule.count), (10, 30));
        let (from, to) = schedule.measured();
        assert_eq!(from - schedule.start, Duration::from_secs(1));
        assert_eq!(to - from, Duration::from_secs(2));
    }

    #[test]
    fn each_keystroke_falls_within_its_own_interval() {
        let schedule = ten_a_second();
        for typist in 0..600 {
            for n in 0..schedule.count {
                let due = schedule.due(typist, n) - schedule.start;
                assert!(
                    due >= Duration::from_millis(100) * n,
                    "{typist} {n}: {due:?}"
                );
                assert!(
                    due < Duration::from_millis(100) * (n + 1),
                    "{typist} {n}: {due:?}"
                );
            }
        }
    }

    #[test]
    fn the_places_are_spread_over_the_interval() {
        let schedule = ten_a_second();
        let mut tenths = [0; 10];
        for typist in 0..1000 {
            let place = (schedule.due(typist, 0) - schedule.start).as_millis() / 10;
            tenths[usize::try_from(place).expect("below ten")] += 1;
        }
        assert!(
            tenths.iter().all(|&count| (60..140).contains(&count)),
            "{tenths:?}"
        );
    }
}
