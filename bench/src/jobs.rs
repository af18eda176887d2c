//! Jobs that do nothing, through CoDevLive's queue and through `BullMQ`, on one Redis: what a queue itself costs.

use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use serde::Deserialize;
use tokio::time::sleep;

use crate::{
    failure::Result,
    process::Process,
    samples::Measure,
    server::{Kind, Redis, Site},
};

/// At a time, in one worker.
const CONCURRENCY: u32 = 10;

/// A run takes no longer.
const PATIENCE: Duration = Duration::from_mins(5);

/// What a worker's process prints at its end: jobs a second.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Rates {
    enqueued: f64,
    consumed: f64,
}

/// Runs so many; answers what to tell of it. The process is on the servers' core, as Redis is.
pub(crate) async fn run(
    kind: Kind,
    count: u32,
    (redis, site): (&Redis, &Site),
    mut add: impl FnMut(Measure, f64),
) -> Result<String> {
    // What the other left, and the run before: keys of done jobs, mostly.
    redis.empty().await?;
    let mut command = command(kind, site)?;
    command
        .arg(format!("redis://127.0.0.1:{}", redis.port()))
        .args([count, CONCURRENCY].map(|number| number.to_string()))
        .arg("bench:");
    let folder = tempfile::Builder::new()
        .prefix("bench-")
        .tempdir_in(&site.scratch)?;
    let mut process = Process::start(command, folder.path().join("log"), site.cores)?;
    let said = end(&mut process).await?;
    let Rates { enqueued, consumed } = rates(&said)?;
    add(Measure::Consumed, consumed);
    add(Measure::Enqueued, enqueued);
    Ok(format!("{consumed:.0} jobs/s, {enqueued:.0} enqueued/s"))
}

fn command(kind: Kind, site: &Site) -> Result<Command> {
    match kind {
        Kind::CoDevLive => Ok(Command::new(site.jobs.canonicalize()?)),
        Kind::BullMq => Ok(node(&site.peers)),
        Kind::SocketIo | Kind::Hocuspocus => Err(format!("{} is no queue", kind.name()).into()),
    }
}

fn node(peers: &Path) -> Command {
    let mut command = Command::new("node");
    command.current_dir(peers).arg("bullmq.mjs");
    command.env("NODE_ENV", "production");
    command
}

/// What it said until it ended well.
async fn end(process: &mut Process) -> Result<String> {
    let deadline = Instant::now() + PATIENCE;
    while !process.has_ended()? {
        if Instant::now() > deadline {
            return Err(format!("no end in {PATIENCE:?}:\n{}", process.said()).into());
        }
        sleep(Duration::from_millis(20)).await;
    }
    Ok(process.said())
}

/// The last line is the answer.
fn rates(said: &str) -> Result<Rates> {
    let line = said.lines().last().unwrap_or_default();
    serde_json::from_str(line).map_err(|error| format!("{error}, in: {said}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_in_the_last_line() {
        let said = "a warning\n{\"enqueued\":2.5,\"consumed\":3}\n";
        let rates = rates(said).expect("read");
        assert!(rates.enqueued < rates.consumed);
    }

    #[test]
    fn no_rates_are_a_failure() {
        assert!(rates("").is_err());
        assert!(rates("{\"enqueued\":2.5,\"consumed\":3}\nError: 1 jobs failed").is_err());
    }
}
