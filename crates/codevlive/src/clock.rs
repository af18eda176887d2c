//! The system's clock and randomness: the one place that asks for them.

use codevlive_domain::clock::Clock;
use codevlive_domain::time::Millis;
use uuid::Uuid;

/// The machine's own clock.
pub(crate) struct SystemClock;

#[expect(
    clippy::disallowed_methods,
    reason = "the clock that everything else is given"
)]
impl Clock for SystemClock {
    fn now(&self) -> Millis {
        Millis(jiff::Timestamp::now().as_millisecond())
    }

    fn new_id(&self) -> Uuid {
        Uuid::now_v7()
    }
}
