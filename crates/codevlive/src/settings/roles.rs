//! What this process does (`CODEVLIVE_ROLES`).

use std::str::FromStr;

/// The roles of a process; at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Roles {
    /// Serves people.
    pub(crate) web: bool,
    /// Does jobs.
    pub(crate) worker: bool,
    /// Runs code.
    pub(crate) runner: bool,
}

impl Default for Roles {
    fn default() -> Self {
        Self {
            web: true,
            worker: true,
            runner: true,
        }
    }
}

impl FromStr for Roles {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut roles = Self {
            web: false,
            worker: false,
            runner: false,
        };
        for role in text.split(',').map(str::trim) {
            match role {
                "web" => roles.web = true,
                "worker" => roles.worker = true,
                "runner" => roles.runner = true,
                other => return Err(format!("`{other}` is not web, worker or runner")),
            }
        }
        Ok(roles)
    }
}
