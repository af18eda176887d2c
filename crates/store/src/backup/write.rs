//! Writing a backup.

use std::io::{BufWriter, Write};

use codevlive_domain::{
    id::RoomId,
    room::entry::{EntryHash, GENESIS, Seq},
};
use sha2::{Digest, Sha256};

use super::{
    BackupError, Counts,
    format::{Line, PortableEntry, VERSION, sha256_text},
};
use crate::{Store, documents::Kind};

/// Documents or rooms that are asked for at a time.
const PAGE: usize = 1_000;

/// Entries in a line, about.
const ENTRIES: usize = 500;

/// Writes all documents and logs to `out`, which it blocks the task for.
///
/// Give it a snapshot of the store, where there is one: then everything is as it was at one moment. If the store
/// is being written meanwhile, each log is there up to some entry, and a document as it was at some moment.
pub async fn backup(store: &Store, out: impl Write + Send) -> Result<Counts, BackupError> {
    let mut lines = Lines {
        out: BufWriter::new(out),
        hash: Sha256::new(),
        counts: Counts::default(),
    };
    lines.put(&Line::Backup { version: VERSION })?;
    for collection in store.documents.collections().await? {
        let kind = Kind::named(&collection);
        let kind = kind.ok_or(BackupError::UnknownCollection(collection))?;
        documents(store, kind.collection, &mut lines).await?;
    }
    let mut behind = None;
    loop {
        let rooms = store.log.rooms(behind, PAGE).await?;
        let Some(last) = rooms.last() else { break };
        behind = Some(*last);
        for room in rooms {
            log(store, room, &mut lines).await?;
        }
    }
    lines.end()
}

async fn documents(
    store: &Store,
    collection: &'static str,
    lines: &mut Lines<impl Write>,
) -> Result<(), BackupError> {
    let mut behind = None;
    loop {
        let page = store.documents.scan(collection, behind, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        behind = Some(last.id.clone());
        for document in page {
            lines.put(&Line::Document {
                collection: collection.to_owned(),
                body: document.body,
            })?;
            lines.counts.documents += 1;
        }
    }
}

async fn log(
    store: &Store,
    room: RoomId,
    lines: &mut Lines<impl Write>,
) -> Result<(), BackupError> {
    let (mut seq, mut hash): (Seq, EntryHash) = (0, GENESIS);
    // As far as it is now: someone who appends without pause must not keep this going for ever.
    let heads = store.log.heads(&[room]).await?;
    while heads.iter().any(|head| seq < *head) {
        let page = store.log.read(room, seq, ENTRIES).await?;
        for entry in &page {
            seq += 1;
            if entry.seq != seq || !entry.follows(&hash) {
                return Err(BackupError::Changed { room, seq });
            }
            hash = entry.hash;
        }
        if page.is_empty() {
            // Deleted meanwhile.
            break;
        }
        lines.put(&Line::Log {
            room,
            entries: page.iter().map(PortableEntry::from).collect(),
        })?;
        lines.counts.entries += page.len() as u64;
    }
    // None, if it was deleted between the list of rooms and now.
    lines.counts.rooms += u64::from(seq > 0);
    Ok(())
}

struct Lines<W: Write> {
    out: BufWriter<W>,
    hash: Sha256,
    counts: Counts,
}

impl<W: Write> Lines<W> {
    fn put(&mut self, line: &Line) -> std::io::Result<()> {
        let mut text = serde_json::to_vec(line)?;
        text.push(b'\n');
        self.hash.update(&text);
        self.out.write_all(&text)
    }

    fn end(mut self) -> Result<Counts, BackupError> {
        let (counts, sha256) = (self.counts, sha256_text(self.hash.clone()));
        self.put(&Line::End { counts, sha256 })?;
        self.out.flush()?;
        Ok(counts)
    }
}
