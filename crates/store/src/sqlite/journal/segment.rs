//! A file of the journal: records one behind the other. A frame is the length of the rest (u32, little
//! endian as all numbers), the CRC-32 of the rest, and the rest: the room's id, the record's first and last
//! seq, and its entries as in a row of the log.

use std::{
    fs::{self, File, OpenOptions},
    io,
    os::unix::fs::{FileExt, OpenOptionsExt},
    path::{Path, PathBuf},
    sync::Arc,
};

use bytes::{Buf, BufMut, Bytes};
use codevlive_domain::{id::RoomId, room::entry::Seq};
use uuid::Uuid;

const NAME: &str = "codevlive.journal-";

/// Bytes before what the checksum is of.
const PREFIX: usize = 8;

/// Bytes of the room's id and the seqs.
const HEADER: usize = 32;

/// What one append brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sqlite) struct Record {
    pub(in crate::sqlite) room: RoomId,
    pub(in crate::sqlite) first: Seq,
    pub(in crate::sqlite) last: Seq,
    /// See [`crate::sqlite::record`].
    pub(in crate::sqlite) entries: Bytes,
}

impl Record {
    /// What it weighs, in a file and about so much in memory.
    pub(super) fn bytes(&self) -> usize {
        PREFIX + HEADER + self.entries.len()
    }

    fn frame(&self) -> io::Result<Vec<u8>> {
        let length = u32::try_from(HEADER + self.entries.len()).map_err(io::Error::other)?;
        let mut frame = Vec::with_capacity(self.bytes());
        frame.put_u32_le(length);
        frame.put_u32_le(0);
        frame.put_slice(self.room.0.as_bytes());
        frame.put_u64_le(self.first);
        frame.put_u64_le(self.last);
        frame.put_slice(&self.entries);
        let (prefix, rest) = frame.split_at_mut(PREFIX);
        (&mut prefix[4..]).put_u32_le(crc32fast::hash(rest));
        Ok(frame)
    }

    /// Takes the next one off; none at the end, or where a frame is not whole.
    fn take(file: &mut Bytes) -> Option<Self> {
        let length = usize::try_from(file.try_get_u32_le().ok()?).ok()?;
        let checksum = file.try_get_u32_le().ok()?;
        if length < HEADER || length > file.len() {
            return None;
        }
        let mut rest = file.split_to(length);
        if crc32fast::hash(&rest) != checksum {
            return None;
        }
        let mut room = [0; 16];
        rest.copy_to_slice(&mut room);
        Some(Self {
            room: RoomId(Uuid::from_bytes(room)),
            first: rest.get_u64_le(),
            last: rest.get_u64_le(),
            entries: rest,
        })
    }
}

/// A file that grows.
pub(super) struct Segment {
    pub(super) path: PathBuf,
    pub(super) file: Arc<File>,
    pub(super) length: u64,
}

impl Segment {
    /// Makes an empty one. Its name is durable once the folder is synced.
    pub(super) fn create(folder: &Path, number: u64) -> io::Result<Self> {
        let path = folder.join(format!("{NAME}{number:020}"));
        let mut options = OpenOptions::new();
        options.create_new(true).write(true).mode(0o600);
        let file = Arc::new(options.open(&path)?);
        Ok(Self {
            path,
            file,
            length: 0,
        })
    }

    /// Hands a record to the operating system, which keeps it if this process dies. What a failed try left
    /// is written over by the next one, and is no whole frame meanwhile.
    pub(super) fn append(&mut self, record: &Record) -> io::Result<()> {
        let frame = record.frame()?;
        self.file.write_all_at(&frame, self.length)?;
        self.length += frame.len() as u64;
        Ok(())
    }
}

/// The files of a folder, the oldest first.
pub(super) fn list(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for file in fs::read_dir(folder)? {
        let file = file?;
        if file.file_name().to_string_lossy().starts_with(NAME) {
            paths.push(file.path());
        }
    }
    paths.sort();
    Ok(paths)
}

/// The whole records at the beginning of a file; none if it has just been removed.
pub(super) fn read(path: &Path) -> io::Result<Vec<Record>> {
    let mut file = match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        read => Bytes::from(read?),
    };
    Ok(std::iter::from_fn(|| Record::take(&mut file)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(seq: Seq) -> Record {
        Record {
            room: RoomId(Uuid::from_u128(7)),
            first: seq,
            last: seq,
            entries: Bytes::from(vec![7; 10 + usize::try_from(seq).unwrap()]),
        }
    }

    #[test]
    fn a_file_that_is_cut_or_damaged_anywhere_is_a_beginning() {
        let folder = tempfile::tempdir().unwrap();
        let mut segment = Segment::create(folder.path(), 1).unwrap();
        let records: Vec<_> = (1..=5).map(record).collect();
        let mut ends = vec![0];
        for record in &records {
            segment.append(record).unwrap();
            ends.push(usize::try_from(segment.length).unwrap());
        }
        let whole = fs::read(&segment.path).unwrap();
        assert_eq!(read(&segment.path).unwrap(), records);
        for at in 0..whole.len() {
            let before = ends.iter().filter(|&&end| end <= at).count() - 1;
            fs::write(&segment.path, &whole[..at]).unwrap();
            assert_eq!(read(&segment.path).unwrap(), records[..before], "cut {at}");
            let mut damaged = whole.clone();
            damaged[at] ^= 0x10;
            fs::write(&segment.path, &damaged).unwrap();
            assert_eq!(read(&segment.path).unwrap(), records[..before], "bit {at}");
        }
    }

    #[test]
    fn files_are_listed_in_the_order_they_were_made() {
        let folder = tempfile::tempdir().unwrap();
        let made = [9, 10, 100].map(|number| Segment::create(folder.path(), number).unwrap().path);
        fs::write(folder.path().join("codevlive.sqlite3"), "").unwrap();
        assert_eq!(list(folder.path()).unwrap(), made);
        assert_eq!(read(&folder.path().join("gone")).unwrap(), []);
    }
}
