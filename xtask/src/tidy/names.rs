//! Files and folders are named by what they are about.

use super::Violation;

/// Names that say nothing about what they hold.
const EMPTY_NAMES: &[&str] = &["utils", "util", "common", "helpers", "helper", "misc"];

/// A violation for each path that goes by an empty name somewhere.
pub(super) fn check(paths: &[String]) -> Vec<Violation> {
    paths.iter().filter_map(|path| check_path(path)).collect()
}

fn check_path(path: &str) -> Option<Violation> {
    let empty = path.split('/').find(|part| {
        let stem = part.split('.').next().unwrap_or(part);
        EMPTY_NAMES.contains(&stem.to_lowercase().as_str())
    })?;
    let what = format!("`{empty}` does not say what it is about");
    Some(Violation::new(path, 1, what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_names_are_found_in_files_and_folders() {
        for path in [
            "crates/store/tests/common/mod.rs",
            "web/src/Utils.test.ts",
            "e2e/helpers.mjs",
        ] {
            assert!(check_path(path).is_some(), "{path}");
        }
    }

    #[test]
    fn names_that_say_something_pass() {
        for path in [
            "web/src/ui/utility-bar.tsx",
            "crates/domain/src/room/commons.rs",
            "dev",
        ] {
            assert_eq!(check_path(path), None);
        }
    }
}
