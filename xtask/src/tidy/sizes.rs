//! No hand-written source file is too long to be read in one sitting.

use super::sources::Source;
use super::{LONGEST_FILE, Violation};

/// The violation, if the file is too long.
pub(super) fn check(source: &Source) -> Option<Violation> {
    let lines = source.text.lines().count();
    (lines > LONGEST_FILE).then(|| {
        let what = format!("has {lines} lines, the most is {LONGEST_FILE}");
        Violation::new(&source.path, LONGEST_FILE + 1, what)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::testing::source;

    #[test]
    fn the_longest_file_passes_and_one_line_more_does_not() {
        let longest = "x\n".repeat(LONGEST_FILE);
        assert_eq!(check(&source("a.css", &longest)), None);
        let violation = check(&source("a.css", &(longest + "x"))).unwrap();
        assert_eq!(
            violation.to_string(),
            "a.css:601: has 601 lines, the most is 600"
        );
    }
}
