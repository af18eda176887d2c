//! A secret that is generated once and kept beside the data.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use rand::Rng;

use super::{SettingError, known::Setting};

/// Bytes of a generated secret: as many as HMAC-SHA-256 makes use of.
const SECRET_BYTES: usize = 32;

/// The secret's name.
const NAME: &str = "jwt_secret";
/// That of the one which is about to take its place.
const NEXT: &str = "jwt_secret.next";

/// The secret in that folder; generated, readable by the owner only, if there is none.
pub(crate) fn read_or_generate(data_dir: &Path) -> Result<Vec<u8>, SettingError> {
    named(data_dir, NAME)
}

/// The secret that is to take its place; the same again until it has.
pub(crate) fn next(data_dir: &Path) -> Result<Vec<u8>, SettingError> {
    named(data_dir, NEXT)
}

/// Lets [`next`] take its place.
pub(crate) fn replace(data_dir: &Path) -> Result<(), SettingError> {
    let path = data_dir.join(NAME);
    let replaced =
        fs::rename(data_dir.join(NEXT), &path).and_then(|()| fs::File::open(data_dir)?.sync_all());
    replaced.map_err(|error| failed(&path, &error))
}

fn named(data_dir: &Path, name: &str) -> Result<Vec<u8>, SettingError> {
    let path = data_dir.join(name);
    let failed = |error: io::Error| failed(&path, &error);
    match OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)
    {
        Ok(mut file) => {
            let secret = generate();
            file.write_all(&secret)
                .and_then(|()| file.sync_all())
                .map_err(failed)?;
            Ok(secret)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let secret = fs::read(&path).map_err(failed)?;
            if secret.len() < SECRET_BYTES {
                let short = format!("{} is too short; remove it to make another", path.display());
                return Err(SettingError::new(Setting::JwtSecret, short));
            }
            Ok(secret)
        }
        Err(error) => Err(failed(error)),
    }
}

fn failed(path: &Path, error: &io::Error) -> SettingError {
    SettingError::new(Setting::DataDir, format!("{}: {error}", path.display()))
}

#[expect(
    clippy::disallowed_methods,
    reason = "a secret is random by what the system offers"
)]
fn generate() -> Vec<u8> {
    let mut secret = vec![0; SECRET_BYTES];
    rand::rng().fill_bytes(&mut secret);
    secret
}
