//! Where appends go first: files to which records are added, and which are moved to the log's table twice a
//! second, many rows of many rooms in one transaction.
//!
//! A record is *visible* when the operating system has it, which takes microseconds and no thread but the
//! caller's, and *durable* when its file is synced. Until it is moved it is kept in memory too, for readers.
//! Decision 7 has the reasons.

mod folder;
mod held;
mod mover;
mod segment;

use std::{
    collections::{HashMap, VecDeque},
    fs::File,
    io, mem,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use codevlive_domain::{id::RoomId, room::entry::Seq};
use rusqlite::Connection;
use tokio::sync::watch;

use self::{folder::Folder, held::Held, mover::Mover, segment::Segment};
pub(super) use self::{folder::Opened, segment::Record};

use super::{OpenError, condition::Condition, syncer::Syncer, writer::Writer};
use crate::{
    Unavailable,
    health::Health,
    log::{AppendError, Durable},
};

/// A file with so many bytes is moved before its time, so that a nearly full disk has room for the move.
const FILE_BYTES: u64 = 1024 * 1024;

/// Bytes that may wait to be moved; beyond it appends wait.
const MAX_HELD: u64 = 64 * 1024 * 1024;

/// Rooms whose heads are remembered; beyond it all are forgotten and read again.
const HEADS: usize = 100_000;

/// The journal of a store.
pub(super) struct Journal {
    files: Arc<Files>,
    /// None in a snapshot. Ends before the rest: what it moves must be written.
    threads: Option<Threads>,
}

/// They end in this order: what is moved last is durable in the database, and what can't be moved in its
/// file.
struct Threads {
    syncer: Syncer,
    mover: Mover,
}

/// The files, and what is in them.
pub(super) struct Files {
    folder: Folder,
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
}

struct Open {
    segment: Segment,
    held: Held,
}

struct Sealed {
    path: PathBuf,
    length: u64,
    held: Arc<Held>,
}

/// How far appending came.
pub(super) enum Append {
    /// It is visible, or it never will be.
    Done(Result<Durable, AppendError>),
    /// The room's head is to be read first, and handed to [`Journal::learn`] with this number.
    HeadUnknown(u64),
    /// Too much waits to be moved: see [`Journal::room_for_more`].
    Full,
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
        let threads = Some(Threads { syncer, mover });
        Ok(Self { files, threads })
    }

    /// Holds what the snapshot of a database lacks of what was in the files of its folder.
    pub(super) fn snapshot(
        folder: &Path,
        database: &Connection,
        records: Vec<Record>,
        condition: &Arc<Condition>,
    ) -> Result<Self, OpenError> {
        let files = Files::new(folder, condition).map_err(OpenError::io(folder))?;
        let held = Held::from_iter(records).lacking(database)?;
        files.lock().sealed.push_back(Sealed {
            path: PathBuf::new(),
            length: 0,
            held: Arc::new(held),
        });
        Ok(Self {
            files: Arc::new(files),
            threads: None,
        })
    }

    /// Appends a record if the room's head is the seq before it. It goes to the page cache, without waiting
    /// for a disk (but where the file system makes it wait: decision 7).
    pub(super) fn append(&self, record: Record) -> Append {
        let threads = match self.threads() {
            Ok(threads) => threads,
            Err(error) => return Append::Done(Err(error.into())),
        };
        let mut state = self.files.lock();
        let Some(&head) = state.heads.get(&record.room) else {
            return Append::HeadUnknown(state.forgot);
        };
        if head.checked_add(1) != Some(record.first) {
            return Append::Done(Err(AppendError::Conflict));
        }
        let waiting = state.bytes();
        if waiting >= MAX_HELD {
            return Append::Full;
        }
        let first = waiting == 0;
        match self.files.write(&mut state, record) {
            Ok(is_full) if is_full => threads.mover.ask(),
            Ok(_) if first => threads.mover.something_is_held(),
            Ok(_) => {}
            Err(error) => return Append::Done(Err(error.into())),
        }
        drop(state);
        let (waiting, durable) = Durable::pair();
        threads.syncer.written(vec![waiting]);
        Append::Done(Ok(durable))
    }

    fn threads(&self) -> Result<&Threads, Unavailable> {
        let read_only = || Unavailable("a snapshot is only read".into());
        self.threads.as_ref().ok_or_else(read_only)
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

    /// The last seq of a room of which there is such a record.
    pub(super) fn last(&self, room: RoomId) -> Option<Seq> {
        self.files.lock().last(room)
    }

    /// Returns once the database has all that was appended to a room up to `seq`: in its time, or soon if
    /// that is `urgent`.
    pub(super) async fn settle(
        &self,
        room: RoomId,
        seq: Seq,
        urgent: bool,
    ) -> Result<(), Unavailable> {
        self.until(urgent, |state| !state.holds(room, seq)).await
    }

    /// Returns once more can be appended.
    pub(super) async fn room_for_more(&self) -> Result<(), Unavailable> {
        self.until(true, |state| state.bytes() < MAX_HELD).await
    }

    /// Returns when that is so after a move; fails if a move fails first.
    async fn until(
        &self,
        urgent: bool,
        is_so: impl Fn(&State) -> bool + Send,
    ) -> Result<(), Unavailable> {
        let mover = &self.threads()?.mover;
        let mut attempts = self.files.moved.subscribe();
        while !is_so(&self.files.lock()) {
            self.files.condition.writable()?;
            if urgent {
                mover.ask();
            }
            let stopped = |_closed| Unavailable("the store is closed".into());
            attempts.changed().await.map_err(stopped)?;
            let failed = attempts.borrow_and_update().clone();
            if let Some(reason) = failed {
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

impl Drop for Shut<'_> {
    fn drop(&mut self) {
        let mut state = self.files.lock();
        // What is held, where it could not be moved, is ahead of what the database says.
        match state.last(self.room) {
            Some(last) => state.heads.insert(self.room, last),
            None => state.heads.remove(&self.room),
        };
        state.forgot += 1;
    }
}

impl Files {
    /// None yet, in that folder.
    pub(super) fn new(folder: &Path, condition: &Arc<Condition>) -> io::Result<Self> {
        Ok(Self {
            folder: Folder::open(folder)?,
            state: Mutex::default(),
            syncing: Mutex::default(),
            moved: watch::Sender::default(),
            condition: Arc::clone(condition),
        })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a record to the open file; whether that is full now, and so is sealed.
    fn write(&self, state: &mut State, record: Record) -> Result<bool, Unavailable> {
        self.condition.writable()?;
        let failed = |error| Unavailable(format!("journal: {error}"));
        let mut open = match state.open.take() {
            Some(open) => open,
            None => state.new_file(&self.folder).map_err(failed)?,
        };
        let written = open.segment.append(&record);
        if written.is_ok() {
            state.dirty = true;
            state.heads.insert(record.room, record.last);
            open.held.push(record);
        }
        let is_full = open.segment.length >= FILE_BYTES;
        state.open = Some(open);
        if is_full {
            state.seal();
        }
        written.map(|()| is_full).map_err(failed)
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
            self.folder.sync()?;
        }
        Ok(())
    }

    /// Whether something is held, and can be moved.
    fn has_something_to_move(&self) -> bool {
        let holds = self.lock().bytes() > 0;
        holds && self.condition.writable().is_ok()
    }

    /// The oldest of what is sealed.
    fn next_to_move(&self) -> Option<Arc<Held>> {
        let state = self.lock();
        state.sealed.front().map(|next| Arc::clone(&next.held))
    }

    /// The oldest of what is sealed is in the database, and durable there.
    fn was_moved(&self) {
        let next = |state: &State| state.sealed.front().map(|next| next.path.clone());
        let path = next(&self.lock());
        // Before it is forgotten: nobody may delete one of its rooms while the file could bring it back.
        if let Some(path) = path
            && let Err(error) = self.folder.remove(&path)
        {
            let reason = format!("journal: {} can't be removed: {error}", path.display());
            self.condition.fail(reason);
        }
        let forgotten = self.lock().sealed.pop_front();
        // Not while the lock is held: it is a lot.
        drop(forgotten);
    }

    /// Tells who waits how the last try to move went.
    fn tell(&self, outcome: Result<(), Unavailable>) {
        #[expect(clippy::cast_precision_loss, reason = "far below 2⁵² bytes")]
        metrics::gauge!("codevlive_store_journal_bytes").set(self.lock().bytes() as f64);
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

    /// Bytes of all that is held.
    fn bytes(&self) -> u64 {
        let open = self.open.iter().map(|open| open.segment.length);
        self.sealed
            .iter()
            .map(|sealed| sealed.length)
            .chain(open)
            .sum()
    }

    fn holds(&self, room: RoomId, seq: Seq) -> bool {
        self.held().any(|held| held.reaches(room, seq))
    }

    fn last(&self, room: RoomId) -> Option<Seq> {
        let of_room = self.held().filter_map(|held| held.of(room).last());
        of_room.last().map(|record| record.last)
    }

    fn new_file(&mut self, folder: &Folder) -> io::Result<Open> {
        let number = self.files + 1;
        let segment = folder.create(number)?;
        self.files = number;
        self.unnamed = true;
        Ok(Open {
            segment,
            held: Held::default(),
        })
    }

    /// Nothing more is added to the open file.
    fn seal(&mut self) {
        if let Some(open) = self.open.take() {
            if mem::take(&mut self.dirty) {
                self.unsynced.push(open.segment.file);
            }
            self.sealed.push_back(Sealed {
                path: open.segment.path,
                length: open.segment.length,
                held: Arc::new(open.held),
            });
        }
    }

    fn seal_unless_one_waits(&mut self) {
        if self.sealed.is_empty() {
            self.seal();
        }
    }
}

/// Moves what the process before has left in `folder` to its database, file by file; `durable` makes that
/// survive a power cut.
pub(super) fn recover(
    connection: &mut Connection,
    folder: &Path,
    durable: impl Fn(&Connection) -> Result<(), OpenError>,
) -> Result<(), OpenError> {
    let files = Folder::open(folder).map_err(OpenError::io(folder))?;
    for path in folder::list(folder).map_err(OpenError::io(folder))? {
        let held = Held::from_iter(segment::read(&path).map_err(OpenError::io(&path))?);
        let transaction = connection.transaction()?;
        held.insert(&transaction)?;
        transaction.commit()?;
        durable(connection)?;
        files.remove(&path).map_err(OpenError::io(&path))?;
    }
    Ok(())
}
