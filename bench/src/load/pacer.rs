//! Rings when a keystroke is due. Tokio's own timers round up to a millisecond, which is more than
//! the fastest server takes, so this uses the kernel's.

use std::{
    cmp::Reverse,
    collections::BinaryHeap,
    io,
    os::fd::OwnedFd,
    sync::Arc,
    time::{Duration, Instant},
};

use rustix::time::{
    Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, timerfd_create,
    timerfd_settime,
};
use tokio::{io::unix::AsyncFd, sync::Notify};

use super::schedule::Schedule;

/// Rings each typist's bell at each of its keystrokes, to the end of the schedule.
pub(crate) async fn run(schedule: Schedule, bells: Vec<Arc<Notify>>) -> io::Result<()> {
    let mut timer = Timer::new()?;
    let first = (0..)
        .zip(&bells)
        .map(|(typist, _)| (schedule.due(typist, 0), typist, 0));
    let mut queue: BinaryHeap<_> = first.map(Reverse).collect();
    while let Some(Reverse((due, typist, n))) = queue.pop() {
        timer.wait_until(due).await?;
        if let Some(bell) = usize::try_from(typist)
            .ok()
            .and_then(|typist| bells.get(typist))
        {
            bell.notify_one();
        }
        if n + 1 < schedule.count {
            queue.push(Reverse((schedule.due(typist, n + 1), typist, n + 1)));
        }
    }
    Ok(())
}

struct Timer {
    fd: AsyncFd<OwnedFd>,
}

impl Timer {
    #[expect(
        deprecated,
        reason = "its successor is unsafe; the descriptor is owned here and never replaced, as it asks"
    )]
    fn new() -> io::Result<Self> {
        let flags = TimerfdFlags::NONBLOCK | TimerfdFlags::CLOEXEC;
        Ok(Self {
            fd: AsyncFd::new(timerfd_create(TimerfdClockId::Monotonic, flags)?)?,
        })
    }

    /// Returns at once where that time has passed.
    async fn wait_until(&mut self, due: Instant) -> io::Result<()> {
        let left = due.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(());
        }
        timerfd_settime(self.fd.get_ref(), TimerfdTimerFlags::empty(), &once(left)?)?;
        // Setting it again takes the expiry back, so there is no need to read it.
        self.fd.readable().await?.clear_ready();
        Ok(())
    }
}

fn once(after: Duration) -> io::Result<Itimerspec> {
    let none = Timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    let it_value = Timespec::try_from(after).map_err(io::Error::other)?;
    Ok(Itimerspec {
        it_interval: none,
        it_value,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rings that come while nobody listens are one, so they are not counted: it waits for the last
    /// keystroke, which an early last ring would leave undue for ever.
    #[tokio::test]
    async fn rings_until_the_last_keystroke_is_due() {
        let start = Instant::now();
        let schedule = Schedule::new(start, 200, Duration::ZERO, Duration::from_millis(50));
        let bell = Arc::new(Notify::new());
        let pacer = tokio::spawn(run(schedule, vec![Arc::clone(&bell)]));
        let is_due = |n: u32| schedule.due(0, n) <= Instant::now();
        while !is_due(schedule.count - 1) {
            bell.notified().await;
            assert!(is_due(0), "never early");
        }
        pacer.await.expect("ends").expect("no error");
    }
}
