//! `codevlive check`: can the server start here? One line for each thing it needs.

mod turn;

use std::{
    error::Error,
    fs::{self, File, TryLockError},
    io::ErrorKind,
    net::TcpListener,
    path::Path,
    time::Duration,
};

use codevlive_jobs::mail::transport::smtp::Smtp;
use codevlive_store::sqlite::SqliteStore;

use crate::{
    commands::block_on,
    engines, mail,
    settings::{SettingError, Settings, raw::RawSettings},
};

/// How long the mail server may take: someone looks on.
const MAIL_PATIENCE: Duration = Duration::from_secs(10);

/// Prints a line for each check; fails if one failed.
pub(super) fn run(raw: &RawSettings) -> Result<(), Box<dyn Error>> {
    let settings = match Settings::validate(raw) {
        Ok(settings) => settings,
        Err(error) => {
            print("settings", &Err(error.to_string()));
            return Err("1 check failed".into());
        }
    };
    let checks = [
        ("settings", Ok("valid".to_owned())),
        ("address", address(&settings)),
        ("database", database(&settings)),
        ("redis", redis(&settings)),
        ("mail", mail(&settings)),
        ("turn", turn::turn(&settings)),
        ("sandbox", Ok("not part of this version".to_owned())),
    ];
    for (name, outcome) in &checks {
        print(name, outcome);
    }
    match checks
        .iter()
        .filter(|(_, outcome)| outcome.is_err())
        .count()
    {
        0 => Ok(()),
        1 => Err("1 check failed".into()),
        failed => Err(format!("{failed} checks failed").into()),
    }
}

fn address(settings: &Settings) -> Result<String, String> {
    match TcpListener::bind(settings.listen) {
        Ok(_free) => Ok(format!("{} is free", settings.listen)),
        Err(error) if error.kind() == ErrorKind::AddrInUse && is_served(&settings.data_dir) => Ok(
            format!("{} is taken, and a server is running here", settings.listen),
        ),
        Err(error) => Err(SettingError::of_address(settings.listen, &error).to_string()),
    }
}

/// Whether a server is running on that folder: it holds the lock as long as it does.
fn is_served(data_dir: &Path) -> bool {
    let lock = File::open(data_dir.join("codevlive.lock"));
    lock.is_ok_and(|lock| matches!(lock.try_lock(), Err(TryLockError::WouldBlock)))
}

fn database(settings: &Settings) -> Result<String, String> {
    let folder = data_dir(&settings.data_dir)?;
    if settings.mongo_uri.is_none() {
        return Ok(folder);
    }
    let connected =
        block_on(engines::open_to_back_up(settings)).map_err(|error| error.to_string())?;
    connected.map_err(|error| error.to_string())?;
    Ok("MongoDB answers, and its indexes are made".to_owned())
}

fn redis(settings: &Settings) -> Result<String, String> {
    let Some(address) = &settings.redis else {
        return Ok("not used: one node, in-process".to_owned());
    };
    let connected = block_on(address.connect()).map_err(|error| error.to_string())?;
    match connected {
        Ok(_answers) => Ok(format!("{address} answers")),
        Err(error) => Err(format!("REDIS_URL, REDIS_HOST: {address}: {error}")),
    }
}

fn mail(settings: &Settings) -> Result<String, String> {
    let Some(server) = &settings.mail.server else {
        let folder = mail::outbox(settings);
        return Ok(format!("no mail server: written to {}", folder.display()));
    };
    let smtp = Smtp::new(server.clone()).with_patience(MAIL_PATIENCE);
    let tested = block_on(async { smtp.test().await }).map_err(|error| error.to_string())?;
    match tested {
        Ok(()) => Ok(format!("{server} answers and lets us in")),
        Err(error) => Err(format!("SMTP_URL, EMAIL_USER: {server}: {error}")),
    }
}

/// A database that is there is opened for reading, beside a server that may run.
fn data_dir(data_dir: &Path) -> Result<String, String> {
    let named =
        |error: &dyn std::fmt::Display| format!("DATA_DIR: {}: {error}", data_dir.display());
    if !data_dir.exists() {
        return Ok(format!(
            "{} will be made at the first start",
            data_dir.display()
        ));
    }
    let probe = data_dir.join(".check");
    fs::write(&probe, b"")
        .and_then(|()| fs::remove_file(&probe))
        .map_err(|error| named(&error))?;
    if SqliteStore::exists(data_dir) {
        SqliteStore::snapshot(data_dir).map_err(|error| named(&error))?;
        return Ok(format!("SQLite in {} can be read", data_dir.display()));
    }
    Ok(format!(
        "{} is writable and holds no database yet",
        data_dir.display()
    ))
}

#[expect(clippy::print_stdout, reason = "the command's output")]
fn print(name: &str, outcome: &Result<String, String>) {
    match outcome {
        Ok(text) => println!("ok      {name}: {text}"),
        Err(text) => println!("failed  {name}: {text}"),
    }
}
