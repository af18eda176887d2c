//! Structured logs on standard error: readable on a terminal, JSON anywhere else.

use std::io::IsTerminal;

use tracing_subscriber::{EnvFilter, filter::LevelFilter};

/// What is logged unless `RUST_LOG` says otherwise.
const DEFAULT_FILTER: &str = "info";

/// Libraries that write out what they carry, tokens included, if they are asked for everything.
const QUIET: [&str; 2] = ["tungstenite=debug", "tokio_tungstenite=debug"];

/// Starts logging for this process.
pub(crate) fn start() {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_unset| EnvFilter::new(DEFAULT_FILTER));
    let filter = if filter.max_level_hint() == Some(LevelFilter::TRACE) {
        let quiet = QUIET.iter().filter_map(|directive| directive.parse().ok());
        quiet.fold(filter, EnvFilter::add_directive)
    } else {
        filter
    };
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        subscriber.compact().init();
    } else {
        subscriber.json().flatten_event(true).init();
    }
}
