//! One core for the server, one for the load, and enough open files for both.

use std::io;

use rustix::{
    process::{Resource, Rlimit, getrlimit, setrlimit},
    thread::{CpuSet, sched_getaffinity, sched_setaffinity},
};

/// Enough for 18,000 connections and what else a process has open.
const OPEN_FILES: u64 = 20_000;

/// Who runs where.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cores {
    /// The servers', and the load's; `None` where there is but one for both.
    pair: Option<(usize, usize)>,
}

impl Cores {
    /// Takes the first two cores this process may use, and moves it to the second.
    pub(crate) fn divide() -> io::Result<Self> {
        let allowed = sched_getaffinity(None)?;
        let mut cores = (0..CpuSet::MAX_CPU).filter(|&core| allowed.is_set(core));
        let pair = cores.next().zip(cores.next());
        if let Some((_, load)) = pair {
            pin(load)?;
        }
        Ok(Self { pair })
    }

    /// Whether server and load have a core each.
    pub(crate) fn are_apart(self) -> bool {
        self.pair.is_some()
    }

    /// Starts a process on the servers' core: a child is born where its parent's thread may run.
    pub(crate) fn on_servers_core<T>(self, start: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let Some((server, load)) = self.pair else {
            return start();
        };
        pin(server)?;
        let started = start();
        pin(load)?;
        started
    }
}

fn pin(core: usize) -> io::Result<()> {
    let mut set = CpuSet::new();
    set.set(core);
    Ok(sched_setaffinity(None, &set)?)
}

/// Raises the limit on open files, here and for the servers started from here, as far as it may go.
pub(crate) fn raise_open_files() -> io::Result<()> {
    let limit = getrlimit(Resource::Nofile);
    let Rlimit { current, maximum } = limit;
    if current.is_none_or(|current| current >= OPEN_FILES) {
        return Ok(());
    }
    let raised = maximum.map_or(OPEN_FILES, |maximum| maximum.min(OPEN_FILES));
    Ok(setrlimit(
        Resource::Nofile,
        Rlimit {
            current: Some(raised),
            maximum,
        },
    )?)
}
