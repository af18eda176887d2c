//! Mail: what is written, to whom, and how it leaves.

pub mod calendar;

pub mod letter;
pub mod links;
pub mod mailer;
pub mod message;
mod one_line;
pub mod samples;
mod templates;
mod times;
pub mod transport;
pub mod words;

pub use mailer::{MailSettings, Mailer};
