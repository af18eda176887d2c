//! Nodes, a store, a wire and people, all in one thread, on a clock that only goes when nothing else does,
//! and with all chance from one seed: what fails with a seed fails with it every time.
//!
//! `SIM_SEEDS=n` runs so many seeds, `SIM_SEED=x` one of them, and tells what happens.

#![expect(clippy::unwrap_used, reason = "what does not hold panics")]
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it tells which seed failed, and what happened with it"
)]

mod check;
mod clock;
mod copy;
mod dice;
mod disk;
#[path = "../rooms/stage/doc.rs"]
mod doc;
mod history;
mod node;
mod screen;
mod secrets;
mod tab;
mod wire;
mod world;

use std::{
    env, panic,
    sync::{
        Once,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
    thread,
};

use self::world::World;

/// How many seeds are run if nothing else is said.
const SEEDS: u64 = 1_000;

/// Panics so far, of tasks as well, which nobody waits for.
static PANICS: AtomicU64 = AtomicU64::new(0);
static COUNTED: Once = Once::new();

/// Says which seed failed.
struct Running(u64);

impl Drop for Running {
    fn drop(&mut self) {
        if thread::panicking() {
            let seed = self.0;
            eprintln!(
                "seed {seed} fails; to see it again: SIM_SEED={seed} cargo test -p codevlive-live \
                 --test simulation seeds -- --nocapture"
            );
        }
    }
}

/// Runs a seed to its end; a number that tells this run from any other.
fn run(seed: u64, traced: bool) -> u64 {
    let _running = Running(seed);
    COUNTED.call_once(|| {
        let tell = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            PANICS.fetch_add(1, SeqCst);
            tell(info);
        }));
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build();
    let fingerprint = runtime.unwrap().block_on(async {
        let mut world = World::new(seed, traced).await;
        world.run().await;
        world.end().await;
        world.history.fingerprint()
    });
    assert_eq!(PANICS.load(SeqCst), 0, "a task panicked");
    fingerprint
}

fn number(name: &str) -> Option<u64> {
    let value = env::var(name).ok()?;
    Some(value.parse().expect("it is a number"))
}

#[test]
fn seeds_of_random_faults_break_no_promise() {
    if let Some(seed) = number("SIM_SEED") {
        run(seed, true);
        return;
    }
    for seed in 0..number("SIM_SEEDS").unwrap_or(SEEDS) {
        run(seed, false);
    }
}

#[test]
fn a_seed_runs_the_same_way_every_time() {
    for seed in 0..5 {
        assert_eq!(run(seed, false), run(seed, false), "seed {seed}");
    }
    assert_ne!(run(0, false), run(1, false), "or it tells nothing");
}
