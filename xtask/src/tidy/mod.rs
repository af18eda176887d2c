//! The checks that hold for the whole repository, each in a module of its own, without exceptions.

mod allow_attributes;
mod crate_edges;
mod drivers;
mod features;
mod names;
mod packages;
mod rust_functions;
mod script_functions;
mod script_outline;
mod sizes;
mod sources;
#[cfg(test)]
mod testing;

use std::fmt;
use std::path::Path;

use crate::Failure;
use sources::Source;

/// Longest function, in lines from its signature to its closing brace.
const LONGEST_FUNCTION: usize = 70;
/// Longest hand-written source file, in lines.
const LONGEST_FILE: usize = 600;

/// One place that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Violation {
    /// Path from the repository's root, with `/`.
    file: String,
    /// Counted from 1.
    line: usize,
    what: String,
}

impl Violation {
    fn new(file: &str, line: usize, what: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line,
            what: what.into(),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

/// What a run looked at and found.
pub(crate) struct Report {
    /// Number of files in the repository.
    pub(crate) files: usize,
    /// In the order of their places.
    pub(crate) violations: Vec<Violation>,
}

/// Runs every check on the repository at `root`.
pub(crate) fn run(root: &Path) -> Result<Report, Failure> {
    let paths = sources::list(root)?;
    let sources = sources::read(root, &paths)?;
    let packages = packages::load(root)?;
    let mut violations = names::check(&paths);
    violations.extend(sources.iter().filter_map(sizes::check));
    violations.extend(
        sources
            .iter()
            .filter(|source| source.is_rust())
            .flat_map(rust_checks),
    );
    for outline in script_outline::load(root, &sources)? {
        violations.extend(script_functions::check(&outline));
        violations.extend(features::check(&outline));
    }
    violations.extend(crate_edges::check(&packages));
    violations.extend(drivers::check(&packages));
    violations.sort();
    Ok(Report {
        files: paths.len(),
        violations,
    })
}

/// Checks of one Rust file that read its tokens.
fn rust_checks(source: &Source) -> Vec<Violation> {
    match source.text.parse::<proc_macro2::TokenStream>() {
        Ok(tokens) => {
            let mut violations = rust_functions::check(&source.path, tokens.clone());
            violations.extend(allow_attributes::check(&source.path, tokens));
            violations
        }
        Err(error) => {
            let line = error.span().start().line;
            vec![Violation::new(
                &source.path,
                line,
                "is not Rust that can be read",
            )]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_violation_reads_like_a_compilers_message() {
        let violation = Violation::new("web/src/a.ts", 7, "is wrong");
        assert_eq!(violation.to_string(), "web/src/a.ts:7: is wrong");
    }

    #[test]
    fn rust_that_cannot_be_read_is_a_violation() {
        let source = testing::source("crates/store/src/a.rs", "fn a() {\n  )\n");
        assert_eq!(rust_checks(&source).len(), 1);
    }
}
