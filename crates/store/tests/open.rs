//! Opening a store: who may, and what of.

#![expect(clippy::unwrap_used, reason = "tests: what does not hold panics")]

use std::{fs, path::Path};

use codevlive_store::{
    Store,
    conformance::{
        Temporary,
        sample::{Chain, room},
        temporary,
    },
    sqlite::{OpenError, SqliteOptions, SqliteStore},
};
use tempfile::TempDir;

#[tokio::test]
async fn a_folder_is_served_once() {
    let Temporary { store, folder } = temporary();
    let options = SqliteOptions::default();
    assert!(matches!(
        SqliteStore::open(folder.path(), &options),
        Err(OpenError::InUse(_))
    ));
    store
        .log
        .append(room(1), Chain::default().take(1))
        .await
        .unwrap();
    drop(store);
    let store = SqliteStore::open(folder.path(), &options).unwrap();
    assert_eq!(store.log.heads(&[room(1)]).await.unwrap(), [1]);
}

#[test]
fn a_folder_is_made_with_those_above_it() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a/b");
    SqliteStore::open(&path, &SqliteOptions::default()).unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let outcome = SqliteStore::open(&file, &SqliteOptions::default());
    assert!(matches!(outcome, Err(OpenError::Io { .. })));
}

#[test]
fn only_the_owner_may_read_the_database() {
    use std::os::unix::fs::PermissionsExt;
    let Temporary {
        store: _store,
        folder,
    } = temporary();
    for name in ["codevlive.sqlite3", "codevlive.sqlite3-wal"] {
        let mode = fs::metadata(folder.path().join(name))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn a_newer_database_is_refused() {
    let Temporary { store, folder } = temporary();
    drop(store);
    let database = rusqlite::Connection::open(folder.path().join("codevlive.sqlite3")).unwrap();
    database.pragma_update(None, "user_version", 1_000).unwrap();
    drop(database);
    let refused = [
        SqliteStore::open(folder.path(), &SqliteOptions::default()).err(),
        SqliteStore::snapshot(folder.path()).err(),
    ];
    for error in refused {
        assert!(
            matches!(error, Some(OpenError::TooNew { found: 1_000, .. })),
            "{error:?}"
        );
    }
}

#[test]
fn what_is_no_database_is_refused_and_left_alone() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("codevlive.sqlite3");
    let text = "Dear diary,\n".repeat(1_000);
    fs::write(&path, &text).unwrap();
    let outcome = SqliteStore::open(folder.path(), &SqliteOptions::default());
    assert!(matches!(outcome, Err(OpenError::Sqlite(_))));
    assert_eq!(fs::read_to_string(path).unwrap(), text);
}

#[tokio::test]
async fn a_snapshot_sees_one_moment_and_writes_nothing() {
    let Temporary { store, folder } = temporary();
    let mut chain = Chain::default();
    store.log.append(room(1), chain.take(3)).await.unwrap();
    let snapshot = SqliteStore::snapshot(folder.path()).unwrap();
    store.log.append(room(1), chain.take(3)).await.unwrap();
    assert_eq!(snapshot.log.heads(&[room(1)]).await.unwrap(), [3]);
    snapshot
        .log
        .append(room(2), Chain::default().take(1))
        .await
        .unwrap_err();
    snapshot
        .documents
        .delete("accounts", "1")
        .await
        .unwrap_err();
    assert!(snapshot.health.writable().is_err());
    assert!(store.health.writable().is_ok());
    let empty = TempDir::new().unwrap();
    assert!(matches!(
        SqliteStore::snapshot(empty.path()),
        Err(OpenError::Io { .. })
    ));
    assert_eq!(fs::read_dir(empty.path()).unwrap().count(), 0);
}

/// How often the WAL has started over: the checkpoint sequence number in its header
/// (<https://sqlite.org/fileformat2.html#the_write_ahead_log>).
fn starts(folder: &Path) -> u32 {
    let wal = fs::read(folder.join("codevlive.sqlite3-wal")).unwrap();
    u32::from_be_bytes(wal[12..16].try_into().unwrap())
}

/// The WAL starts over while writes go on, and nothing is lost by it. While a snapshot is held it can't.
#[tokio::test]
async fn the_wal_starts_over() {
    let folder = TempDir::new().unwrap();
    let options = SqliteOptions {
        checkpoint_pages: 100,
        ..SqliteOptions::default()
    };
    let store = SqliteStore::open(folder.path(), &options).unwrap();
    let mut written = 0;
    for round in 1..=3 {
        while starts(folder.path()) < round {
            write(&store, &mut written).await;
            assert!(written < 5_000, "it does not");
        }
    }
    let snapshot = SqliteStore::snapshot(folder.path()).unwrap();
    let (held, before) = (written, starts(folder.path()));
    for _ in 0..500 {
        write(&store, &mut written).await;
    }
    // Once, if all of it was in the database file already when the snapshot was made.
    assert!(starts(folder.path()) <= before + 1);
    assert_eq!(notes(&snapshot).await, held);
    drop(snapshot);
    while starts(folder.path()) < before + 2 {
        write(&store, &mut written).await;
        assert!(written < 10_000, "it does not, after a snapshot");
    }
    assert_eq!(notes(&store).await, written);
}

/// A document more: documents go to the database at once, not by way of the journal.
async fn write(store: &Store, written: &mut usize) {
    let (id, body) = (written.to_string(), "x".repeat(1_000));
    let insert = store.documents.insert("notes", id, body, Vec::new());
    insert.await.unwrap();
    *written += 1;
}

async fn notes(store: &Store) -> usize {
    let notes = store.documents.scan("notes", None, usize::MAX);
    notes.await.unwrap().len()
}
