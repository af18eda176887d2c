//! `codevlive admin …`: what only who runs an installation may do.

mod delete_person;
mod make_administrator;
mod rotate_keys;

use std::error::Error;

use clap::{Arg, ArgMatches, Command};
use codevlive_store::{
    document::Collection,
    documents::account::{Account, email_key},
};

use crate::{
    commands::block_on,
    engines,
    settings::{Settings, raw::RawSettings},
};

/// The commands.
pub(super) fn cli() -> Command {
    let email = || {
        Arg::new("EMAIL")
            .required(true)
            .help("The account's address")
    };
    Command::new("admin")
        .about("Administrators, people, keys. On SQLite the server must not run meanwhile")
        .subcommand_required(true)
        .subcommand(
            Command::new("make-administrator")
                .about("Let a person see and mend the queue")
                .arg(email()),
        )
        .subcommand(
            Command::new("delete-person")
                .about("Delete an account; the server erases what belongs to it")
                .arg(email()),
        )
        .subcommand(
            Command::new("rotate-keys")
                .about("Replace the secret in DATA_DIR that signs tokens: everyone signs in anew"),
        )
}

/// Does what was asked.
pub(super) fn run(raw: &RawSettings, matches: &ArgMatches) -> Result<(), Box<dyn Error>> {
    let settings = Settings::validate(raw)?;
    let said = match matches.subcommand() {
        Some(("make-administrator", given)) => with_account(&settings, given, async |it| {
            make_administrator::run(it).await
        }),
        Some(("delete-person", given)) => {
            with_account(&settings, given, async |it| delete_person::run(it).await)
        }
        _ => block_on(rotate_keys::run(&settings))?,
    };
    say(&said?);
    Ok(())
}

/// An account that a command is about.
struct Named {
    accounts: Collection<Account>,
    account: Account,
}

fn with_account(
    settings: &Settings,
    given: &ArgMatches,
    work: impl AsyncFnOnce(Named) -> Result<String, Box<dyn Error>>,
) -> Result<String, Box<dyn Error>> {
    let email = given
        .get_one::<String>("EMAIL")
        .cloned()
        .unwrap_or_default();
    block_on(async {
        let store = engines::open_store(settings).await?;
        let accounts = Collection::<Account>::new(store.documents.clone());
        let found = accounts.find_one("email", &email_key(&email)).await?;
        let account = found.ok_or_else(|| format!("no account has the address {email}"))?;
        let named = Named {
            accounts,
            account: account.value,
        };
        work(named).await
    })?
}

#[expect(clippy::print_stdout, reason = "the command's output")]
fn say(what: &str) {
    println!("{what}");
}
