//! What costs much each time, however little there is to do, is not done too often.

use std::{
    thread,
    time::{Duration, Instant},
};

/// Keeps a thread from doing something more often than every so long.
pub(super) struct Pace {
    every: Duration,
    last: Option<Instant>,
}

impl Pace {
    pub(super) const fn new(every: Duration) -> Self {
        Self { every, last: None }
    }

    /// Returns at once if the last time is long enough ago, else when it is.
    pub(super) fn wait(&mut self) {
        let since = self.last.map(|last| last.elapsed());
        if let Some(rest) = since.and_then(|since| self.every.checked_sub(since)) {
            thread::sleep(rest);
        }
        self.last = Some(Instant::now());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_time_is_now_and_the_next_is_later() {
        let every = Duration::from_millis(50);
        let mut pace = Pace::new(every);
        let start = Instant::now();
        pace.wait();
        assert!(start.elapsed() < every);
        pace.wait();
        assert!(start.elapsed() >= every);
    }

    #[test]
    fn who_comes_late_does_not_wait() {
        let every = Duration::from_millis(50);
        let mut pace = Pace::new(every);
        pace.wait();
        thread::sleep(every);
        let start = Instant::now();
        pace.wait();
        assert!(start.elapsed() < every);
    }
}
