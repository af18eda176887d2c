//! The HTTP calls, from the outside: a real server in the process, on a free port, on a temporary store.
//! Every answer of every test is checked against the OpenAPI document.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod accounts;
mod agendas;
mod callers;
mod contract;
mod crowd;
mod documented;
mod email_verification;
mod enumeration;
mod faults;
mod firebase;
mod guests;
mod harness;
mod headers;
mod ice_servers;
mod invitations;
mod limits;
mod lockout;
mod mails;
mod me_deletion;
mod me_invitations;
mod openapi;
mod pages;
mod password_reset;
mod previews;
mod problems;
mod roles;
mod rooms;
mod scorecards;
mod second_factor;
mod sessions;
mod shown;
mod timeline;
mod tokens;
mod unsubscribe;
