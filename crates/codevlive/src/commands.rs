//! What the program can be told to do.

mod admin;
mod backup;
mod check;
mod config;
mod serve;

use std::error::Error;

use clap::{Arg, ArgMatches, Command};

use crate::settings::{known::Setting, raw::RawSettings};

/// The command line: a command, and a flag for each setting.
pub(crate) fn cli() -> Command {
    let file = |help: &'static str| Arg::new("FILE").required(true).help(help);
    Command::new("codevlive")
        .about("Live coding interviews on your own machine")
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_required(false)
        .args(Setting::ALL.iter().map(|setting| flag(*setting)))
        .subcommand(Command::new("serve").about("Run the server (also when no command is given)"))
        .subcommand(
            Command::new("check").about("Check settings, database and the rest, one line each"),
        )
        .subcommand(Command::new("config").about("Print the settings in force, secrets masked"))
        .subcommand(
            Command::new("backup")
                .about("Write all data to a file, also while the server runs")
                .arg(file("Where to")),
        )
        .subcommand(
            Command::new("restore")
                .about("Read a backup into an empty store")
                .arg(file("What backup wrote")),
        )
        .subcommand(admin::cli())
        .subcommand(Command::new("openapi").about("Print the OpenAPI document"))
}

fn flag(setting: Setting) -> Arg {
    Arg::new(setting.name())
        .long(setting.flag())
        .value_name("VALUE")
        .global(true)
        .help(format!(
            "{} [{}, default: {}]",
            setting.help(),
            setting.name(),
            setting.default_text()
        ))
}

/// Does what was asked.
pub(crate) fn run(matches: &ArgMatches, raw: &RawSettings) -> Result<(), Box<dyn Error>> {
    match matches.subcommand() {
        Some(("check", _)) => check::run(raw),
        Some(("config", _)) => config::run(raw),
        Some(("backup", given)) => backup::backup(raw, &file(given)),
        Some(("restore", given)) => backup::restore(raw, &file(given)),
        Some(("admin", given)) => admin::run(raw, given),
        Some(("openapi", _)) => print_openapi(),
        _ => serve::run(raw),
    }
}

fn file(given: &ArgMatches) -> String {
    given.get_one::<String>("FILE").cloned().unwrap_or_default()
}

#[expect(clippy::print_stdout, reason = "the command's output")]
fn print_openapi() -> Result<(), Box<dyn Error>> {
    println!(
        "{}",
        codevlive_server::openapi::document().to_pretty_json()?
    );
    Ok(())
}

/// A runtime for commands that ask one thing after the other.
fn block_on<T>(work: impl Future<Output = T>) -> std::io::Result<T> {
    Ok(tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(work))
}
