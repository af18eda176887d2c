//! Settings: flags, environment and `.env` become validated values once, here.

mod firebase;
pub(crate) mod known;
pub(crate) mod mail;
pub(crate) mod raw;
pub(crate) mod roles;
pub(crate) mod rtc;
pub(crate) mod secret_file;

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use codevlive_live::redis::{NotARedisUrl, RedisAddress};
use codevlive_server::settings::{PublicUrl, firebase::FirebaseSettings};
use ipnet::IpNet;
use known::Setting;
use mail::MailSettings;
use raw::RawSettings;
use roles::Roles;
use rtc::RtcSettings;

/// A setting that can't be used; the message names it.
#[derive(Debug, thiserror::Error)]
#[error("{setting}: {problem}")]
pub(crate) struct SettingError {
    setting: &'static str,
    problem: String,
}

impl SettingError {
    pub(crate) fn new(setting: Setting, problem: impl std::fmt::Display) -> Self {
        Self {
            setting: setting.name(),
            problem: problem.to_string(),
        }
    }

    /// An address that can't be listened on; it is made of two settings.
    pub(crate) fn of_address(address: SocketAddr, error: &std::io::Error) -> Self {
        Self {
            setting: "LISTEN, PORT",
            problem: format!("{address}: {error}"),
        }
    }
}

/// What the server runs with.
#[derive(Debug)]
pub(crate) struct Settings {
    /// Where it listens.
    pub(crate) listen: SocketAddr,
    /// What people type into their browser, if it does not follow from `listen`.
    pub(crate) public_url: Option<PublicUrl>,
    /// SQLite, generated secrets, later recordings and outbox.
    pub(crate) data_dir: PathBuf,
    /// `MongoDB`; none is `SQLite` in `data_dir`.
    pub(crate) mongo_uri: Option<String>,
    /// Redis; none is one node, in-process.
    pub(crate) redis: Option<RedisAddress>,
    /// Given, or generated into `data_dir` when first needed.
    pub(crate) jwt_secret: Option<Vec<u8>>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub(crate) trusted_proxies: Vec<IpNet>,
    /// Off is for tests and benches on loopback.
    pub(crate) rate_limits: bool,
    /// What this process does.
    pub(crate) roles: Roles,
    /// The project through which people sign in with Google and GitHub, if they may.
    pub(crate) firebase: Option<FirebaseSettings>,
    /// How mails leave, and in whose name.
    pub(crate) mail: MailSettings,
    /// How browsers reach each other for video.
    pub(crate) rtc: RtcSettings,
    /// Where Prometheus scrapes, if anywhere.
    pub(crate) metrics_listen: Option<SocketAddr>,
}

impl Settings {
    /// Checks every setting; the first wrong one ends it.
    pub(crate) fn validate(raw: &RawSettings) -> Result<Self, SettingError> {
        refuse_engines_that_are_not_there(raw)?;
        let ip: IpAddr = raw
            .parse(Setting::Listen)?
            .unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
        let port: u16 = raw.parse(Setting::Port)?.unwrap_or(5000);
        let rate_limits = rate_limits(raw, ip)?;
        let roles: Roles = raw.parse(Setting::Roles)?.unwrap_or_default();
        Ok(Self {
            listen: SocketAddr::new(ip, port),
            public_url: raw.parse(Setting::PublicUrl)?,
            data_dir: raw.get(Setting::DataDir).unwrap_or("./data").into(),
            mongo_uri: raw.get(Setting::MongoUri).map(str::to_owned),
            redis: redis(raw)?,
            jwt_secret: jwt_secret(raw)?,
            trusted_proxies: trusted_proxies(raw)?,
            rate_limits,
            roles,
            firebase: firebase::firebase(raw, ip)?,
            mail: MailSettings::validate(raw)?,
            rtc: if roles.web {
                RtcSettings::validate(raw)?
            } else {
                RtcSettings::default()
            },
            metrics_listen: metrics_listen(raw)?,
        })
    }

