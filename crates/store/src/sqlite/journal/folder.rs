//! Where the files of the journal are.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use super::segment::{self, Record, Segment};

/// What a file's name is before its number.
const NAME: &str = "codevlive.journal-";

/// Digits of the number, so that names sort like numbers.
const DIGITS: usize = 20;

/// The folder, kept open: a process that has run out of descriptors can still sync it.
pub(super) struct Folder {
    path: PathBuf,
    file: File,
}

impl Folder {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self {
            path: path.to_owned(),
            file: File::open(path)?,
        })
    }

    /// Makes an empty file. Its name is durable once the folder is synced.
    pub(super) fn create(&self, number: u64) -> io::Result<Segment> {
        Segment::create(self.path.join(format!("{NAME}{number:0DIGITS$}")))
    }

    /// Makes the names in it durable.
    pub(super) fn sync(&self) -> io::Result<()> {
        self.file.sync_all()
    }

    /// Removes a file for good: after a power cut it won't be there again.
    pub(super) fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)?;
        self.sync()
    }
}

/// The files, the oldest first.
pub(super) fn list(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for file in fs::read_dir(folder)? {
        let file = file?;
        let name = file.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix(NAME));
        if number.is_some_and(|it| it.len() == DIGITS && it.bytes().all(|b| b.is_ascii_digit())) {
            paths.push(file.path());
        }
    }
    paths.sort();
    Ok(paths)
}

/// Files of a folder that another process serves, kept open so that they can be read though they are
/// removed.
pub(in crate::sqlite) struct Opened(Vec<(PathBuf, File)>);

impl Opened {
    /// Opens the files there are.
    pub(in crate::sqlite) fn all(folder: &Path) -> io::Result<Self> {
        let mut opened = Self(Vec::new());
        opened.add(folder)?;
        Ok(opened)
    }

    fn add(&mut self, folder: &Path) -> io::Result<()> {
        for path in list(folder)? {
            if self.0.iter().any(|(opened, _)| *opened == path) {
                continue;
            }
            match File::open(&path) {
                Ok(file) => self.0.push((path, file)),
                // Moved to the database since it was listed.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// The records in them and in those that were made since, in the order they were written.
    pub(in crate::sqlite) fn records(mut self, folder: &Path) -> io::Result<Vec<Record>> {
        self.add(folder)?;
        let mut files = Vec::new();
        // The newest first: one that has a successor is whole.
        for (path, file) in self.0.iter().rev() {
            files.push(segment::read_from(path, file)?);
        }
        Ok(files.into_iter().rev().flatten().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_listed_in_the_order_they_were_made() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = Folder::open(temporary.path()).unwrap();
        let made = [9, 10, 100].map(|number| folder.create(number).unwrap().path);
        for other in [
            "codevlive.sqlite3",
            "codevlive.journal-1",
            "codevlive.journal-x",
        ] {
            fs::write(temporary.path().join(other), "").unwrap();
        }
        assert_eq!(list(temporary.path()).unwrap(), made);
    }

    #[test]
    fn files_that_are_removed_or_made_meanwhile_are_read() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = Folder::open(temporary.path()).unwrap();
        let record = |seq| Record {
            room: codevlive_domain::id::RoomId(uuid::Uuid::nil()),
            first: seq,
            last: seq,
            entries: bytes::Bytes::from_static(b"entries"),
        };
        let mut first = folder.create(1).unwrap();
        first.append(&record(1)).unwrap();
        let opened = Opened::all(temporary.path()).unwrap();
        first.append(&record(2)).unwrap();
        folder.create(2).unwrap().append(&record(3)).unwrap();
        folder.remove(&first.path).unwrap();
        let records = opened.records(temporary.path()).unwrap();
        assert_eq!(records, [record(1), record(2), record(3)]);
    }
}
