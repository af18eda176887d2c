//! Appends that are not in the database yet, and how they get there.

#![expect(clippy::unwrap_used, reason = "tests: what does not hold panics")]

use std::{fs, path::Path, time::Duration};

use codevlive_domain::room::entry::Seq;
use codevlive_store::{
    Store,
    conformance::{
        Temporary, moved,
        sample::{Chain, assert_beginning, checkpoint, room},
        temporary,
    },
    log::AppendError,
    sqlite::{SqliteOptions, SqliteStore},
};
use tempfile::TempDir;

/// Nothing is moved unless someone waits for it.
fn unmoving(folder: &Path) -> Store {
    let options = SqliteOptions {
        move_every: Duration::from_hours(1),
        ..SqliteOptions::default()
    };
    SqliteStore::open(folder, &options).unwrap()
}

/// A connection that keeps all others from writing until it commits.
fn locked(folder: &Path) -> rusqlite::Connection {
    let database = rusqlite::Connection::open(folder.join("codevlive.sqlite3")).unwrap();
    database.execute_batch("BEGIN IMMEDIATE").unwrap();
    database
}

/// The seqs of the rows of a room, as the database has them.
fn rows(folder: &Path) -> Vec<(Seq, Seq)> {
    let database = rusqlite::Connection::open(folder.join("codevlive.sqlite3")).unwrap();
    let sql = "SELECT first, last FROM log WHERE room = ?1 ORDER BY first";
    let mut statement = database.prepare(sql).unwrap();
    let rows = statement.query_map([room(1).0.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)));
    rows.unwrap().map(Result::unwrap).collect()
}

fn files(folder: &Path) -> usize {
    let names = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name());
    let is_journal = |name: &std::ffi::OsString| name.to_string_lossy().contains("journal");
    names.filter(is_journal).count()
}

#[tokio::test]
async fn entries_are_read_from_the_database_and_from_the_journal() {
    let folder = TempDir::new().unwrap();
    let store = unmoving(folder.path());
    let mut chain = Chain::default();
    let mut whole = Vec::new();
    for count in [3, 1, 4] {
        let entries = chain.take(count);
        whole.extend(entries.clone());
        store.log.append(room(1), entries).await.unwrap();
    }
    moved(&store).await;
    assert_eq!(rows(folder.path()), [(1, 8)], "three appends are one row");
    for count in [2, 5] {
        let entries = chain.take(count);
        whole.extend(entries.clone());
        store.log.append(room(1), entries).await.unwrap();
    }
    let other = Chain::default().take(1);
    store.log.append(room(2), other).await.unwrap();

    let snapshot = SqliteStore::snapshot(folder.path()).unwrap();
    for store in [&store, &snapshot] {
        for after in 0..=whole.len() {
            let read = store
                .log
                .read(room(1), after as Seq, usize::MAX)
                .await
                .unwrap();
            assert_eq!(read, whole[after..]);
            let few = store.log.read(room(1), after as Seq, 1).await.unwrap();
            assert!(whole[after..].starts_with(&few) && (!few.is_empty() || after == whole.len()));
        }
        let heads = store.log.heads(&[room(2), room(1), room(3)]).await;
        assert_eq!(heads.unwrap(), [1, whole.len() as Seq, 0]);
        let all = store.log.rooms(None, 9).await.unwrap();
        assert_eq!(all, [room(1), room(2)]);
        assert_eq!(store.log.rooms(None, 1).await.unwrap(), [room(1)]);
        assert_eq!(store.log.rooms(Some(room(1)), 9).await.unwrap(), [room(2)]);
    }
    assert_eq!(rows(folder.path()), [(1, 8)]);
}

#[tokio::test]
async fn what_waits_is_moved_by_itself_and_its_file_goes() {
    let Temporary { store, folder } = temporary();
    let mut chain = Chain::default();
    for _ in 0..2 {
        store.log.append(room(1), chain.take(1)).await.unwrap();
        let moved = async {
            while files(folder.path()) > 0 {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(10), moved)
            .await
            .unwrap();
    }
    assert_eq!(rows(folder.path()), [(1, 1), (2, 2)]);
}

/// Files are moved when they are large, so there are several while the database is busy.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn appends_go_on_while_the_database_can_not_be_written() {
    let folder = TempDir::new().unwrap();
    let store = unmoving(folder.path());
    let database = locked(folder.path());
    let mut chain = Chain::default();
    while files(folder.path()) < 3 {
        let append = store.log.append(room(1), chain.take(500)).await.unwrap();
        append.await.unwrap();
    }
    // It fails, and leaves the room as it was.
    store.log.delete(room(1)).await.unwrap_err();
    store.log.append(room(1), chain.take(1)).await.unwrap();
    let read = store.log.read(room(1), 0, usize::MAX).await.unwrap();
    assert_eq!(read.len() as Seq, chain.seq);
    assert_beginning(&read);

    database.execute_batch("COMMIT").unwrap();
    drop(database);
    moved(&store).await;
    assert_eq!(files(folder.path()), 0);
    assert_eq!(rows(folder.path()).last().unwrap().1, chain.seq);
    let again = store.log.read(room(1), 0, usize::MAX).await.unwrap();
    assert!(again == read);
}

