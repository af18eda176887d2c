//! Only the store speaks to a database.

use super::Violation;
use super::packages::Package;

/// The one package that may use a database driver.
const STORE: &str = "codevlive-store";
const DRIVERS: &[&str] = &["rusqlite", "libsqlite3-sys", "sqlx", "mongodb"];

/// A violation for each database driver outside the store.
pub(super) fn check(packages: &[Package]) -> Vec<Violation> {
    let outside = packages.iter().filter(|package| package.name != STORE);
    outside.flat_map(check_package).collect()
}

fn check_package(package: &Package) -> impl Iterator<Item = Violation> {
    let drivers = package
        .dependencies
        .iter()
        .filter(|name| DRIVERS.contains(&name.as_str()));
    drivers.map(|driver| {
        let what = format!("{driver} belongs to {STORE} alone");
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
            "Cargo.toml:2: rusqlite belongs to codevlive-store alone"
        );
    }

    #[test]
    fn the_store_may_use_drivers() {
        assert_eq!(check(&[package(STORE)]), []);
    }
}
