//! Crates depend only as `docs/ARCHITECTURE.md` says.

use super::Violation;
use super::packages::Package;

/// Each crate of the product, and all that it may depend on. A development dependency is one too.
const EDGES: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("protocol", &["domain"]),
    ("store", &["domain"]),
    ("live", &["domain", "store"]),
    ("queue", &["domain"]),
    ("jobs", &["domain", "store", "queue"]),
    ("runner", &["domain", "queue"]),
    ("turn", &["domain"]),
    (
        "server",
        &[
            "domain", "protocol", "store", "live", "queue", "jobs", "runner", "turn",
        ],
    ),
    (
        "codevlive",
        &[
            "domain", "protocol", "store", "live", "queue", "jobs", "runner", "turn", "server",
        ],
    ),
    // Nothing builds on these. The first two see the product as its users do, the last hands its parts what
    // comes from outside.
    ("bench", &[]),
    ("xtask", &[]),
    ("fuzz", &["domain", "protocol", "store", "live"]),
];

/// A violation for each edge between packages of the workspace that is not in the list.
pub(super) fn check(packages: &[Package]) -> Vec<Violation> {
    let is_ours = |name: &&String| packages.iter().any(|package| package.name == **name);
    let mut violations = Vec::new();
    for package in packages {
        let from = short(&package.name);
        let Some((_, allowed)) = EDGES.iter().find(|(name, _)| *name == from) else {
            let what = format!("crate {from} is not in the list of crates and their edges");
            violations.push(package.violation("name", what));
            continue;
        };
        for dependency in package.dependencies.iter().filter(is_ours) {
            let to = short(dependency);
            // A crate may name itself, to have its own features in its tests.
            if to != from && !allowed.contains(&to) {
                let what = format!("{from} may not depend on {to}");
                violations.push(package.violation(dependency, what));
            }
        }
    }
    violations
}

fn short(name: &str) -> &str {
    name.strip_prefix("codevlive-").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, dependencies: &[&str]) -> Package {
        let dependencies: Vec<String> = dependencies.iter().copied().map(str::to_owned).collect();
        Package {
            name: name.to_owned(),
            manifest: format!("{name}/Cargo.toml"),
            text: format!("[package]\nname = \"{name}\"\n{}", dependencies.join("\n")),
            dependencies,
        }
    }

    fn check_all(packages: &[Package]) -> Vec<String> {
        check(packages).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn edges_of_the_list_pass() {
        let packages = [
            package("codevlive-domain", &["serde", "codevlive-domain"]),
            package("codevlive-store", &["codevlive-domain"]),
            package("codevlive-server", &["codevlive-store", "axum"]),
            package("codevlive", &["codevlive-server"]),
        ];
        assert_eq!(check_all(&packages), [""; 0]);
    }

    #[test]
    fn any_other_edge_is_named_with_its_line() {
        let packages = [
            package("codevlive-domain", &["serde", "codevlive-store"]),
            package("codevlive-store", &[]),
        ];
        let found = check_all(&packages);
        assert_eq!(
            found,
            ["codevlive-domain/Cargo.toml:4: domain may not depend on store"]
        );
    }

    #[test]
    fn nothing_depends_on_what_stands_outside() {
        for (outside, _) in EDGES
            .iter()
            .filter(|(name, _)| ["bench", "xtask"].contains(name))
        {
            let all = EDGES.iter().map(|(name, _)| package(name, &[outside]));
            assert_eq!(
                check_all(&all.collect::<Vec<_>>()).len(),
                EDGES.len() - 1,
                "{outside}"
            );
        }
    }

    #[test]
    fn a_new_crate_must_be_in_the_list() {
        let found = check_all(&[package("codevlive-extras", &[])]);
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("not in the list"), "{}", found[0]);
    }
}
