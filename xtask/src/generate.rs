//! Writes what is derived from the Rust types: the OpenAPI document, and the web's types from it.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::Failure;

/// The OpenAPI document, from the repository's root.
const DOCUMENT: &str = "docs/api/openapi.json";
/// The web's types, from the repository's root.
const TYPES: &str = "web/src/api/schema.d.ts";
const TYPE_GENERATOR: &str = "web/node_modules/.bin/openapi-typescript";

/// A generated file: its path from the root and what should stand in it.
struct Generated {
    path: &'static str,
    text: String,
}

/// Writes the generated files.
pub(crate) fn write(root: &Path) -> Result<(), Failure> {
    for file in generate(root)? {
        let path = root.join(file.path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, file.text)?;
    }
    Ok(())
}

/// Fails, with their names, if generated files differ from what would be written now.
pub(crate) fn check(root: &Path) -> Result<(), Failure> {
    let stale = stale(root, &generate(root)?);
    if stale.is_empty() {
        return Ok(());
    }
    Err(format!(
        "{} not up to date: run `cargo xtask generate`",
        stale.join(" and ")
    )
    .into())
}

fn stale(root: &Path, files: &[Generated]) -> Vec<&'static str> {
    let differs = |file: &&Generated| {
        std::fs::read_to_string(root.join(file.path)).ok().as_ref() != Some(&file.text)
    };
    files.iter().filter(differs).map(|file| file.path).collect()
}

fn generate(root: &Path) -> Result<[Generated; 2], Failure> {
    let document = pretty(&output(server(root).arg("openapi").current_dir(root))?)?;
    let types = types(root, &document)?;
    Ok([
        Generated {
            path: DOCUMENT,
            text: document,
        },
        Generated {
            path: TYPES,
            text: types,
        },
    ])
}

/// The server's binary: the one that `./dev test` has built, or one that Cargo builds now.
fn server(root: &Path) -> Command {
    if let Some(binary) = std::env::var_os("CODEVLIVE_BIN") {
        return Command::new(root.join(PathBuf::from(binary)));
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["run", "--quiet", "--package", "codevlive", "--"]);
    command
}

/// Runs the type generator on the document.
fn types(root: &Path, document: &str) -> Result<String, Failure> {
    let input = root.join("target/openapi.json");
    std::fs::write(&input, document)?;
    let generator = root.join(TYPE_GENERATOR);
    if !generator.is_file() {
        return Err(format!("{TYPE_GENERATOR} is not installed: run `./dev check`").into());
    }
    let types = output(
        Command::new(generator)
            .arg(&input)
            .current_dir(root.join("web")),
    )?;
    Ok(String::from_utf8(types)?)
}

/// The standard output of a command that must succeed.
fn output(command: &mut Command) -> Result<Vec<u8>, Failure> {
    let output = command
        .output()
        .map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(format!(
        "{command:?} failed:\n{}",
        String::from_utf8_lossy(&output.stderr)
    )
    .into())
}

/// Indented, with sorted keys, so that a change shows as the lines that changed.
fn pretty(json: &[u8]) -> Result<String, Failure> {
    let mut value: Value = serde_json::from_slice(json)?;
    value.sort_all_objects();
    Ok(serde_json::to_string_pretty(&value)? + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_indented_and_sorted() {
        let text = pretty(br#"{"b":1,"a":{"d":[],"c":null}}"#).unwrap();
        assert_eq!(
            text,
            "{\n  \"a\": {\n    \"c\": null,\n    \"d\": []\n  },\n  \"b\": 1\n}\n"
        );
    }

    #[test]
    fn missing_and_changed_files_are_stale() {
        let root = tempfile::tempdir().unwrap();
        let files = [
            Generated {
                path: "a",
                text: "1".into(),
            },
            Generated {
                path: "b",
                text: "2".into(),
            },
        ];
        std::fs::write(root.path().join("a"), "1").unwrap();
        assert_eq!(stale(root.path(), &files), ["b"]);
        std::fs::write(root.path().join("b"), "2").unwrap();
        assert_eq!(stale(root.path(), &files), [""; 0]);
        std::fs::write(root.path().join("a"), "0").unwrap();
        assert_eq!(stale(root.path(), &files), ["a"]);
    }

    #[test]
    fn a_command_that_fails_is_an_error_with_its_words() {
        let error = output(Command::new("sh").args(["-c", "echo why >&2; exit 3"])).unwrap_err();
        assert!(error.to_string().contains("why"), "{error}");
    }
}
