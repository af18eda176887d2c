//! CoDevLive: live coding interviews on your own machine.
//!
//! The only place that knows which settings there are and which engine is in use.

mod clock;
mod commands;
mod engines;
mod logging;
mod mail;
mod settings;
mod turn;
mod work;

use std::process::ExitCode;

use settings::raw::RawSettings;

fn main() -> ExitCode {
    let matches = commands::cli().get_matches();
    let raw = match RawSettings::gather(&matches) {
        Ok(raw) => raw,
        Err(error) => return fail(&error),
    };
    match commands::run(&matches, &raw) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&*error),
    }
}

/// One clear line, whatever went wrong.
#[expect(
    clippy::print_stderr,
    reason = "the command line's answer, not a log line"
)]
fn fail(error: &dyn std::error::Error) -> ExitCode {
    eprintln!("codevlive: {error}");
    ExitCode::FAILURE
}
