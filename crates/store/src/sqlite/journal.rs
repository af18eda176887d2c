//! Where appends go first: files to which records are added, and which are moved to the log's table twice a
//! second, many rows of many rooms in one transaction.
//!
//! A record is *visible* when the operating system has it, which takes microseconds and no thread but the
//! caller's, and *durable* when its file is synced. Until it is moved it is kept in memory too, for readers.
//! Decision 7 has the reasons.

mod held;
mod mover;
mod segment;

use std::{
    collections::{HashMap, VecDeque},
    fs::{self, File},
    io, mem,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use codevlive_domain::{id::RoomId, room::entry::Seq};
use rusqlite::Connection;
use tokio::sync::watch;

use self::{held::Held, mover::Mover, segment::Segment};
pub(super) use segment::Record;

use super::{OpenError, condition::Condition, syncer::Syncer, writer::Writer};
use crate::{
    Unavailable,
    health::Health,
    log::{AppendError, Durable},
};

/// A file with so many bytes is moved before its time, so that a nearly full disk has room for the move.
const FILE_BYTES: u64 = 1024 * 1024;

/// Bytes that may wait to be moved; beyond it appends are refused.
const MAX_HELD: usize = 64 * 1024 * 1024;

/// Rooms whose heads are remembered; beyond it all are forgotten and read again.
const HEADS: usize = 100_000;

/// The journal of a store.
pub(super) struct Journal {
    files: Arc<Files>,
    /// None in a snapshot. Ends before the rest: what it moves must be written.
    threads: Option<Threads>,
}

struct Threads {
    mover: Mover,
    syncer: Syncer,
}

/// The files, and what is in them.
pub(super) struct Files {
    folder: PathBuf,
    state: Mutex<State>,
    /// Held while a sync is under way.
    syncing: Mutex<()>,
    /// Told of each try to move what is held, and why it failed.
    moved: watch::Sender<Option<String>>,
    condition: Arc<Condition>,
}

#[derive(Default)]
struct State {
    heads: HashMap<RoomId, Seq>,
    /// Counts when heads were forgotten: a head that was read before may be an old one.
    forgot: u64,
    /// To be moved next, the oldest first.
    sealed: VecDeque<Sealed>,
    /// Where records are added; made by the first that comes after a move began.
    open: Option<Open>,
    /// How many files were made.
    files: u64,
    /// Sealed files with records that are not durable yet, the oldest first.
    unsynced: Vec<Arc<File>>,
    /// The open file has such records.
    dirty: bool,
    /// A file was made since the folder was synced.
    unnamed: bool,
    /// Of all that is held.
    bytes: usize,
}

struct Open {
    segment: Segment,
    held: Held,
}

struct Sealed {
    path: PathBuf,
    held: Arc<Held>,
}

/// How far appending came.
pub(super) enum Append {
    /// It is visible, or it never will be.
    Done(Result<Durable, AppendError>),
    /// The room's head is to be read first, and handed to [`Journal::learn`] with this number.
    HeadUnknown(u64),
}

/// What a record was to its file.
enum Wrote {
    First,
    More,
    /// It is full, and sealed.
    Last,
}

/// While it lives, appends to its room conflict.
pub(super) struct Shut<'a> {
    files: &'a Files,
    room: RoomId,
}

impl Journal {
    /// Starts its threads. There must be no files left of the process before: see [`recover`].
    pub(super) fn start(
        files: Arc<Files>,
        writer: Arc<Writer>,
        sync_every: Duration,
        move_every: Duration,
    ) -> io::Result<Self> {
        let (journal, condition) = (Arc::clone(&files), Arc::clone(&files.condition));
        let syncer = Syncer::start(move || journal.sync(), sync_every, condition)?;
        let mover = Mover::start(Arc::clone(&files), writer, move_every)?;
        let threads = Some(Threads { mover, syncer });
        Ok(Self { files, threads })
    }

    /// Holds what the snapshot of a database lacks of what its files [held](left) before that was taken.
    pub(super) fn snapshot(
        database: &Connection,
        left: Vec<Record>,
        condition: &Arc<Condition>,
    ) -> rusqlite::Result<Self> {
        let files = Files::new(Path::new(""), condition);
        files.lock().sealed.push_back(Sealed {
            path: PathBuf::new(),
            held: Arc::new(Held::lacking(database, left)?),
        });
        Ok(Self {
            files: Arc::new(files),
            threads: None,
        })
    }

