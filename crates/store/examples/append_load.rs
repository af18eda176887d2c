//! How long appends take and what they cost: `append_load [appends/s] [rooms] [seconds] [folder]`.
//!
//! Every room appends one keystroke at a time at its share of the rate. Printed are times from the call to
//! visible and to durable, the CPU time of the store's threads, and how long a long log takes to read.

#![expect(clippy::print_stdout, reason = "a program that measures and prints")]

use std::{error::Error, fs, path::PathBuf, time::Duration};

use bytes::Bytes;
use codevlive_domain::{
    id::{PadId, PersonId, RoomId},
    room::{
        entry::{Body, Entry, EntryHash, GENESIS},
        person::Actor,
    },
    time::Millis,
};
use codevlive_store::{
    Store,
    sqlite::{SqliteOptions, SqliteStore},
};
use tokio::time::{Instant, MissedTickBehavior, interval_at};
use uuid::Uuid;

/// Bytes of a Yjs update that inserts a character.
const UPDATE: usize = 40;

struct Load {
    rate: u32,
    rooms: u32,
    seconds: u32,
    folder: PathBuf,
}

#[derive(Default)]
struct Times {
    visible: Vec<Duration>,
    durable: Vec<Duration>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut number = |default| {
        arguments
            .next()
            .map_or(Ok(default), |text| text.parse::<u32>())
    };
    let (rate, rooms, seconds) = (number(4_000)?, number(100)?, number(10)?);
    let temporary = tempfile::tempdir()?;
    let folder = arguments
        .next()
        .map_or_else(|| temporary.path().to_owned(), PathBuf::from);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let load = Load {
        rate,
        rooms,
        seconds,
        folder,
    };
    runtime.block_on(async {
        let store = SqliteStore::open(&load.folder, &SqliteOptions::default())?;
        appends(&store, &load).await?;
        long_log(&store).await?;
        Ok(())
    })
}

fn keystroke(seq: u64, previous: &EntryHash) -> Entry {
    let actor = Actor::Person(PersonId(Uuid::from_u128(7)));
    let update = Bytes::from(vec![b'x'; UPDATE]);
    let body = Body::Edits {
        pad: PadId(Uuid::from_u128(1)),
        update,
    };
    Entry::seal(previous, seq, Millis(1_700_000_000_000), actor, body)
}

async fn appends(store: &Store, load: &Load) -> Result<(), Box<dyn Error>> {
    let before = cpu();
    let start = Instant::now();
    let period = Duration::from_secs(1) * load.rooms / load.rate;
    let tasks: Vec<_> = (0..load.rooms)
        .map(|room| {
            let first = start + period * room / load.rooms;
            tokio::spawn(type_into(
                store.clone(),
                room,
                first,
                (period, load.seconds),
            ))
        })
        .collect();
    let mut all = Times::default();
    for task in tasks {
        let times = task.await??;
        all.visible.extend(times.visible);
        all.durable.extend(times.durable);
    }
    let elapsed = start.elapsed();
    println!("{} appends in {elapsed:.2?}", all.visible.len());
    print_times("visible", all.visible);
    print_times("durable", all.durable);
    for (thread, nanos) in cpu() {
        let old = before
            .iter()
            .find(|old| old.0 == thread)
            .map_or(0, |old| old.1);
        let share = Duration::from_nanos(nanos - old).div_duration_f64(elapsed) * 100.0;
        println!("{thread:20} {share:5.1} % of a core");
    }
    Ok(())
}

async fn type_into(
    store: Store,
    room: u32,
    first: Instant,
    (period, seconds): (Duration, u32),
) -> Result<Times, codevlive_store::log::AppendError> {
    let room = RoomId(Uuid::from_u128(u128::from(room) << 64));
    let mut ticks = interval_at(first, period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let (mut seq, mut hash) = (0, GENESIS);
    let mut visible = Vec::new();
    let mut waiting = Vec::new();
    let end = first + Duration::from_secs(seconds.into());
    while ticks.tick().await < end {
        seq += 1;
        let entry = keystroke(seq, &hash);
        hash = entry.hash;
        let start = Instant::now();
        let durable = store.log.append(room, vec![entry]).await?;
        visible.push(start.elapsed());
        waiting.push(tokio::spawn(async move {
            durable.await.map(|()| start.elapsed())
        }));
    }
    let mut durable = Vec::new();
    for one in waiting {
        durable.push(one.await.expect("the task does not panic")?);
    }
    Ok(Times { visible, durable })
}

async fn long_log(store: &Store) -> Result<(), Box<dyn Error>> {
    let room = RoomId(Uuid::from_u128(u128::MAX));
    let mut hash = GENESIS;
    for seq in 1..=100_000 {
        let entry = keystroke(seq, &hash);
        hash = entry.hash;
        let durable = store.log.append(room, vec![entry]).await?;
        if seq == 100_000 {
            durable.await?;
        }
    }
    for _ in 0..5 {
        let start = Instant::now();
        let entries = store.log.read(room, 0, usize::MAX).await?;
        let elapsed = start.elapsed();
        println!(
            "read {} entries, one a record, in {elapsed:.1?}",
            entries.len()
        );
    }
    let start = Instant::now();
    store.log.delete(room).await?;
    println!("deleted them in {:.1?}", start.elapsed());
    Ok(())
}

fn print_times(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |per_mille: usize| times[(times.len() - 1) * per_mille / 1_000];
    println!(
        "{name:8} p50 {:.2?}  p99 {:.2?}  p99.9 {:.2?}  max {:.2?}",
        at(500),
        at(990),
        at(999),
        at(1_000)
    );
}

/// Nanoseconds of CPU by thread (Linux).
fn cpu() -> Vec<(String, u64)> {
    let threads = fs::read_dir("/proc/self/task")
        .into_iter()
        .flatten()
        .flatten();
    let used = |path: PathBuf| {
        let name = fs::read_to_string(path.join("comm"))
            .ok()?
            .trim()
            .to_owned();
        let nanos = fs::read_to_string(path.join("schedstat")).ok()?;
        Some((name, nanos.split(' ').next()?.parse().ok()?))
    };
    threads.filter_map(|thread| used(thread.path())).collect()
}
