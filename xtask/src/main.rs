//! Checks and generators of this repository.
//!
//! `cargo xtask tidy` finds what no compiler or linter finds: sizes, crate edges, names.
//! `cargo xtask generate [--check]` writes what is derived from the Rust types.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool answers on its terminal"
)]

mod generate;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What ends a command: said to the person at the terminal, never matched on.
type Failure = Box<dyn std::error::Error>;

const USAGE: &str = "usage: cargo xtask tidy | cargo xtask generate [--check]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments.as_slice() {
        ["tidy"] => tidy(&root()),
        ["generate"] => generate::write(&root()),
        ["generate", "--check"] => generate::check(&root()),
        _ => Err(USAGE.into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn tidy(root: &Path) -> Result<(), Failure> {
    let report = tidy::run(root)?;
    for violation in &report.violations {
        println!("{violation}");
    }
    match report.violations.len() {
        0 => {
            println!("tidy: {} files, nothing to say", report.files);
            Ok(())
        }
        found => Err(format!("{found} violations, and no exceptions").into()),
    }
}

/// The repository's root: the folder above this crate.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}
