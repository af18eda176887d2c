//! Opening: the lock, the library, the connections, the threads.

use std::{
    fs::{File, OpenOptions, TryLockError},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use rusqlite::{Connection, OpenFlags};

use super::{
    OpenError, SqliteOptions,
    checkpointer::{Checkpointer, checkpoint_all},
    condition::Condition,
    engine::Engine,
    journal::{self, Journal},
    migrations,
    readers::Readers,
    syncer::Syncer,
    writer::{Writer, WriterParts},
};
use crate::Store;

/// Before 3.51.3 two connections that write and reset a WAL at once could corrupt it
/// (<https://sqlite.org/wal.html#walresetbug>).
const SAFE_LIBRARY: i32 = 3_051_003;

/// How long a statement waits for a lock; only a foreign process (the `sqlite3` shell) ever holds one.
const BUSY: Duration = Duration::from_secs(2);

/// Opens the store for this process alone.
pub(super) fn serve(folder: &Path, options: &SqliteOptions) -> Result<Store, OpenError> {
    check_library(rusqlite::version_number(), rusqlite::version())?;
    std::fs::create_dir_all(folder).map_err(OpenError::io(folder))?;
    let lock = FolderLock::take(folder)?;
    let path = database(folder);
    let file = keep_open(
        OpenOptions::new().create(true).truncate(false).mode(0o600),
        &path,
    )?;
    let mut connection = connect(&path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    migrations::migrate(&mut connection)?;
    let wal = make_durable(&connection, folder, file)?;
    journal::recover(&mut connection, folder, |connection| {
        checkpoint_all(connection)?;
        sync_both(wal, file, folder)
    })?;
    let condition = Arc::new(Condition::default());
    let syncer = Syncer::start(
        || wal.sync_data(),
        options.sync_every,
        Arc::clone(&condition),
    );
    let checkpointer = Checkpointer::start(
        connect(&path)?,
        file,
        options.checkpoint_pages,
        Arc::clone(&condition),
    );
    let files = journal::Files::new(folder, &condition).map_err(OpenError::io(folder))?;
    let files = Arc::new(files);
    let writer = Writer::start(WriterParts {
        journal: Arc::clone(&files),
        connection,
        syncer: syncer.map_err(OpenError::io(folder))?,
        checkpointer: checkpointer.map_err(OpenError::io(folder))?,
        condition: Arc::clone(&condition),
    });
    let writer = Arc::new(writer.map_err(OpenError::io(folder))?);
    let readers = Readers::open(&path, options.readers)?;
    let (sync_every, move_every) = (options.sync_every, options.move_every);
    let journal = Journal::start(files, Arc::clone(&writer), sync_every, move_every);
    let journal = journal.map_err(OpenError::io(folder))?;
    let writer = Some(writer);
    Ok(Engine::store(
        journal,
        writer,
        readers,
        Some(lock),
        condition,
    ))
}

/// Opens a snapshot that only reads.
pub(super) fn snapshot(folder: &Path) -> Result<Store, OpenError> {
    check_library(rusqlite::version_number(), rusqlite::version())?;
    let path = database(folder);
    std::fs::metadata(&path).map_err(OpenError::io(&path))?;
    // Opened before the snapshot, so that what is moved meanwhile is in one of them; and read after it, so
    // that no document is ahead of its room's log.
    let opened = journal::Opened::all(folder).map_err(OpenError::io(folder))?;
    let connection = reader(&path)?;
    // The snapshot is taken by the first read of a transaction.
    connection.execute_batch("BEGIN; SELECT count(*) FROM sqlite_schema;")?;
    let found = migrations::format(&connection)?;
    if found < migrations::KNOWN {
        return Err(OpenError::NotMigrated {
            found,
            known: migrations::KNOWN,
        });
    }
    let condition = Arc::new(Condition::snapshot());
    let records = opened.records(folder).map_err(OpenError::io(folder))?;
    let journal = Journal::snapshot(folder, &connection, records, &condition)?;
    let readers = Readers::new(vec![connection]);
    Ok(Engine::store(journal, None, readers, None, condition))
}

/// A connection that can't write.
pub(super) fn reader(database: &Path) -> rusqlite::Result<Connection> {
    let connection = connect(database)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

fn check_library(number: i32, name: &str) -> Result<(), OpenError> {
    if number < SAFE_LIBRARY {
        return Err(OpenError::UnsafeLibrary {
            found: name.to_owned(),
        });
    }
    Ok(())
}

pub(super) fn database(folder: &Path) -> PathBuf {
    folder.join("codevlive.sqlite3")
}

/// That this process alone serves a folder, until it is dropped.
pub(super) struct FolderLock(File);

impl FolderLock {
    fn take(folder: &Path) -> Result<Self, OpenError> {
        let path = folder.join("codevlive.lock");
        let options = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path);
        let file = options.map_err(OpenError::io(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(OpenError::InUse(folder.display().to_string())),
            Err(TryLockError::Error(error)) => Err(OpenError::io(&path)(error)),
        }
    }
}

impl Drop for FolderLock {
    /// Closing the file is not enough: a process that another thread is just starting has a copy of its descriptor
    /// until it runs its own program, and would hold the lock for as long.
    fn drop(&mut self) {
        if let Err(error) = self.0.unlock() {
            tracing::warn!(%error, "The lock of the data folder goes once its file is closed everywhere");
        }
    }
}

/// Opens a file of the database for syncing it, and never closes it: closing any descriptor of such a file
/// drops all locks that SQLite holds on it in this process (POSIX). A process opens one store.
fn keep_open(options: &mut OpenOptions, path: &Path) -> Result<&'static File, OpenError> {
    let file = options
        .read(true)
        .write(true)
        .open(path)
        .map_err(OpenError::io(path))?;
    Ok(Box::leak(Box::new(file)))
}

fn connect(database: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(database, flags)?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.execute_batch(
        "PRAGMA synchronous = NORMAL;
         PRAGMA wal_autocheckpoint = 0;
         PRAGMA journal_size_limit = 67108864;
         PRAGMA cache_size = -16384;
         PRAGMA temp_store = MEMORY;",
    )?;
    Ok(connection)
}

/// Makes everything that is visible now durable, and the names of the files too; the WAL.
///
/// The process before may have ended between a commit and its sync, or after a sync that failed. Moving the
/// WAL's pages writes them anew, so that the database file's sync says whether they are on the disk.
fn make_durable(
    connection: &Connection,
    folder: &Path,
    database: &File,
) -> Result<&'static File, OpenError> {
    // Opens the WAL, and so makes its file, if there is none.
    connection.execute_batch("BEGIN IMMEDIATE; COMMIT;")?;
    checkpoint_all(connection)?;
    let path = folder.join("codevlive.sqlite3-wal");
    let wal = keep_open(&mut OpenOptions::new(), &path)?;
    sync_both(wal, database, folder)?;
    sync_folder(folder)?;
    folder
        .parent()
        .filter(|parent| parent.is_dir())
        .map_or(Ok(()), sync_folder)?;
    Ok(wal)
}

fn sync_both(wal: &File, database: &File, folder: &Path) -> Result<(), OpenError> {
    wal.sync_all()
        .and_then(|()| database.sync_all())
        .map_err(OpenError::io(folder))
}

fn sync_folder(folder: &Path) -> Result<(), OpenError> {
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(OpenError::io(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unsafe_library_is_refused() {
        assert!(matches!(
            check_library(3_051_002, "3.51.2"),
            Err(OpenError::UnsafeLibrary { found }) if found == "3.51.2"
        ));
        check_library(3_051_003, "3.51.3").unwrap();
    }

    #[test]
    fn a_folder_is_free_again_though_another_process_has_a_copy_of_the_descriptor() {
        let folder = tempfile::tempdir().unwrap();
        let lock = FolderLock::take(folder.path()).unwrap();
        let copied = lock.0.try_clone().unwrap();
        assert!(matches!(
            FolderLock::take(folder.path()),
            Err(OpenError::InUse(_))
        ));
        drop(lock);
        FolderLock::take(folder.path()).unwrap();
        drop(copied);
    }
}
