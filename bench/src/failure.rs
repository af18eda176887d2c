//! What goes wrong in the bench is told to a person, and nothing else is done with it.

/// A sentence, or the error of a library.
pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

pub(crate) type Result<T> = std::result::Result<T, Failure>;
