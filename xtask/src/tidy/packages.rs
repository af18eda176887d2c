//! The workspace's packages and what each names as a dependency, as Cargo itself understands it.

use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use super::Violation;
use crate::Failure;

/// A package of this workspace.
#[derive(Debug)]
pub(super) struct Package {
    pub(super) name: String,
    /// Path of its `Cargo.toml` from the repository's root.
    pub(super) manifest: String,
    /// Text of its `Cargo.toml`, to find the line that names a dependency.
    pub(super) text: String,
    /// Real names of what it depends on: of any kind, for any target, under any other name.
    pub(super) dependencies: Vec<String>,
}

impl Package {
    /// A violation at the line that names the dependency.
    pub(super) fn violation(&self, dependency: &str, what: impl Into<String>) -> Violation {
        let line = self.text.lines().position(|line| line.contains(dependency));
        Violation::new(&self.manifest, line.map_or(1, |line| line + 1), what)
    }
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Described>,
}

#[derive(Deserialize)]
struct Described {
    name: String,
    manifest_path: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
}

/// Asks Cargo for the packages of the workspace at `root`.
pub(super) fn load(root: &Path) -> Result<Vec<Package>, Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let arguments = [
        "metadata",
        "--no-deps",
        "--offline",
        "--format-version",
        "1",
    ];
    let output = Command::new(cargo)
        .args(arguments)
        .current_dir(root)
        .output()?;
    if !output.status.success() {
        return Err(format!(
            "cargo metadata: {}",
            String::from_utf8_lossy(&output.stderr)
        )
        .into());
    }
    let metadata: Metadata = serde_json::from_slice(&output.stdout)?;
    metadata
        .packages
        .into_iter()
        .map(|described| package(root, described))
        .collect()
}

fn package(root: &Path, described: Described) -> Result<Package, Failure> {
    let manifest = Path::new(&described.manifest_path);
    Ok(Package {
        text: std::fs::read_to_string(manifest)?,
        manifest: manifest.strip_prefix(root)?.to_string_lossy().into_owned(),
        dependencies: described
            .dependencies
            .into_iter()
            .map(|named| named.name)
            .collect(),
        name: described.name,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_tells_of_this_very_package() {
        let packages = load(&crate::root()).unwrap();
        let this = packages
            .iter()
            .find(|package| package.name == "xtask")
            .unwrap();
        assert_eq!(this.manifest, "xtask/Cargo.toml");
        // A dependency and a development dependency.
        for dependency in ["proc-macro2", "tempfile"] {
            assert!(this.dependencies.iter().any(|name| name == dependency));
        }
        let violation = this.violation("tempfile", "is here");
        assert!(
            this.text
                .lines()
                .nth(violation.line - 1)
                .unwrap()
                .contains("tempfile")
        );
    }
}
