//! TURN and STUN: credentials for any server that shares a secret with this one, and a small server of our own.
//!
//! [`credentials`] are those of "A REST API for access to TURN services", as coturn's `use-auth-secret` checks
//! them. [`server`] is the embedded server, over UDP. What the crate `turn` leaves open stands before and behind it
//! here: the `gate` authenticates each request and says who may have what, the [`guard`] says whom relays talk to,
//! and what they carry goes past the crate.

mod answer;
mod auth;
pub mod credentials;
mod datagrams;
mod front;
mod gate;
pub mod guard;
mod ledger;
mod meters;
mod nonce;
mod pace;
mod peers;
pub mod probe;
mod relay;
pub mod server;
pub mod settings;
#[cfg(test)]
mod test_clock;
mod volume;
mod wire;
