//! How much one allocation carries in one direction: so many bytes a second, and twice that at once.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

/// How much of a steady second may come at once.
const BURST: Duration = Duration::from_secs(2);

/// Bytes of a packet besides what it carries: an IPv4 header without options (RFC 791, 3.1) and a UDP header (RFC 768).
/// Empty packets would be free without.
const HEADERS: usize = 20 + 8;

/// Counts bytes (the generic cell rate algorithm).
#[derive(Debug)]
pub(crate) struct Volume {
    bytes_per_second: u32,
    /// When all that was carried would have been, at the steady pace.
    done_at: Mutex<Option<Instant>>,
}

impl Volume {
    pub(crate) fn new(bytes_per_second: u32) -> Self {
        Self {
            bytes_per_second,
            done_at: Mutex::default(),
        }
    }

    /// Whether a packet with so many bytes in it may pass. What may not is not counted.
    pub(crate) fn take(&self, bytes: usize, now: Instant) -> bool {
        let bytes = u32::try_from(bytes + HEADERS).unwrap_or(u32::MAX);
        let seconds = f64::from(bytes) / f64::from(self.bytes_per_second.max(1));
        let mut done_at = self.done_at.lock().unwrap_or_else(PoisonError::into_inner);
        let start = done_at.map_or(now, |at| at.max(now));
        let end = start + Duration::from_secs_f64(seconds);
        let fits = end.duration_since(now) <= BURST;
        if fits {
            *done_at = Some(end);
        }
        fits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twice_a_second_passes_at_once_and_then_a_steady_stream() {
        let volume = Volume::new(1_000);
        let start = Instant::now();
        let passed = |now| (0..100).filter(|_| volume.take(100 - HEADERS, now)).count();
        assert_eq!(passed(start), 20);
        assert_eq!(passed(start + Duration::from_millis(500)), 5);
        assert_eq!(passed(start + Duration::from_mins(1)), 20);
    }

    #[test]
    fn a_packet_with_nothing_in_it_counts_too() {
        let (volume, now) = (Volume::new(1_000), Instant::now());
        let passed = (0..1_000).filter(|_| volume.take(0, now)).count();
        assert_eq!(passed, 2_000 / HEADERS);
    }
}
