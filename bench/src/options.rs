//! What whoever runs the bench may say.

use std::path::PathBuf;

use clap::Parser;

use crate::{samples::Part, server::Kind};

/// Puts CoDevLive and its peers under the same loads and compares them.
#[derive(Clone, Debug, Parser)]
#[command(name = "codevlive-bench")]
pub(crate) struct Options {
    /// The server's release binary
    #[arg(
        long,
        env = "CODEVLIVE_BIN",
        default_value = "target/release/codevlive"
    )]
    pub(crate) server: PathBuf,
    /// The release build of the queue's example `noop_jobs`
    #[arg(long, default_value = "target/release/examples/noop_jobs")]
    pub(crate) jobs: PathBuf,
    /// The folder of the peers, their packages installed
    #[arg(long, default_value = "bench/peers")]
    pub(crate) peers: PathBuf,
    /// Where the servers' data goes meanwhile: on a real disk, or a sync costs nothing
    #[arg(long, default_value = "target")]
    pub(crate) scratch: PathBuf,
    /// Rounds of all loads; the table has the median of each figure
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=50))]
    pub(crate) rounds: u32,
    /// One round of short loads, to see that everything works; judges no target
    #[arg(long)]
    pub(crate) quick: bool,
    /// Hold 18,000 idle connections instead of 5,000
    #[arg(long)]
    pub(crate) full: bool,
    /// A MongoDB server for tests; without it, CoDevLive has no row of several nodes
    #[arg(long, env = "TEST_MONGO_URI", hide_env_values = true)]
    pub(crate) mongo: Option<String>,
    /// Only these loads
    #[arg(long, value_delimiter = ',', default_values_t = Part::ALL)]
    pub(crate) loads: Vec<Part>,
    /// Only these servers
    #[arg(long, value_delimiter = ',', default_values_t = Kind::ALL)]
    pub(crate) servers: Vec<Kind>,
    /// Also writes every single figure to this file
    #[arg(long)]
    pub(crate) json: Option<PathBuf>,
}
