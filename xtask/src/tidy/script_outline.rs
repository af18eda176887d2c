//! What scripts hold, found by a real parser that runs in Node (`xtask/scripts`).

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;

use super::sources::Source;
use crate::Failure;

const PARSER: &str = "xtask/scripts/outline.mjs";

/// What one script holds.
#[derive(Debug, Deserialize)]
pub(super) struct Outline {
    /// Path from the repository's root, with `/`.
    pub(super) path: String,
    /// Why it could not be parsed.
    pub(super) error: Option<String>,
    pub(super) functions: Vec<Function>,
    /// String literals that could name a file.
    pub(super) literals: Vec<Literal>,
}

/// A function of any form: declared, an expression, an arrow, a method.
#[derive(Debug, Deserialize)]
pub(super) struct Function {
    pub(super) name: String,
    pub(super) line: usize,
    pub(super) lines: usize,
}

/// A string and where it stands.
#[derive(Debug, Deserialize)]
pub(super) struct Literal {
    pub(super) line: usize,
    pub(super) value: String,
}

/// Outlines the scripts among `sources`.
pub(super) fn load(root: &Path, sources: &[Source]) -> Result<Vec<Outline>, Failure> {
    let scripts = sources.iter().filter(|source| source.is_script());
    let paths: Vec<&str> = scripts.map(|source| source.path.as_str()).collect();
    outline(root, &root.join(PARSER), &serde_json::to_vec(&paths)?)
}

fn outline(folder: &Path, parser: &Path, paths: &[u8]) -> Result<Vec<Outline>, Failure> {
    let mut node = Command::new("node")
        .arg(parser)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("node does not start ({error}); ./dev installs it"))?;
    // Taken, so that it is closed after the write: the parser reads to the end.
    let mut input = node.stdin.take().ok_or("node has no standard input")?;
    input.write_all(paths)?;
    drop(input);
    let output = node.wait_with_output()?;
    if !output.status.success() {
        return Err(format!("{PARSER} failed; is it installed (./dev check)?").into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline_of(name: &str, text: &str) -> Outline {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(name), text).unwrap();
        let paths = serde_json::to_vec(&[name]).unwrap();
        let parser = crate::root().join(PARSER);
        outline(folder.path(), &parser, &paths).unwrap().remove(0)
    }

    #[test]
    fn every_form_of_function_is_measured() {
        let text = "// ö, a letter of two bytes\nexport function Page() {\n  return <p>{'}'}</p>\n}\n\
                    const arrow = async () => {\n}\nclass A {\n  method() {}\n}\n";
        let found = outline_of("page.tsx", text);
        assert_eq!(found.error, None);
        let functions: Vec<_> = found
            .functions
            .iter()
            .map(|f| (f.name.as_str(), f.line, f.lines))
            .collect();
        assert_eq!(
            functions,
            [("Page", 2, 3), ("arrow", 5, 2), ("method", 8, 1)]
        );
    }

    #[test]
    fn imports_of_every_form_are_found() {
        let text = "import a from './a'\nexport * from '../b'\nconst c = await import('@/features/c')\n\
                    import type { D } from \"./d\"\nconst text = 'no path'\n";
        let found = outline_of("index.ts", text);
        let literals: Vec<_> = found
            .literals
            .iter()
            .map(|l| (l.line, l.value.as_str()))
            .collect();
        assert_eq!(
            literals,
            [(1, "./a"), (2, "../b"), (3, "@/features/c"), (4, "./d")]
        );
    }

    #[test]
    fn what_cannot_be_parsed_says_so() {
        assert!(outline_of("broken.ts", "function {").error.is_some());
    }
}
