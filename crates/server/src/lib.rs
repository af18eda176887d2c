//! HTTP and socket handlers, authentication, errors. Thin: what a handler decides is how to ask the
//! crates below, and how to say their answer.

mod access_log;
mod app;
pub mod assets;
pub mod auth;
mod client_address;
mod http;
mod invited;
pub mod metrics;
pub mod notices;
pub mod openapi;
mod origin;
mod peer;
mod places;
mod planning;
mod rate_limit;
pub mod readiness;
mod scoring;
mod security_headers;
mod services;
pub mod serving;
pub mod settings;
pub mod socket;

pub use services::Services;
