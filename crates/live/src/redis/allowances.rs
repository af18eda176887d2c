//! What clients have used of their allowances, counted for all nodes together: the generic cell rate
//! algorithm, in a script, by the clock of Redis, so that the nodes' clocks do not matter.

use std::time::Duration;

use redis::{Script, aio::MultiplexedConnection};
use tokio::{sync::watch, time::timeout};

/// How long an answer may take; who waits is a person's request.
const ANSWER: Duration = Duration::from_millis(250);

/// Times are in microseconds. Kept is when the allowance will be whole again, and no longer than until then.
const TAKE: &str = r"
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local interval, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local before = tonumber(redis.call('GET', KEYS[1])) or now
local whole_at = math.max(before, now) + interval
local excess = whole_at - now - interval * burst
if excess > 0 then
    return excess
end
redis.call('SET', KEYS[1], string.format('%.0f', whole_at), 'PX', math.ceil((whole_at - now) / 1000))
return 0
";

/// So much at once, and then one an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// How many at once.
    pub burst: u32,
    /// How long until there is one more.
    pub interval: Duration,
}

/// Redis did not answer: nothing was counted, or nobody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Redis did not answer")]
pub struct Unanswered;

/// The allowances that all nodes share.
#[derive(Clone)]
pub struct Allowances {
    /// None while Redis is away.
    connection: watch::Receiver<Option<MultiplexedConnection>>,
    script: Script,
    prefix: String,
}

impl Allowances {
    pub(crate) fn new(
        connection: watch::Receiver<Option<MultiplexedConnection>>,
        prefix: &str,
    ) -> Self {
        Self {
            connection,
            script: Script::new(TAKE),
            prefix: format!("{prefix}allowance:"),
        }
    }

    /// Uses one of what the client of this key may have; else how long until there is one more, and then
    /// nothing was counted.
    pub async fn take(&self, key: &str, pace: Pace) -> Result<Result<(), Duration>, Unanswered> {
        let connection = self.connection.borrow().clone();
        let mut connection = connection.ok_or(Unanswered)?;
        let interval = u64::try_from(pace.interval.as_micros()).unwrap_or(u64::MAX);
        let mut take = self.script.key(format!("{}{key}", self.prefix));
        take.arg(interval).arg(pace.burst);
        let excess: u64 = timeout(ANSWER, take.invoke_async(&mut connection))
            .await
            .map_err(|_late| Unanswered)?
            .map_err(|_error| Unanswered)?;
        Ok(match excess {
            0 => Ok(()),
            excess => Err(Duration::from_micros(excess)),
        })
    }
}
