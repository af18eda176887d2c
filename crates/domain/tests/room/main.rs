//! The rules of a room, tested as rules: no server, no clock, no store.

mod admission;
mod asking;
mod audience;
mod cast;
mod expected;
mod focus;
mod history;
mod invitation;
mod lifecycle;
mod log;
mod nodes;
mod pads;
mod people;
mod problem;
mod random;
mod roles;
mod secrets;
mod signals;
mod texts;
mod view;
mod wire;
