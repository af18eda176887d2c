//! Where each setting comes from: a flag, the environment, `.env`, or nowhere.

use std::{collections::BTreeMap, env, fmt, io, str::FromStr};

use clap::ArgMatches;

use super::{SettingError, known::Setting};

/// Where a value came from; the stronger one hides the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// `--name value`.
    Flag,
    /// An environment variable.
    Environment,
    /// The file `.env` in the folder the program was started in.
    DotEnv,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Flag => "flag",
            Self::Environment => "environment",
            Self::DotEnv => ".env",
        })
    }
}

/// The values that are set, unchecked.
#[derive(Debug, Default)]
pub(crate) struct RawSettings(BTreeMap<Setting, (String, Source)>);

impl RawSettings {
    /// Gathers flags, environment and `.env`, in that order of strength. An empty value is no value.
    pub(crate) fn gather(matches: &ArgMatches) -> Result<Self, SettingError> {
        let dot_env = read_dot_env()?;
        let mut found = BTreeMap::new();
        for &setting in Setting::ALL {
            let flag = matches.get_one::<String>(setting.name()).cloned();
            let candidates = [
                (flag, Source::Flag),
                (env::var(setting.name()).ok(), Source::Environment),
                (dot_env.get(setting.name()).cloned(), Source::DotEnv),
            ];
            let given = candidates.into_iter().find_map(|(value, source)| {
                value
                    .filter(|value| !value.is_empty())
                    .map(|value| (value, source))
            });
            if let Some(value) = given {
                found.insert(setting, value);
            }
        }
        Ok(Self(found))
    }

    /// A value, if it is set.
    pub(crate) fn get(&self, setting: Setting) -> Option<&str> {
        self.0.get(&setting).map(|(value, _)| value.as_str())
    }

    /// Where a value came from, if it is set.
    pub(crate) fn source(&self, setting: Setting) -> Option<Source> {
        self.0.get(&setting).map(|(_, source)| *source)
    }

    /// A value of some type, if it is set.
    pub(crate) fn parse<T>(&self, setting: Setting) -> Result<Option<T>, SettingError>
    where
        T: FromStr<Err: fmt::Display>,
    {
        let parse = |value: &str| {
            value
                .parse()
                .map_err(|error| SettingError::new(setting, format!("`{value}`: {error}")))
        };
        self.get(setting).map(parse).transpose()
    }

    /// Whether something is on.
    pub(crate) fn switch(&self, setting: Setting, default: bool) -> Result<bool, SettingError> {
        match self.get(setting) {
            None => Ok(default),
            Some("on") => Ok(true),
            Some("off") => Ok(false),
            Some(other) => {
                let problem = format!("`{other}` is neither on nor off");
                Err(SettingError::new(setting, problem))
            }
        }
    }

    #[cfg(test)]
    pub(crate) fn of(values: &[(Setting, &str)]) -> Self {
        let entry = |&(setting, value): &(Setting, &str)| {
            (setting, (value.to_owned(), Source::Environment))
        };
        Self(values.iter().map(entry).collect())
    }
}

fn read_dot_env() -> Result<BTreeMap<String, String>, SettingError> {
    let unreadable = |error: &dyn fmt::Display| SettingError {
        setting: ".env",
        problem: format!("can't be read: {error}"),
    };
    match dotenvy::from_path_iter(".env") {
        Ok(lines) => lines
            .collect::<Result<_, _>>()
            .map_err(|error| unreadable(&error)),
        Err(dotenvy::Error::Io(error)) if error.kind() == io::ErrorKind::NotFound => {
            Ok(BTreeMap::new())
        }
        Err(error) => Err(unreadable(&error)),
    }
}
