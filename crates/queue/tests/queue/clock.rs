//! The system's clock.

use std::time::{SystemTime, UNIX_EPOCH};

use codevlive_domain::{clock::Clock, time::Millis};
use uuid::Uuid;

pub(crate) struct SystemClock;

#[expect(
    clippy::disallowed_methods,
    reason = "leases are by Redis' own clock, so these tests are by the true time"
)]
impl Clock for SystemClock {
    fn now(&self) -> Millis {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        Millis(i64::try_from(now.as_millis()).unwrap())
    }

    fn new_id(&self) -> Uuid {
        Uuid::now_v7()
    }
}