    /// The address people use, once the port is known.
    pub(crate) fn public_url(&self, bound: SocketAddr) -> Result<PublicUrl, SettingError> {
        if let Some(given) = &self.public_url {
            return Ok(given.clone());
        }
        let ip = bound.ip();
        let local = ip.is_loopback() || ip.is_unspecified();
        let host = if local {
            "localhost".to_owned()
        } else {
            host(ip)
        };
        let derived = format!("http://{host}:{}", bound.port()).parse();
        derived.map_err(|error| SettingError::new(Setting::PublicUrl, error))
    }
}

fn host(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    }
}

/// To write to a folder while the operator believes in S3 would scatter an installation.
fn refuse_engines_that_are_not_there(raw: &RawSettings) -> Result<(), SettingError> {
    match raw.get(Setting::ObjectStoreUrl) {
        Some(_) => Err(SettingError::new(
            Setting::ObjectStoreUrl,
            "not available in this version; unset it",
        )),
        None => Ok(()),
    }
}

/// `REDIS_URL`, or `REDIS_HOST` and `REDIS_PORT`.
fn redis(raw: &RawSettings) -> Result<Option<RedisAddress>, SettingError> {
    let port: u16 = raw.parse(Setting::RedisPort)?.unwrap_or(6379);
    let (setting, url) = match (raw.get(Setting::RedisUrl), raw.get(Setting::RedisHost)) {
        (Some(_), Some(_)) => {
            let problem = "is set beside REDIS_URL; unset one of them";
            return Err(SettingError::new(Setting::RedisHost, problem));
        }
        (Some(url), None) => (Setting::RedisUrl, url.to_owned()),
        (None, Some(host)) => (Setting::RedisHost, format!("redis://{host}:{port}")),
        (None, None) => return Ok(None),
    };
    let address = url.parse();
    address
        .map(Some)
        .map_err(|error: NotARedisUrl| SettingError::new(setting, error))
}

fn jwt_secret(raw: &RawSettings) -> Result<Option<Vec<u8>>, SettingError> {
    match raw.get(Setting::JwtSecret) {
        None if raw.get(Setting::MongoUri).is_some() => Err(SettingError::new(
            Setting::JwtSecret,
            "is required with MONGO_URI: all nodes must sign with the same",
        )),
        Some(secret) if secret.len() < 32 => Err(SettingError::new(
            Setting::JwtSecret,
            format!("has {} bytes, at least 32 are needed", secret.len()),
        )),
        secret => Ok(secret.map(|secret| secret.as_bytes().to_vec())),
    }
}

fn trusted_proxies(raw: &RawSettings) -> Result<Vec<IpNet>, SettingError> {
    let list = raw.get(Setting::TrustedProxies).unwrap_or_default();
    let parse = |item: &str| {
        item.parse::<IpNet>()
            .or_else(|_| item.parse::<IpAddr>().map(IpNet::from))
            .map_err(|_| {
                SettingError::new(
                    Setting::TrustedProxies,
                    format!("`{item}` is neither an address nor a network such as 10.0.0.0/8"),
                )
            })
    };
    list.split(',')
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(parse)
        .collect()
}

fn rate_limits(raw: &RawSettings, listen: IpAddr) -> Result<bool, SettingError> {
    if raw.switch(Setting::RateLimits, true)? {
        return Ok(true);
    }
    if listen.is_loopback() {
        return Ok(false);
    }
    let problem = format!("`off` is accepted on a loopback listener only, and LISTEN is {listen}");
    Err(SettingError::new(Setting::RateLimits, problem))
}

fn metrics_listen(raw: &RawSettings) -> Result<Option<SocketAddr>, SettingError> {
    match raw.get(Setting::MetricsListen) {
        Some("off") => Ok(None),
        _ => Ok(Some(raw.parse(Setting::MetricsListen)?.unwrap_or_else(
            || SocketAddr::from((Ipv4Addr::LOCALHOST, 9464)),
        ))),
    }
}

#[cfg(test)]
mod tests;
