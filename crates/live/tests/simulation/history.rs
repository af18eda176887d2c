//! What was asked, when, and what came of it.

use std::{
    collections::hash_map::DefaultHasher,
    fmt,
    hash::{Hash, Hasher},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, AtomicU64, Ordering::SeqCst},
    },
};

use codevlive_domain::{
    id::PadId,
    room::{
        command::NumberedCommand,
        entry::Seq,
        person::Identity,
        refusal::{Refusal, RefusalCode},
    },
    time::Millis,
};
use tokio::time::Instant;

/// A moment: how long the log was, and what the clock of the node in question said.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    pub(crate) head: Seq,
    pub(crate) now: Millis,
}

/// The answer to something, and when it came.
pub(crate) type Answered = Option<(Moment, Result<Seq, Refusal>)>;

/// A command that was sent.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) by: Identity,
    pub(crate) command: NumberedCommand,
    pub(crate) called: Moment,
    pub(crate) answered: Answered,
}

/// An update that was sent. Every character is typed once, so that it can be told what became of it.
#[derive(Debug)]
pub(crate) struct Sent {
    pub(crate) by: Identity,
    pub(crate) pad: PadId,
    pub(crate) typed: Vec<char>,
    pub(crate) deleted: Vec<char>,
    pub(crate) called: Moment,
    pub(crate) answered: Answered,
}

impl Sent {
    /// Whether it is surely not in the log.
    pub(crate) fn is_refused(&self) -> bool {
        let answer = self.answered.as_ref().map(|(_, answer)| answer);
        matches!(answer, Some(Err(refusal)) if refusal.code != RefusalCode::TryLater)
    }

    pub(crate) fn is_saved(&self) -> bool {
        matches!(self.answered, Some((_, Ok(_))))
    }
}

/// All of that, and what was found to be wrong while it went on. Clones are the same.
#[derive(Clone)]
pub(crate) struct History {
    kept: Arc<Mutex<Kept>>,
    /// The head of the log.
    pub(crate) head: Arc<AtomicU64>,
    characters: Arc<AtomicU32>,
}

pub(crate) struct Kept {
    pub(crate) asked: Vec<Asked>,
    pub(crate) sent: Vec<Sent>,
    pub(crate) violations: Vec<String>,
    started: Instant,
    hasher: DefaultHasher,
    traced: bool,
}

impl History {
    /// Nothing yet. Prints all that is noted if it is `traced`.
    pub(crate) fn new(traced: bool) -> Self {
        let kept = Kept {
            asked: Vec::new(),
            sent: Vec::new(),
            violations: Vec::new(),
            started: Instant::now(),
            hasher: DefaultHasher::new(),
            traced,
        };
        Self {
            kept: Arc::new(Mutex::new(kept)),
            head: Arc::default(),
            // Ideographs: three bytes of UTF-8, one of UTF-16, and none is part of another.
            characters: Arc::new(AtomicU32::new(0x4E00)),
        }
    }

    pub(crate) fn with<T>(&self, work: impl FnOnce(&mut Kept) -> T) -> T {
        work(&mut self.kept.lock().unwrap())
    }

    pub(crate) fn head(&self) -> Seq {
        self.head.load(SeqCst)
    }

    /// A character that nobody has typed.
    pub(crate) fn character(&self) -> char {
        char::from_u32(self.characters.fetch_add(1, SeqCst)).unwrap()
    }

    /// Notes what happens: the same seed must give the same notes.
    pub(crate) fn note(&self, what: fmt::Arguments<'_>) {
        self.with(|kept| {
            let (at, what) = (kept.started.elapsed().as_millis(), what.to_string());
            (at, &what).hash(&mut kept.hasher);
            if kept.traced {
                println!("{at:>6} ms  {what}");
            }
        });
    }

    /// Notes what must not be.
    pub(crate) fn violation(&self, what: String) {
        self.note(format_args!("VIOLATION: {what}"));
        self.with(|kept| kept.violations.push(what));
    }

    /// A number that tells this run from any that went otherwise.
    pub(crate) fn fingerprint(&self) -> u64 {
        self.with(|kept| kept.hasher.finish())
    }
}
