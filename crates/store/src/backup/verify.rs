//! Reading a backup, and whether all of it holds.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Read},
};

use codevlive_domain::{
    id::RoomId,
    room::entry::{Entry, EntryHash, GENESIS, Seq},
};
use sha2::{Digest, Sha256};

use super::{
    BackupError, Counts,
    format::{Line, VERSION, sha256_text},
};
use crate::documents::{Identified, Kind};

/// What a line holds, in the domain's terms.
pub(super) enum Item {
    /// A document of that kind.
    Document {
        /// Of a collection that this program knows.
        kind: &'static Kind,
        /// Its id and fields.
        identified: Identified,
        /// JSON.
        body: String,
    },
    /// Entries that follow those of the same room so far.
    Log {
        /// Which room.
        room: RoomId,
        /// At least one.
        entries: Vec<Entry>,
    },
}

/// Gives `each` all items in order. An error says what does not hold, at the latest at the end of the file: only
/// then is it known that nothing is missing or changed.
pub(super) struct Items<R: Read> {
    input: BufReader<R>,
    hash: Sha256,
    heads: HashMap<RoomId, (Seq, EntryHash)>,
    counts: Counts,
    line: u64,
    ended: bool,
}

impl<R: Read> Items<R> {
    /// Begins at the first line.
    pub(super) fn new(input: R) -> Self {
        Self {
            input: BufReader::new(input),
            hash: Sha256::new(),
            heads: HashMap::new(),
            counts: Counts::default(),
            line: 0,
            ended: false,
        }
    }

    /// What there was so far.
    pub(super) fn counts(&self) -> Counts {
        self.counts
    }

    /// The next document or piece of a log; None behind the last line, if everything held.
    pub(super) fn next(&mut self) -> Result<Option<Item>, BackupError> {
        loop {
            let mut text = Vec::new();
            self.input.read_until(b'\n', &mut text)?;
            self.line += 1;
            if text.is_empty() {
                let what = "the file ends too early";
                return if self.ended {
                    Ok(None)
                } else {
                    Err(self.damaged(what))
                };
            }
            let item = self.item(&text).map_err(|reason| self.damaged(reason))?;
            self.hash.update(&text);
            if item.is_some() {
                return Ok(item);
            }
        }
    }

    fn damaged(&self, reason: impl Into<String>) -> BackupError {
        BackupError::Damaged {
            line: self.line,
            reason: reason.into(),
        }
    }

    fn item(&mut self, text: &[u8]) -> Result<Option<Item>, String> {
        if self.ended {
            return Err("there is something behind the end".into());
        }
        let line = serde_json::from_slice(text).map_err(|error| error.to_string())?;
        match line {
            Line::Backup { version } if self.line == 1 => match version {
                1..=VERSION => Ok(None),
                _ => Err(format!(
                    "version {version} is not known: use a newer program"
                )),
            },
            _ if self.line == 1 => Err("this is not a backup".into()),
            Line::Backup { .. } => Err("a second beginning".into()),
            Line::Document { collection, body } => self.document(&collection, body).map(Some),
            Line::Log { room, entries } => {
                let entries = entries.iter().map(super::format::PortableEntry::read);
                self.log(room, entries.collect::<Result<_, _>>()?).map(Some)
            }
            Line::End { counts, sha256 } => self.end(counts, &sha256).map(|()| None),
        }
    }

    fn document(&mut self, collection: &str, body: String) -> Result<Item, String> {
        let unknown = || format!("collection {collection} is not known: use a newer program");
        let kind = Kind::named(collection).ok_or_else(unknown)?;
        let identified = kind.identify(&body).map_err(|error| error.to_string())?;
        self.counts.documents += 1;
        Ok(Item::Document {
            kind,
            identified,
            body,
        })
    }

    fn log(&mut self, room: RoomId, entries: Vec<Entry>) -> Result<Item, String> {
        if !self.heads.contains_key(&room) {
            self.counts.rooms += 1;
        }
        let (seq, hash) = self.heads.entry(room).or_insert((0, GENESIS));
        for entry in &entries {
            if entry.seq != *seq + 1 || !entry.follows(hash) {
                return Err(format!("entry {} of room {room} was changed", entry.seq));
            }
            (*seq, *hash) = (entry.seq, entry.hash);
        }
        self.counts.entries += entries.len() as u64;
        Ok(Item::Log { room, entries })
    }

    fn end(&mut self, counts: Counts, sha256: &str) -> Result<(), String> {
        if sha256_text(self.hash.clone()) != sha256 || counts != self.counts {
            return Err("the file was changed: its checksum is another".into());
        }
        self.ended = true;
        Ok(())
    }
}
