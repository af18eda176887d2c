//! No function of a script is longer than a screen, be it a component, a hook or a test.

use super::script_outline::Outline;
use super::{LONGEST_FUNCTION, Violation};

/// Violations of one script's functions; one that can't be parsed is a violation too.
pub(super) fn check(outline: &Outline) -> Vec<Violation> {
    let unread = outline
        .error
        .iter()
        .map(|error| Violation::new(&outline.path, 1, error.as_str()));
    let too_long = outline
        .functions
        .iter()
        .filter(|function| function.lines > LONGEST_FUNCTION);
    let too_long = too_long.map(|function| {
        let (name, lines) = (&function.name, function.lines);
        let what = format!("{name} has {lines} lines, the most is {LONGEST_FUNCTION}");
        Violation::new(&outline.path, function.line, what)
    });
    unread.chain(too_long).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::script_outline::Function;

    fn outline(error: Option<&str>, lines: usize) -> Outline {
        Outline {
            path: "a.tsx".to_owned(),
            error: error.map(str::to_owned),
            functions: vec![Function {
                name: "Page".to_owned(),
                line: 3,
                lines,
            }],
            literals: Vec::new(),
        }
    }

    #[test]
    fn seventy_lines_pass_and_seventy_one_do_not() {
        assert_eq!(check(&outline(None, 70)), []);
        let found = check(&outline(None, 71));
        assert_eq!(
            found[0].to_string(),
            "a.tsx:3: Page has 71 lines, the most is 70"
        );
    }

    #[test]
    fn a_script_that_cannot_be_parsed_is_a_violation() {
        let found = check(&outline(Some("Unexpected token"), 1));
        assert_eq!(found[0].to_string(), "a.tsx:1: Unexpected token");
    }
}
