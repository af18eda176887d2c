//! What mails link to, that no page asks for.

pub(super) mod unsubscribe;
