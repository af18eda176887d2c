//! Loads of people who type, measured from outside the server.

pub(crate) mod halves;
mod pacer;
mod schedule;
mod tally;
mod typist;

use std::{
    ops::Range,
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::{StreamExt, TryStreamExt, stream};
use tokio::{
    sync::{Notify, watch},
    task::JoinSet,
    time::{sleep_until, timeout},
};

use crate::{client::Client, failure::Result, process::own_cpu, server::Server};
pub(crate) use schedule::Schedule;
use tally::{Counts, Tally};
use typist::{Inbox, Typist};

/// Rooms that fill at a time.
pub(crate) const ROOMS_AT_A_TIME: usize = 16;

/// What is still under way when typing ends may take this long to arrive.
const DRAIN: Duration = Duration::from_secs(10);

/// Between the last connection and the first keystroke.
const CALM: Duration = Duration::from_millis(500);

/// Rooms of people who all type at one rate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Load {
    pub(crate) rooms: u32,
    /// In each room.
    pub(crate) people: u32,
    /// Of these, how many type; the others read.
    pub(crate) typing: u32,
    /// Keystrokes of each person who types.
    pub(crate) per_second: u32,
    /// Whether each delivery is kept, and not only the sums.
    pub(crate) keep_arrivals: bool,
    pub(crate) warm_up: Duration,
    pub(crate) measured: Duration,
}

/// What a load showed.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    pub(crate) counts: Counts,
    /// When keystrokes were due.
    pub(crate) schedule: Schedule,
    /// Deliveries that there should have been.
    pub(crate) expected: u64,
    /// The server's processor time in the measured time.
    pub(crate) server_cpu: Duration,
    /// The load generator's.
    pub(crate) own_cpu: Duration,
    /// How long was measured.
    pub(crate) measured: Duration,
    /// The server's memory at the end, in bytes.
    pub(crate) memory: u64,
}

/// Processor times and deliveries at one moment.
struct Reading {
    at: Instant,
    server: Duration,
    own: Duration,
}

impl Load {
    /// Fills the rooms, lets people type, and waits for what is under way.
    pub(crate) async fn run(&self, server: &mut Server) -> Result<Outcome> {
        let clients = self.fill(server).await?;
        let start = Instant::now() + CALM;
        let schedule = Schedule::new(start, self.per_second, self.warm_up, self.measured);
        let tally = Arc::new(Tally::new(schedule, self.expected(&schedule))?);
        if self.keep_arrivals {
            tally.keep_arrivals();
        }
        let (stop, stopped) = watch::channel(false);
        let mut typists = JoinSet::new();
        let mut bells = Vec::new();
        for (index, client) in (0..).zip(clients) {
            let bell = Arc::new(Notify::new());
            bells.push(Arc::clone(&bell));
            let inbox = Inbox::new(index, self.typists_beside(index));
            let typist = Typist {
                client,
                index,
                schedule,
                types: index % self.people < self.typing,
                tally: Arc::clone(&tally),
                bell,
                inbox,
            };
            typists.spawn(typist.run(stopped.clone()));
        }
        let pacer = tokio::spawn(pacer::run(schedule, bells));
        let (before, after) = measure(server, &schedule).await?;
        pacer.await??;
        // Whether it completes or not: what is missing is counted.
        let _ = timeout(DRAIN, tally.complete.notified()).await;
        stop.send_replace(true);
        while typists.join_next().await.transpose()?.is_some() {}
        server.check()?;
        Ok(Outcome {
            counts: tally.counts(),
            schedule,
            expected: tally.expected,
            server_cpu: after.server.saturating_sub(before.server),
            own_cpu: after.own.saturating_sub(before.own),
            measured: after.at - before.at,
            memory: server.memory()?,
        })
    }

    /// All people, room by room.
    async fn fill(&self, server: &Server) -> Result<Vec<Client>> {
        let rooms = server
            .make_rooms(self.rooms as usize, self.people as usize)
            .await?;
        let clients: Vec<Vec<Client>> = stream::iter(&rooms)
            .map(|room| server.enter(room))
            .buffered(ROOMS_AT_A_TIME)
            .try_collect()
            .await?;
        Ok(clients.into_iter().flatten().collect())
    }

    fn typists_beside(&self, person: u32) -> Range<u32> {
        let first = person - person % self.people;
        first..first + self.typing
    }

    fn expected(&self, schedule: &Schedule) -> u64 {
        let typed = u64::from(self.rooms * self.typing) * u64::from(schedule.count);
        typed * u64::from(self.people - 1)
    }
}

async fn measure(server: &Server, schedule: &Schedule) -> Result<(Reading, Reading)> {
    let (from, to) = schedule.measured();
    sleep_until(from.into()).await;
    let before = read(server)?;
    sleep_until(to.into()).await;
    Ok((before, read(server)?))
}

fn read(server: &Server) -> Result<Reading> {
    Ok(Reading {
        at: Instant::now(),
        server: server.cpu()?,
        own: own_cpu()?,
    })
}
