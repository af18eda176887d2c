//! A full disk: writes are refused, reads go on, and once there is space again nothing is missing.
//!
//! Runs itself in a mount namespace of its own, where it may mount a small tmpfs without being root.

#![expect(
    clippy::print_stdout,
    reason = "this test has no harness that would print its outcome"
)]
#![expect(clippy::unwrap_used, reason = "tests: what does not hold panics")]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    time::{Duration, Instant},
};

use codevlive_store::{
    Store,
    conformance::sample::{Chain, assert_beginning, room},
    log::AppendError,
    sqlite::{SqliteOptions, SqliteStore},
};
use tempfile::TempDir;

const DISK: &str = "SMALL_DISK";

/// Longer than the journal waits until it is moved.
const FULL: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    if let Some(disk) = env::var_os(DISK) {
        a_full_disk(&PathBuf::from(disk));
        return ExitCode::SUCCESS;
    }
    let folder = TempDir::new().unwrap();
    let script = "mount -t tmpfs -o size=6m tmpfs \"$SMALL_DISK\" && exec \"$0\"";
    let status = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", script])
        .arg(env::current_exe().unwrap())
        .env(DISK, folder.path())
        .status()
        .unwrap();
    println!(
        "test a_full_disk ... {}",
        if status.success() { "ok" } else { "FAILED" }
    );
    if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk(disk: &Path) {
    let ballast = disk.join("ballast");
    fs::write(&ballast, vec![0; 2 << 20]).unwrap();
    let options = SqliteOptions {
        checkpoint_pages: 200,
        ..SqliteOptions::default()
    };
    let store = SqliteStore::open(disk, &options).unwrap();
    let mut chain = Chain::default();
    let visible = fill(&store, &mut chain).await;
    assert!(visible > 100, "{visible}");

    // Not once, but as long as it is full; and nothing else gets through that has no room in the WAL.
    for _ in 0..20 {
        assert_unavailable(&store, chain.clone()).await;
    }
    let document = store
        .documents
        .insert("notes", "1".into(), "x".repeat(2_000_000), Vec::new());
    document.await.unwrap_err();
    assert_eq!(store.log.heads(&[room(1)]).await.unwrap(), [visible]);
    assert_eq!(
        store.log.read(room(1), 0, usize::MAX).await.unwrap().len() as u64,
        visible
    );
    store.health.writable().unwrap();

    fs::remove_file(ballast).unwrap();
    for _ in 0..50 {
        let durable = store.log.append(room(1), chain.take(1)).await.unwrap();
        durable.await.unwrap();
    }
    drop(store);
    let store = SqliteStore::open(disk, &options).unwrap();
    let entries = store.log.read(room(1), 0, usize::MAX).await.unwrap();
    assert_eq!(entries.len() as u64, visible + 50);
    assert_beginning(&entries);
}

/// Appends until the disk is full, also for what moves the journal to the database and so makes space; how
/// many entries are visible then. The chain goes on behind them.
async fn fill(store: &Store, chain: &mut Chain) -> u64 {
    let mut refused_since = None;
    loop {
        let before = chain.clone();
        match store.log.append(room(1), chain.take(1)).await {
            Ok(durable) => {
                durable.await.unwrap();
                refused_since = None;
            }
            Err(AppendError::Unavailable(_)) => {
                *chain = before;
                let since = *refused_since.get_or_insert_with(Instant::now);
                if since.elapsed() > FULL {
                    return chain.seq;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            Err(AppendError::Conflict) => panic!("nobody else appends"),
        }
    }
}

async fn assert_unavailable(store: &Store, mut chain: Chain) {
    let outcome = store.log.append(room(1), chain.take(1)).await;
    assert!(
        matches!(outcome, Err(AppendError::Unavailable(_))),
        "{outcome:?}"
    );
}
