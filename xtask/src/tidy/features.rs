//! Features of the web app never import each other: what two of them need lives beside them.

use super::Violation;
use super::script_outline::Outline;

const SOURCES: &str = "web/src/";
const FEATURES: &str = "web/src/features/";

/// A violation for each literal in a feature's file that names a file of another feature.
pub(super) fn check(outline: &Outline) -> Vec<Violation> {
    let Some(own) = feature_of(&outline.path) else {
        return Vec::new();
    };
    let named = outline.literals.iter().filter_map(|literal| {
        let other = feature_of(&resolve(&outline.path, &literal.value))?.to_owned();
        (other != own).then(|| {
            let what = format!("feature {own} may not import feature {other}");
            Violation::new(&outline.path, literal.line, what)
        })
    });
    named.collect()
}

/// The feature that a path lies in: the folder, or the file's name without its ending.
fn feature_of(path: &str) -> Option<&str> {
    path.strip_prefix(FEATURES)?.split(['/', '.']).next()
}

/// The path that an import names, seen from the file it stands in.
fn resolve(file: &str, import: &str) -> String {
    if !import.starts_with('.') {
        // The web's alias `@/`, or the path from its root; all else is a package.
        let roots = ["@/", "/src/", "src/"];
        let inside = roots.iter().find_map(|root| import.strip_prefix(root));
        return inside.map_or_else(|| import.to_owned(), |inside| format!("{SOURCES}{inside}"));
    }
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in import.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::script_outline::Literal;

    fn check_import(path: &str, import: &str) -> Vec<String> {
        let outline = Outline {
            path: path.to_owned(),
            error: None,
            functions: Vec::new(),
            literals: vec![Literal {
                line: 4,
                value: import.to_owned(),
            }],
        };
        check(&outline).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn another_feature_is_found_by_any_path() {
        let file = "web/src/features/room/people/list.tsx";
        for import in [
            "../../chat/say",
            "@/features/chat/say",
            "../../chat",
            "src/features/chat",
        ] {
            let found = check_import(file, import);
            let expected = format!("{file}:4: feature room may not import feature chat");
            assert_eq!(found, [expected], "{import}");
        }
    }

    #[test]
    fn its_own_files_and_those_beside_features_pass() {
        let file = "web/src/features/room/people/list.tsx";
        for import in [
            "./card",
            "../editor/pane",
            "../../../ui/card",
            "@/features/room/editor",
            ".",
        ] {
            assert_eq!(check_import(file, import), [""; 0], "{import}");
        }
    }

    #[test]
    fn packages_may_have_features_of_their_own() {
        let file = "web/src/features/room/editor/monaco.ts";
        assert_eq!(
            check_import(file, "monaco-editor/features/find/register.js"),
            [""; 0]
        );
    }

    #[test]
    fn the_app_may_import_features() {
        assert_eq!(
            check_import("web/src/app/routes.tsx", "../features/room/page"),
            [""; 0]
        );
    }
}
