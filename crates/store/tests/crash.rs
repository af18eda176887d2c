//! What is left after the process or the machine died: copies of the files as they were at some moment.

#![expect(clippy::unwrap_used, reason = "tests: what does not hold panics")]

use std::{
    fs::{self, OpenOptions},
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use codevlive_domain::room::entry::{Entry, Seq};
use codevlive_store::{
    Store,
    conformance::{
        moved,
        sample::{Chain, assert_beginning, room},
    },
    sqlite::{SqliteOptions, SqliteStore},
};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use tempfile::TempDir;

const ROOMS: u32 = 5;

/// Copies the database, its WAL and the journal, by another process: if this one closed a descriptor of the
/// database, SQLite's locks would go with it. The index of the WAL is left out, as after a power cut.
fn copy(source: &Path) -> TempDir {
    let copy = TempDir::new().unwrap();
    let files = fs::read_dir(source)
        .unwrap()
        .map(|file| file.unwrap().path());
    let left_out = |path: &PathBuf| path.to_string_lossy().ends_with("-shm");
    let status = Command::new("cp")
        .args(files.filter(|path| !left_out(path)))
        .arg(copy.path())
        .status()
        .unwrap();
    assert!(status.success());
    copy
}

/// Where what was appended is.
#[derive(Clone, Copy, Debug)]
enum In {
    /// All of it, in one file.
    Journal,
    /// All of it was moved there.
    Wal,
}

impl In {
    fn store(self, folder: &Path) -> Store {
        let move_every = match self {
            Self::Journal => Duration::from_hours(1),
            Self::Wal => Duration::from_millis(500),
        };
        let options = SqliteOptions {
            move_every,
            ..SqliteOptions::default()
        };
        SqliteStore::open(folder, &options).unwrap()
    }

    fn file(self, folder: &Path) -> PathBuf {
        folder.join(match self {
            Self::Journal => "codevlive.journal-00000000000000000001",
            Self::Wal => "codevlive.sqlite3-wal",
        })
    }

    fn length(self, folder: &Path) -> u64 {
        fs::metadata(self.file(folder)).unwrap().len()
    }

    /// Appends some, and returns when it is durable there; the heads.
    async fn some(self, typing: &mut Typing, store: &Store) -> Vec<Seq> {
        let heads = typing.some(store).await;
        if matches!(self, Self::Wal) {
            moved(store).await;
        }
        heads
    }
}

fn open(folder: &Path) -> Store {
    SqliteStore::open(folder, &SqliteOptions::default()).unwrap()
}

async fn logs(store: &Store) -> Vec<Vec<Entry>> {
    let mut logs = Vec::new();
    for number in 0..ROOMS {
        logs.push(store.log.read(room(number), 0, usize::MAX).await.unwrap());
    }
    logs
}

struct Typing {
    chains: Vec<Chain>,
    random: StdRng,
}

impl Typing {
    fn new() -> Self {
        Self {
            chains: vec![Chain::default(); ROOMS as usize],
            random: StdRng::seed_from_u64(5),
        }
    }

    /// Appends 60 records to rooms at random, and waits until all is durable; the heads.
    async fn some(&mut self, store: &Store) -> Vec<Seq> {
        let mut waiting = Vec::new();
        for _ in 0..60 {
            let number = self.random.random_range(0..ROOMS);
            let entries = self.chains[number as usize].take(self.random.random_range(1..5));
            waiting.push(store.log.append(room(number), entries).await.unwrap());
        }
        for durable in waiting {
            durable.await.unwrap();
        }
        self.chains.iter().map(|chain| chain.seq).collect()
    }
}

#[tokio::test]
async fn what_is_visible_survives_the_process() {
    let folder = TempDir::new().unwrap();
    let store = In::Journal.store(folder.path());
    let entries = Chain::default().take(500);
    for entry in &entries {
        // Nobody waits for the sync.
        store
            .log
            .append(room(0), vec![entry.clone()])
            .await
            .unwrap();
    }
    let copy = copy(folder.path());
    assert_eq!(logs(&open(copy.path())).await[0], entries);
}

#[tokio::test]
async fn closing_and_opening_changes_nothing() {
    let folder = TempDir::new().unwrap();
    let mut typing = Typing::new();
    let mut heads = vec![0; ROOMS as usize];
    for _ in 0..4 {
        let store = open(folder.path());
        assert_eq!(
            logs(&store)
                .await
                .iter()
                .map(|log| log.len() as Seq)
                .collect::<Vec<_>>(),
            heads
        );
        heads = typing.some(&store).await;
        logs(&store)
            .await
            .iter()
            .for_each(|log| assert_beginning(log));
    }
}

#[tokio::test]
async fn a_wal_that_is_cut_anywhere_is_a_beginning() {
    is_a_beginning_wherever_it_is_cut(In::Wal).await;
}

#[tokio::test]
async fn a_journal_that_is_cut_anywhere_is_a_beginning() {
    is_a_beginning_wherever_it_is_cut(In::Journal).await;
}

/// A file that ends anywhere holds a beginning of each log, and all that was durable when it was longer than
/// that.
async fn is_a_beginning_wherever_it_is_cut(place: In) {
    let folder = TempDir::new().unwrap();
    let store = place.store(folder.path());
    let mut typing = Typing::new();
    let mut synced = Vec::new();
    for _ in 0..8 {
        let heads = place.some(&mut typing, &store).await;
        synced.push((place.length(folder.path()), heads));
    }
    let whole = logs(&store).await;
    let (length, _) = *synced.last().unwrap();
    let mut random = StdRng::seed_from_u64(7);
    let exact = synced.iter().map(|(length, _)| *length).collect::<Vec<_>>();
    for cut in exact
        .into_iter()
        .chain((0..60).map(|_| random.random_range(0..length)))
    {
        let copy = copy(folder.path());
        OpenOptions::new()
            .write(true)
            .open(place.file(copy.path()))
            .unwrap()
            .set_len(cut)
            .unwrap();
        let durable = synced.iter().rev().find(|(length, _)| *length <= cut);
        assert_beginnings(copy.path(), &whole, durable.map(|(_, heads)| heads)).await;
    }
}

#[tokio::test]
async fn a_wal_that_is_damaged_behind_the_last_sync_is_a_beginning() {
    is_a_beginning_if_damaged_behind_the_last_sync(In::Wal).await;
}

#[tokio::test]
async fn a_journal_that_is_damaged_behind_the_last_sync_is_a_beginning() {
    is_a_beginning_if_damaged_behind_the_last_sync(In::Journal).await;
}

/// The same for a file whose end is there, but was not written as it should have been.
async fn is_a_beginning_if_damaged_behind_the_last_sync(place: In) {
    let folder = TempDir::new().unwrap();
    let store = place.store(folder.path());
    let mut typing = Typing::new();
    let durable = place.some(&mut typing, &store).await;
    let synced = place.length(folder.path());
    place.some(&mut typing, &store).await;
    let whole = logs(&store).await;
    let length = place.length(folder.path());
    let mut random = StdRng::seed_from_u64(9);
    for _ in 0..30 {
        let copy = copy(folder.path());
        let file = OpenOptions::new()
            .write(true)
            .open(place.file(copy.path()))
            .unwrap();
        let garbage: [u8; 64] = random.random();
        file.write_all_at(&garbage, random.random_range(synced..length))
            .unwrap();
        assert_beginnings(copy.path(), &whole, Some(&durable)).await;
    }
}

/// Files of the journal that were moved, and came back because their removal was not durable yet.
#[tokio::test]
async fn what_was_moved_is_not_moved_again() {
    let folder = TempDir::new().unwrap();
    let store = In::Journal.store(folder.path());
    let mut typing = Typing::new();
    typing.some(&store).await;
    let whole = logs(&store).await;
    let before = copy(folder.path());
    drop(store);
    let file = In::Journal.file(before.path());
    let kept = fs::read(&file).unwrap();
    for _ in 0..2 {
        let store = open(before.path());
        assert_eq!(logs(&store).await, whole);
        drop(store);
        assert!(!file.exists());
        fs::write(&file, &kept).unwrap();
    }
}

/// Opens what is left: each log is the beginning of what was written, at least as long as `durable` says, and
/// goes on from there.
async fn assert_beginnings(folder: &Path, whole: &[Vec<Entry>], durable: Option<&Vec<Seq>>) {
    let store = open(folder);
    let left = logs(&store).await;
    for (number, log) in (0..ROOMS).zip(&left) {
        assert_beginning(log);
        assert_eq!(*log, whole[number as usize][..log.len()]);
        let durable = durable.map_or(0, |heads| heads[number as usize]);
        assert!(
            log.len() as Seq >= durable,
            "{} of {durable} durable entries",
            log.len()
        );
        let next = Chain::behind(log).take(1);
        store
            .log
            .append(room(number), next)
            .await
            .unwrap()
            .await
            .unwrap();
    }
}