#[tokio::test]
async fn nothing_is_appended_to_a_room_while_it_is_deleted() {
    let folder = TempDir::new().unwrap();
    let store = unmoving(folder.path());
    let mut chain = Chain::default();
    store.log.append(room(1), chain.take(5)).await.unwrap();
    let database = locked(folder.path());
    let deleting = tokio::spawn({
        let log = store.log.clone();
        async move { log.delete(room(1)).await }
    });
    tokio::time::sleep(Duration::from_millis(100)).await;
    let appended = store.log.append(room(1), chain.take(1)).await;
    assert!(
        matches!(appended, Err(AppendError::Conflict)),
        "{appended:?}"
    );
    database.execute_batch("COMMIT").unwrap();
    drop(database);
    assert_eq!(deleting.await.unwrap().unwrap(), 5);
    assert_eq!(store.log.heads(&[room(1)]).await.unwrap(), [0]);
    drop(store);
    assert_eq!(rows(folder.path()), []);
    assert_eq!(files(folder.path()), 0);
}

#[tokio::test]
async fn a_deletion_goes_on_though_nobody_waits_for_it() {
    let folder = TempDir::new().unwrap();
    let store = unmoving(folder.path());
    let mut chain = Chain::default();
    store.log.append(room(1), chain.take(5)).await.unwrap();
    let gone = tokio::time::timeout(Duration::ZERO, store.log.delete(room(1))).await;
    assert!(gone.is_err(), "it was faster than no time");
    // This one comes after it.
    assert_eq!(store.log.delete(room(1)).await.unwrap(), 0);
    let behind = store.log.append(room(1), chain.take(1)).await;
    assert!(matches!(behind, Err(AppendError::Conflict)), "{behind:?}");
    let again = store.log.append(room(1), Chain::default().take(2));
    again.await.unwrap().await.unwrap();
    assert_eq!(store.log.heads(&[room(1)]).await.unwrap(), [2]);
}

/// What waits is bounded: beyond it, who appends waits until the database can be written again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn appends_wait_when_too_much_is_in_the_journal() {
    const MEBIBYTE: usize = 1 << 20;
    let folder = TempDir::new().unwrap();
    let store = unmoving(folder.path());
    let database = locked(folder.path());
    let mut chain = Chain::default();
    for _ in 0..64 {
        let append = store.log.append(room(1), vec![chain.large(MEBIBYTE)]);
        append.await.unwrap();
    }
    // Those that wait are told when moving has failed, since nobody can say when it will not.
    let refused = store
        .log
        .append(room(1), vec![chain.clone().large(1)])
        .await;
    assert!(
        matches!(refused, Err(AppendError::Unavailable(_))),
        "{refused:?}"
    );
    database.execute_batch("COMMIT").unwrap();
    let append = store.log.append(room(1), vec![chain.large(1)]);
    append.await.unwrap().await.unwrap();
    assert_eq!(store.log.heads(&[room(1)]).await.unwrap(), [65]);
}

#[tokio::test]
async fn nothing_is_written_to_a_snapshot() {
    let folder = TempDir::new().unwrap();
    let store = unmoving(folder.path());
    let mut chain = Chain::default();
    store.log.append(room(1), chain.take(5)).await.unwrap();
    let snapshot = SqliteStore::snapshot(folder.path()).unwrap();
    snapshot
        .log
        .append(room(1), chain.take(1))
        .await
        .unwrap_err();
    snapshot.log.delete(room(1)).await.unwrap_err();
    let save = snapshot.log.save_checkpoint(room(1), checkpoint(5, b""));
    save.await.unwrap_err();
    assert_eq!(snapshot.log.heads(&[room(1)]).await.unwrap(), [5]);
}

/// A checkpoint waits for the next move.
#[tokio::test]
async fn a_checkpoint_is_kept_once_its_log_is_moved() {
    let Temporary { store, folder } = temporary();
    let mut chain = Chain::default();
    store.log.append(room(1), chain.take(5)).await.unwrap();
    let save = store.log.save_checkpoint(room(1), checkpoint(5, b"five"));
    save.await.unwrap();
    assert_eq!(rows(folder.path()), [(1, 5)]);
    let kept = store.log.checkpoint(room(1)).await.unwrap().unwrap();
    assert_eq!(kept, checkpoint(5, b"five"));
}
