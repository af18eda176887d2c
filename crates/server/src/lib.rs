//! HTTP and socket handlers, authentication, errors. Thin: what a handler decides is how to ask the
//! crates below, and how to say their answer.

pub mod app;
pub mod auth;
mod client_address;
pub mod listener;
pub mod metrics;
pub mod openapi;
mod origin;
pub mod readiness;
mod services;
pub mod settings;
pub mod socket;

pub use services::Services;