    /// Appends a record if the room's head is the seq before it. Doesn't wait for a disk: what it writes
    /// goes to the page cache.
    pub(super) fn append(&self, record: Record) -> Append {
        let Some(threads) = &self.threads else {
            return Append::Done(Err(Unavailable("a snapshot is only read".into()).into()));
        };
        let mut state = self.files.lock();
        let Some(&head) = state.heads.get(&record.room) else {
            return Append::HeadUnknown(state.forgot);
        };
        if head.checked_add(1) != Some(record.first) {
            return Append::Done(Err(AppendError::Conflict));
        }
        match self.files.write(&mut state, record) {
            Ok(Wrote::First) => threads.mover.something_is_held(),
            Ok(Wrote::More) => {}
            Ok(Wrote::Last) => threads.mover.ask(),
            Err(error) => return Append::Done(Err(error.into())),
        }
        drop(state);
        let (waiting, durable) = Durable::pair();
        threads.syncer.written(vec![waiting]);
        Append::Done(Ok(durable))
    }

    /// The head of a room as the database has it.
    pub(super) fn learn(&self, room: RoomId, head: Seq, forgot: u64) {
        let mut state = self.files.lock();
        if state.forgot == forgot {
            state.learn(room, head);
        }
    }

    /// The records of a room that may not be in the database, the oldest first. To be asked before the
    /// database is.
    pub(super) fn held(&self, room: RoomId) -> Vec<Record> {
        let state = self.files.lock();
        let of_room = state.held().flat_map(|held| held.of(room));
        of_room.cloned().collect()
    }

    /// Rooms of which there are such records.
    pub(super) fn held_rooms(&self) -> Vec<RoomId> {
        let state = self.files.lock();
        state.held().flat_map(Held::rooms).collect()
    }

    /// Returns once the database has all that was appended to a room up to `seq`.
    pub(super) async fn settle(&self, room: RoomId, seq: Seq) -> Result<(), Unavailable> {
        let mut moved = self.files.moved.subscribe();
        while self.files.lock().holds(room, seq) {
            if let Some(threads) = &self.threads {
                threads.mover.ask();
            }
            let stopped = |_closed| Unavailable("the store is closed".into());
            moved.changed().await.map_err(stopped)?;
            if let Some(reason) = moved.borrow().clone() {
                return Err(Unavailable(reason));
            }
        }
        Ok(())
    }

    /// Keeps a room from being appended to.
    pub(super) fn shut(&self, room: RoomId) -> Shut<'_> {
        self.files.lock().heads.insert(room, Seq::MAX);
        Shut {
            files: &self.files,
            room,
        }
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        if let Some(threads) = self.threads.take() {
            // What is moved last is durable in the database, and what can't be moved in its file.
            drop(threads.syncer);
            drop(threads.mover);
        }
    }
}

impl Drop for Shut<'_> {
    fn drop(&mut self) {
        let mut state = self.files.lock();
        state.heads.remove(&self.room);
        state.forgot += 1;
    }
}

