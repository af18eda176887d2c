//! Which files the repository has, and the text of those that people write.

use std::path::Path;
use std::process::Command;

use crate::Failure;

/// Endings of the files that hold code.
const CODE: &[&str] = &[
    "rs", "ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs", "css", "sh",
];
const SCRIPT: &[&str] = &["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs"];
/// Files that `cargo xtask generate` writes.
const GENERATED: &[&str] = &["web/src/api/schema.d.ts"];

/// A hand-written source file.
#[derive(Debug)]
pub(super) struct Source {
    /// Path from the repository's root, with `/`.
    pub(super) path: String,
    pub(super) text: String,
}

impl Source {
    pub(super) fn is_rust(&self) -> bool {
        ending(&self.path) == "rs"
    }

    pub(super) fn is_script(&self) -> bool {
        SCRIPT.contains(&ending(&self.path))
    }
}

/// Paths of all files that are in the repository or would be added to it.
pub(super) fn list(root: &Path) -> Result<Vec<String>, Failure> {
    let arguments = [
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ];
    let output = Command::new("git")
        .args(arguments)
        .current_dir(root)
        .output()?;
    if !output.status.success() {
        return Err(format!("git ls-files: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let listed = String::from_utf8(output.stdout)?;
    let mut paths: Vec<String> = listed
        .split('\0')
        // A deleted file stays listed until its deletion is committed.
        .filter(|path| !path.is_empty() && root.join(path).is_file())
        .map(str::to_owned)
        .collect();
    paths.sort();
    paths.dedup();
    Ok(paths)
}

/// Reads those of `paths` that hold code written by hand.
pub(super) fn read(root: &Path, paths: &[String]) -> Result<Vec<Source>, Failure> {
    let hand_written = paths.iter().filter(|path| is_hand_written_code(path));
    hand_written
        .map(|path| match std::fs::read_to_string(root.join(path)) {
            Ok(text) => Ok(Source {
                path: path.clone(),
                text,
            }),
            Err(error) => Err(format!("{path}: {error}").into()),
        })
        .collect()
}

fn is_hand_written_code(path: &str) -> bool {
    // The script that people start has no ending.
    path == "dev" || (CODE.contains(&ending(path)) && !GENERATED.contains(&path))
}

fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_known_by_its_ending() {
        assert!(is_hand_written_code("crates/store/src/lib.rs"));
        assert!(is_hand_written_code("web/src/app/routes.tsx"));
        assert!(is_hand_written_code("dev"));
        assert!(!is_hand_written_code("docs/room.md"));
        assert!(!is_hand_written_code("docs/api/openapi.json"));
    }

    #[test]
    fn generated_files_are_left_out() {
        assert!(!is_hand_written_code("web/src/api/schema.d.ts"));
        assert!(is_hand_written_code("web/src/api/client.ts"));
    }

    #[test]
    fn ignored_files_are_not_listed() {
        let folder = tempfile::tempdir().unwrap();
        let git = |arguments: &[&str]| {
            let status = Command::new("git")
                .args(arguments)
                .current_dir(folder.path())
                .status();
            assert!(status.unwrap().success());
        };
        git(&["init", "--quiet"]);
        std::fs::write(folder.path().join(".gitignore"), "*.log\n").unwrap();
        std::fs::write(folder.path().join("new.rs"), "").unwrap();
        std::fs::write(folder.path().join("noise.log"), "").unwrap();
        assert_eq!(list(folder.path()).unwrap(), [".gitignore", "new.rs"]);
    }
}
