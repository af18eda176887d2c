//! A load generator that puts CoDevLive and two peers side by side. See README.md beside this crate.

mod client;
mod cores;
mod failure;
mod idle;
mod jobs;
mod keystroke;
mod lib0;
mod load;
mod opening;
mod options;
mod process;
mod rounds;
mod samples;
mod second_node;
mod server;
mod table;
mod targets;

use std::{fs, process::ExitCode};

use clap::Parser;
use serde_json::json;

use crate::{
    cores::Cores,
    failure::Result,
    options::Options,
    samples::Samples,
    server::Site,
    targets::{TARGETS, Verdict},
};

fn main() -> ExitCode {
    match bench(&Options::parse()) {
        Ok(code) => code,
        Err(failure) => {
            tell(&format!("codevlive-bench: {failure}"));
            ExitCode::FAILURE
        }
    }
}

fn bench(options: &Options) -> Result<ExitCode> {
    cores::raise_open_files()?;
    let cores = Cores::divide()?;
    if !cores.are_apart() {
        tell("There is one core for server and load: expect little of the figures.");
    }
    let site = Site {
        binary: options.server.clone(),
        peers: options.peers.clone(),
        jobs: options.jobs.clone(),
        scratch: options.scratch.clone(),
        mongo: options.mongo.clone(),
        cores,
    };
    // One thread: the load has one core.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let samples = runtime.block_on(rounds::run(options, &site, tell))?;
    print(&table::table(&samples));
    if let Some(file) = &options.json {
        fs::write(file, serde_json::to_string_pretty(&every_figure(&samples))?)?;
    }
    Ok(judge(options, &samples))
}

/// Fails where a "must" is missed. A short run judges no more than that nothing is lost.
fn judge(options: &Options, samples: &Samples) -> ExitCode {
    let missed = TARGETS
        .iter()
        .filter(|target| !options.quick || target.must == 0.0);
    let missed = missed
        .filter(|target| target.verdict(samples) == Some(Verdict::Missed))
        .count();
    if missed == 0 {
        return ExitCode::SUCCESS;
    }
    tell(&format!("{missed} targets that must be met are not."));
    ExitCode::FAILURE
}

fn every_figure(samples: &Samples) -> serde_json::Value {
    samples
        .iter()
        .map(|((load, figure, server), rounds)| {
            json!({"load": load, "figure": figure, "server": server, "rounds": rounds})
        })
        .collect()
}

#[expect(clippy::print_stdout, reason = "the table is what this program is for")]
fn print(table: &str) {
    println!("\n{table}");
}

#[expect(
    clippy::print_stderr,
    reason = "a run takes minutes: say how far it is"
)]
fn tell(what: &str) {
    eprintln!("{what}");
}
