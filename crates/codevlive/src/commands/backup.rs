//! `codevlive backup` and `codevlive restore`.

use std::{
    error::Error,
    fs::{self, File, OpenOptions},
    io::{BufReader, BufWriter},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use codevlive_store::backup::{self, Counts};

use crate::{
    commands::block_on,
    engines,
    settings::{Settings, raw::RawSettings},
};

/// Writes all data to a file. It appears under its name once it is whole and on disk.
pub(super) fn backup(raw: &RawSettings, file: &str) -> Result<(), Box<dyn Error>> {
    let settings = Settings::validate(raw)?;
    let file = Path::new(file);
    let partial = partial_name(file);
    let counts = block_on(write(&settings, &partial))??;
    fs::rename(&partial, file)?;
    say("saved", counts);
    Ok(())
}

/// Writes it all, and syncs. Nothing is made where there is no store to read.
async fn write(settings: &Settings, partial: &Path) -> Result<Counts, Box<dyn Error>> {
    let store = engines::open_to_back_up(settings).await?;
    let out = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(partial)?;
    let synced = out.try_clone()?;
    let counts = backup::backup(&store, BufWriter::new(out)).await?;
    synced.sync_all()?;
    Ok(counts)
}

/// Reads a backup into an empty store.
pub(super) fn restore(raw: &RawSettings, file: &str) -> Result<(), Box<dyn Error>> {
    let settings = Settings::validate(raw)?;
    let input = BufReader::new(File::open(file).map_err(|error| format!("{file}: {error}"))?);
    let counts = block_on(async {
        let store = engines::open_store(&settings).await?;
        Ok::<_, Box<dyn Error>>(backup::restore(&store, input).await?)
    })??;
    say("restored", counts);
    Ok(())
}

fn partial_name(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".partial");
    name.into()
}

#[expect(clippy::print_stdout, reason = "the command's output")]
fn say(what: &str, counts: Counts) {
    let Counts {
        documents,
        rooms,
        entries,
    } = counts;
    println!("{what} {documents} documents and {rooms} rooms with {entries} entries");
}
