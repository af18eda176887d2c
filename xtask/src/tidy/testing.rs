//! Inputs for the tests of the checks.

use super::sources::Source;

/// A source file that exists only in a test.
pub(super) fn source(path: &str, text: &str) -> Source {
    Source {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}
