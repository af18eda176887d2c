//! A file of the journal: records one behind the other. A frame is the length of the rest (u32, little
//! endian as all numbers), the CRC-32 of the rest, and the rest: the room's id, the record's first and last
//! seq, and its entries as in a row of the log.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read},
    os::unix::fs::{FileExt, OpenOptionsExt},
    path::{Path, PathBuf},
    sync::Arc,
};

use bytes::{Buf, BufMut, Bytes};
use codevlive_domain::{id::RoomId, room::entry::Seq};
use uuid::Uuid;

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
    /// See [`crate::record`].
    pub(in crate::sqlite) entries: Bytes,
}

impl Record {
    fn frame(&self) -> io::Result<Vec<u8>> {
        let length = u32::try_from(HEADER + self.entries.len()).map_err(io::Error::other)?;
        let mut frame = Vec::with_capacity(PREFIX + HEADER + self.entries.len());
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
    /// Makes an empty one.
    pub(super) fn create(path: PathBuf) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.create_new(true).write(true).mode(0o600);
        let file = Arc::new(options.open(&path)?);
        Ok(Self {
            path,
            file,
            length: 0,
        })
    }

    /// Hands a record to the operating system, which keeps it if this process dies.
    pub(super) fn append(&mut self, record: &Record) -> io::Result<()> {
        let frame = record.frame()?;
        let written = self.file.write_all_at(&frame, self.length);
        if written.is_ok() {
            self.length += frame.len() as u64;
        } else {
            // A part of it may be there, and must not be read as what follows a shorter record. If it can't
            // be cut off now, it is by the next try, or is not whole.
            let _ = self.file.set_len(self.length);
        }
        written
    }
}

/// The whole records at the beginning of a file.
pub(super) fn read(path: &Path) -> io::Result<Vec<Record>> {
    read_from(path, &File::open(path)?)
}

/// The same of a file that is open.
pub(super) fn read_from(path: &Path, mut file: &File) -> io::Result<Vec<Record>> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let mut left = Bytes::from(bytes);
    let mut records = Vec::new();
    loop {
        let before = left.clone();
        match Record::take(&mut left) {
            Some(record) => records.push(record),
            None if before.is_empty() => return Ok(records),
            None => {
                let (path, bytes) = (path.display(), before.len());
                tracing::warn!(%path, bytes, "left out: the end of the file is no whole record");
                return Ok(records);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

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
        let mut segment = Segment::create(folder.path().join("segment")).unwrap();
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
}