impl Files {
    /// None yet, in that folder.
    pub(super) fn new(folder: &Path, condition: &Arc<Condition>) -> Self {
        Self {
            folder: folder.to_owned(),
            state: Mutex::default(),
            syncing: Mutex::default(),
            moved: watch::Sender::default(),
            condition: Arc::clone(condition),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a record to the open file.
    fn write(&self, state: &mut State, record: Record) -> Result<Wrote, Unavailable> {
        self.condition.writable()?;
        if state.bytes >= MAX_HELD {
            return Err(Unavailable("the database can't keep up".into()));
        }
        let failed = |error| Unavailable(format!("journal: {error}"));
        let mut open = match state.open.take() {
            Some(open) => open,
            None => state.new_file(&self.folder).map_err(failed)?,
        };
        let first = open.held.is_empty();
        if let Err(error) = open.segment.append(&record) {
            state.open = Some(open);
            return Err(failed(error));
        }
        state.dirty = true;
        state.bytes += record.bytes();
        state.heads.insert(record.room, record.last);
        open.held.push(record);
        let full = open.segment.length >= FILE_BYTES;
        state.open = Some(open);
        if full {
            state.seal();
        }
        Ok(match (full, first) {
            (true, _) => Wrote::Last,
            (false, true) => Wrote::First,
            (false, false) => Wrote::More,
        })
    }

    /// Makes durable what was appended before the call. If that fails, the store is read-only when this
    /// returns: a later call would find nothing left to sync.
    pub(super) fn sync(&self) -> io::Result<()> {
        // What another call syncs just now is to be durable too when this one returns.
        let _syncing = self.syncing.lock().unwrap_or_else(PoisonError::into_inner);
        let outcome = self.sync_unsynced();
        if let Err(error) = &outcome {
            self.condition.fail(format!("sync: {error}"));
        }
        outcome
    }

    fn sync_unsynced(&self) -> io::Result<()> {
        let mut state = self.lock();
        let mut files = mem::take(&mut state.unsynced);
        if mem::take(&mut state.dirty) {
            files.extend(state.open.iter().map(|open| Arc::clone(&open.segment.file)));
        }
        let unnamed = mem::take(&mut state.unnamed);
        drop(state);
        for file in files {
            file.sync_data()?;
        }
        if unnamed {
            sync_folder(&self.folder)?;
        }
        Ok(())
    }

    /// Whether something is held, and can be moved.
    fn has_something_to_move(&self) -> bool {
        let holds = self.lock().bytes > 0;
        holds && self.condition.writable().is_ok()
    }

    /// The oldest of what is sealed.
    fn next_to_move(&self) -> Option<Arc<Held>> {
        let state = self.lock();
        state.sealed.front().map(|next| Arc::clone(&next.held))
    }

    /// The oldest of what is sealed is in the database, and durable there.
    fn was_moved(&self) {
        let moved = self.lock().forget_next();
        if let Some(file) = moved
            && let Err(error) = remove(&self.folder, &file)
        {
            // Its records are skipped at the next start, as they are in the database.
            tracing::warn!(%error, "a file of the journal could not be removed");
        }
    }

    /// Tells who waits how the last try to move went.
    fn tell(&self, outcome: Result<(), Unavailable>) {
        #[expect(clippy::cast_precision_loss, reason = "far below 2⁵² bytes")]
        metrics::gauge!("codevlive_store_journal_bytes").set(self.lock().bytes as f64);
        self.moved.send_replace(outcome.err().map(|error| error.0));
    }
}

impl State {
    fn learn(&mut self, room: RoomId, head: Seq) {
        if self.heads.len() >= HEADS {
            let mut heads = mem::take(&mut self.heads);
            heads.retain(|room, head| *head == Seq::MAX || self.holds(*room, Seq::MAX));
            self.heads = heads;
            self.forgot += 1;
        }
        // Not over what was appended since it was read.
        self.heads.entry(room).or_insert(head);
    }

    fn held(&self) -> impl Iterator<Item = &Held> {
        let open = self.open.iter().map(|open| &open.held);
        self.sealed.iter().map(|sealed| &*sealed.held).chain(open)
    }

    fn holds(&self, room: RoomId, seq: Seq) -> bool {
        self.held().any(|held| held.reaches(room, seq))
    }

    fn new_file(&mut self, folder: &Path) -> io::Result<Open> {
        let number = self.files + 1;
        let segment = Segment::create(folder, number)?;
        self.files = number;
        self.unnamed = true;
        let held = Held::default();
        Ok(Open { segment, held })
    }

    /// Nothing more is added to the open file.
    fn seal(&mut self) {
        if let Some(Open { segment, held }) = self.open.take() {
            if mem::take(&mut self.dirty) {
                self.unsynced.push(segment.file);
            }
            self.sealed.push_back(Sealed {
                path: segment.path,
                held: Arc::new(held),
            });
        }
    }

    fn seal_unless_one_waits(&mut self) {
        if self.sealed.is_empty() {
            self.seal();
        }
    }

    /// Forgets the oldest of what is sealed; its file.
    fn forget_next(&mut self) -> Option<PathBuf> {
        let Sealed { path, held } = self.sealed.pop_front()?;
        self.bytes -= held.bytes();
        Some(path)
    }
}

/// Moves what the process before has left in `folder` to its database, file by file; `durable` makes that
/// survive a power cut.
pub(super) fn recover(
    connection: &mut Connection,
    folder: &Path,
    durable: impl Fn(&Connection) -> Result<(), OpenError>,
) -> Result<(), OpenError> {
    let named = |error| OpenError::Io {
        path: folder.display().to_string(),
        error,
    };
    for file in segment::list(folder).map_err(named)? {
        let left = segment::read(&file).map_err(named)?;
        let transaction = connection.transaction()?;
        Held::lacking(&transaction, left)?.insert(&transaction)?;
        transaction.commit()?;
        durable(connection)?;
        remove(folder, &file).map_err(named)?;
    }
    Ok(())
}

/// The records in the files of a folder.
pub(super) fn left(folder: &Path) -> io::Result<Vec<Record>> {
    let mut records = Vec::new();
    for file in segment::list(folder)? {
        records.extend(segment::read(&file)?);
    }
    Ok(records)
}

/// Removes a file whose records are durable elsewhere. Its name may not come back after a power cut: a
/// room that is deleted meanwhile would, too.
fn remove(folder: &Path, file: &Path) -> io::Result<()> {
    fs::remove_file(file)?;
    sync_folder(folder)
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
