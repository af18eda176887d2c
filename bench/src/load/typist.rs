//! One person of a load: types on time, and keeps account of what the others typed.

use std::{ops::Range, sync::Arc, time::Instant};

use tokio::sync::{Notify, watch};

use super::{schedule::Schedule, tally::Tally};
use crate::{
    client::{Client, Heard},
    failure::Result,
    keystroke,
};

/// Number `index` of all people, in the room of those in `room`.
pub(crate) struct Typist {
    pub(crate) client: Client,
    pub(crate) index: u32,
    pub(crate) schedule: Schedule,
    /// Some only read.
    pub(crate) types: bool,
    pub(crate) tally: Arc<Tally>,
    /// Rung when a keystroke is due.
    pub(crate) bell: Arc<Notify>,
    pub(crate) inbox: Inbox,
}

impl Typist {
    /// Types and listens until told to stop, then books what never came.
    pub(crate) async fn run(mut self, mut stop: watch::Receiver<bool>) {
        tokio::select! {
            outcome = self.work() => if let Err(failure) = outcome {
                self.tally.trouble(failure.to_string());
            },
            () = told(&mut stop) => {}
        }
        // One whose connection broke waits with the others: what it missed, it missed to the end.
        told(&mut stop).await;
        self.inbox.close(&self.tally, self.schedule.count);
    }

    async fn work(&mut self) -> Result<()> {
        let mut typed = 0;
        loop {
            tokio::select! {
                biased;
                () = self.bell.notified() => typed = self.type_what_is_due(typed).await?,
                heard = self.client.hear() => self.take(heard?).await?,
            }
        }
    }

    /// How many keystrokes are typed then.
    async fn type_what_is_due(&mut self, mut typed: u32) -> Result<u32> {
        if !self.types {
            return Ok(typed);
        }
        while typed < self.schedule.count && self.schedule.due(self.index, typed) <= Instant::now()
        {
            self.client
                .edit(typed, keystroke::update(self.index, typed))
                .await?;
            typed += 1;
        }
        Ok(typed)
    }

    async fn take(&mut self, heard: Heard) -> Result<()> {
        let now = Instant::now();
        match heard {
            Heard::Update(update) => self.inbox.take(&update, &self.tally, now)?,
            Heard::Ack { n, refusal } => self.tally.acknowledged(self.index, n, refusal, now),
            Heard::Ping => self.client.pong().await?,
            Heard::Nothing => {}
        }
        Ok(())
    }
}

async fn told(stop: &mut watch::Receiver<bool>) {
    // That nobody is left to tell comes to the same.
    let _ = stop.wait_for(|&stop| stop).await;
}

/// What one person has of the others in the room.
#[derive(Debug)]
pub(crate) struct Inbox {
    /// Whose it is: an echo of one's own keystrokes is no delivery.
    own: u32,
    /// The first of the room; who type come before who only read.
    first: u32,
    /// Of each of the room who types, the first keystroke that is still to come.
    next: Vec<u32>,
}

impl Inbox {
    /// For one who sits among these typists, or beside them.
    pub(crate) fn new(own: u32, typists: Range<u32>) -> Self {
        Self {
            own,
            first: typists.start,
            next: typists.map(|_| 0).collect(),
        }
    }

    fn take(&mut self, update: &[u8], tally: &Tally, now: Instant) -> Result<()> {
        let mut strangers = false;
        let read = keystroke::read(update, |typist, found| {
            strangers |= !self.book(typist, found, tally, now);
        });
        if read.is_none() || strangers {
            return Err(format!("not of this room, or not readable: {update:?}").into());
        }
        Ok(())
    }

    /// Credits what is new. A gap stays open: keystrokes of one person come in order or not at all.
    fn book(&mut self, typist: u32, found: Range<u32>, tally: &Tally, now: Instant) -> bool {
        if typist == self.own {
            return true;
        }
        let place = typist
            .checked_sub(self.first)
            .and_then(|place| usize::try_from(place).ok());
        let Some(next) = place.and_then(|place| self.next.get_mut(place)) else {
            return false;
        };
        if found.start > *next {
            tally.trouble(format!(
                "keystrokes {next}..{} of {typist} are missing",
                found.start
            ));
            tally.missed(typist, *next..found.start, now);
        }
        let new = found.start.max(*next)..found.end;
        if found.start < *next {
            tally.duplicated(found.end.min(*next) - found.start);
        }
        if !new.is_empty() {
            *next = new.end;
            tally.delivered((typist, new), self.own, now);
        }
        true
    }

    /// Nothing comes any more.
    fn close(&mut self, tally: &Tally, count: u32) {
        let now = Instant::now();
        for (typist, &next) in (self.first..).zip(&self.next) {
            if typist != self.own && next < count {
                tally.missed(typist, next..count, now);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn tally() -> Tally {
        let schedule = Schedule::new(Instant::now(), 10, Duration::ZERO, Duration::from_secs(1));
        Tally::new(schedule, 10).expect("bounds")
    }

    fn take(inbox: &mut Inbox, tally: &Tally, typist: u32, n: u32) -> Result<()> {
        inbox.take(&keystroke::update(typist, n), tally, Instant::now())
    }

    #[test]
    fn anothers_keystrokes_are_deliveries_and_ones_own_are_not() {
        let (tally, mut inbox) = (tally(), Inbox::new(4, 4..8));
        take(&mut inbox, &tally, 4, 0).expect("own");
        take(&mut inbox, &tally, 5, 0).expect("another's");
        assert_eq!(tally.counts().delivered, 1);
    }

    #[test]
    fn a_keystroke_that_comes_twice_is_counted_once() {
        let (tally, mut inbox) = (tally(), Inbox::new(4, 4..8));
        for _ in 0..2 {
            take(&mut inbox, &tally, 5, 0).expect("readable");
        }
        let counts = tally.counts();
        assert_eq!((counts.delivered, counts.duplicated), (1, 1));
    }

    #[test]
    fn a_gap_is_never_credited() {
        let (tally, mut inbox) = (tally(), Inbox::new(4, 4..8));
        take(&mut inbox, &tally, 5, 2).expect("readable");
        let counts = tally.counts();
        assert_eq!((counts.delivered, counts.latency.len()), (1, 3));
        assert!(counts.trouble.is_some());
    }

    #[test]
    fn what_never_came_is_missed_to_the_end() {
        let (tally, mut inbox) = (tally(), Inbox::new(4, 4..6));
        take(&mut inbox, &tally, 5, 0).expect("readable");
        inbox.close(&tally, 10);
        let counts = tally.counts();
        assert_eq!((counts.delivered, counts.latency.len()), (1, 10));
    }

    #[test]
    fn one_who_only_reads_misses_what_all_typists_typed() {
        let (tally, mut inbox) = (tally(), Inbox::new(6, 4..6));
        take(&mut inbox, &tally, 4, 0).expect("readable");
        inbox.close(&tally, 10);
        let counts = tally.counts();
        assert_eq!((counts.delivered, counts.latency.len()), (1, 20));
    }

    #[test]
    fn another_rooms_keystrokes_are_an_error() {
        let (tally, mut inbox) = (tally(), Inbox::new(4, 4..8));
        assert!(take(&mut inbox, &tally, 8, 0).is_err());
        assert!(take(&mut inbox, &tally, 3, 0).is_err());
    }
}
