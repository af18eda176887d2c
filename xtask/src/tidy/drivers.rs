//! Only the store speaks to a database, and the queue to SQLite.

use super::Violation;
use super::packages::Package;

const STORE: &str = "codevlive-store";
const QUEUE: &str = "codevlive-queue";

/// Each driver, and the packages that may use it.
const DRIVERS: &[(&str, &[&str])] = &[
    ("rusqlite", &[STORE, QUEUE]),
    ("libsqlite3-sys", &[STORE]),
    ("sqlx", &[STORE]),
    ("mongodb", &[STORE]),
];

/// A violation for each database driver where it may not be.
pub(super) fn check(packages: &[Package]) -> Vec<Violation> {
    packages.iter().flat_map(check_package).collect()
}

fn check_package(package: &Package) -> impl Iterator<Item = Violation> {
    let misused = DRIVERS.iter().filter(|(driver, users)| {
        package.dependencies.iter().any(|name| name == driver)
            && !users.contains(&package.name.as_str())
    });
    misused.map(|(driver, users)| {
        let what = format!("{driver} belongs to {} alone", users.join(" and "));
        package.violation(driver, what)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str) -> Package {
        Package {
            name: name.to_owned(),
            manifest: "Cargo.toml".to_owned(),
            text: "[dev-dependencies]\nrusqlite = \"1\"".to_owned(),
            dependencies: vec!["serde".to_owned(), "rusqlite".to_owned()],
        }
    }

    #[test]
    fn a_driver_outside_the_store_is_found() {
        let found = check(&[package("codevlive-server")]);
        assert_eq!(
            found[0].to_string(),
            "Cargo.toml:2: rusqlite belongs to codevlive-store and codevlive-queue alone"
        );
    }

    #[test]
    fn the_store_and_the_queue_may_use_it() {
        assert_eq!(check(&[package(STORE), package(QUEUE)]), []);
    }
}
