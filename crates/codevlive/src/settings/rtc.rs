//! How browsers reach each other for video: servers of others, or one of our own.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    ops::RangeInclusive,
};

use codevlive_turn::settings::RELAY_PORTS;

use super::{SettingError, known::Setting, raw::RawSettings};

/// The shortest secret that nobody finds out from one credential that was signed with it.
const MIN_SECRET: usize = 16;

/// Ports below are the system's (RFC 6335, 6).
const FIRST_PORT: u16 = 1024;

/// How browsers reach each other for video. A process that serves no browsers has none, and needs no secret.
#[derive(Debug, Default)]
pub(crate) struct RtcSettings {
    /// STUN servers, beside the embedded one.
    pub(crate) stun: Vec<String>,
    /// Which TURN server there is, if any.
    pub(crate) turn: Option<TurnChoice>,
}

/// Which TURN server there is.
#[derive(Debug)]
pub(crate) enum TurnChoice {
    /// Somebody else's, such as coturn.
    External {
        /// Where.
        urls: Vec<String>,
        /// Shared with it.
        secret: String,
    },
    /// Our own.
    Embedded(EmbeddedTurn),
}

/// The embedded TURN server.
#[derive(Debug)]
pub(crate) struct EmbeddedTurn {
    pub(crate) listen: SocketAddr,
    pub(crate) public_address: Ipv4Addr,
    pub(crate) relay_ports: RangeInclusive<u16>,
    pub(crate) allow_private_peers: bool,
    /// None: it follows from the secret that signs tokens.
    pub(crate) secret: Option<String>,
}

impl RtcSettings {
    pub(super) fn validate(raw: &RawSettings) -> Result<Self, SettingError> {
        let secret = secret(raw)?;
        let embedded = embedded(raw, secret.clone())?;
        let urls = urls(raw, Setting::TurnUrl, &["turn", "turns"])?;
        let turn = if urls.is_empty() {
            if secret.is_some() && embedded.is_none() {
                let problem = "needs TURN_URL or TURN_LISTEN";
                return Err(SettingError::new(Setting::TurnSecret, problem));
            }
            embedded.map(TurnChoice::Embedded)
        } else {
            let missing = || SettingError::new(Setting::TurnSecret, "is required with TURN_URL");
            let secret = secret.ok_or_else(missing)?;
            Some(TurnChoice::External { urls, secret })
        };
        Ok(Self {
            stun: urls_of_stun(raw)?,
            turn,
        })
    }
}

fn urls_of_stun(raw: &RawSettings) -> Result<Vec<String>, SettingError> {
    urls(raw, Setting::StunUrl, &["stun", "stuns"])
}

/// URLs as browsers take them (RFC 7064, RFC 7065): a wrong one would end each call with an exception there.
fn urls(
    raw: &RawSettings,
    setting: Setting,
    schemes: &[&str],
) -> Result<Vec<String>, SettingError> {
    let list = raw.get(setting).unwrap_or_default().split(',');
    let given = list.map(str::trim).filter(|url| !url.is_empty());
    let check = |url: &str| {
        if is_url(url, schemes) {
            return Ok(url.to_owned());
        }
        let scheme = schemes.join("` or `");
        let problem = format!("`{url}` is not of the form `{scheme}`, `:`, host, perhaps `:port`");
        Err(SettingError::new(setting, problem))
    };
    given.map(check).collect()
}

fn is_url(url: &str, schemes: &[&str]) -> bool {
    let Some((scheme, rest)) = url.split_once(':') else {
        return false;
    };
    let (place, transport) = rest.split_once('?').unwrap_or((rest, "transport=udp"));
    let is_turn = scheme.starts_with("turn") || !rest.contains('?');
    let port = place.rsplit_once(':').filter(|_| !place.ends_with(']'));
    let (host, port) = port.unwrap_or((place, "1"));
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    let named = !host.is_empty() && host.chars().all(plain);
    let numbered = host.starts_with('[') && bare.parse::<std::net::Ipv6Addr>().is_ok();
    schemes.contains(&scheme)
        && is_turn
        && matches!(transport, "transport=udp" | "transport=tcp")
        && (named || numbered)
        && port.parse::<u16>().is_ok_and(|port| port > 0)
}

fn secret(raw: &RawSettings) -> Result<Option<String>, SettingError> {
    let secret = raw.get(Setting::TurnSecret);
    if let Some(short) = secret.filter(|secret| secret.len() < MIN_SECRET) {
        let length = short.len();
        let problem = format!("has {length} bytes, at least {MIN_SECRET} are needed");
        return Err(SettingError::new(Setting::TurnSecret, problem));
    }
    Ok(secret.map(ToOwned::to_owned))
}

fn embedded(
    raw: &RawSettings,
    secret: Option<String>,
) -> Result<Option<EmbeddedTurn>, SettingError> {
    let Some(listen) = raw.parse::<SocketAddr>(Setting::TurnListen)? else {
        let parts = [
            Setting::TurnPublicAddress,
            Setting::TurnRelayPorts,
            Setting::TurnAllowPrivatePeers,
        ];
        let without = parts.into_iter().find(|part| raw.get(*part).is_some());
        let refused = without.map(|part| SettingError::new(part, "needs TURN_LISTEN"));
        return refused.map_or(Ok(None), Err);
    };
    Ok(Some(EmbeddedTurn {
        listen,
        public_address: public_address(raw, listen.ip())?,
        relay_ports: relay_ports(raw)?,
        allow_private_peers: raw.switch(Setting::TurnAllowPrivatePeers, false)?,
        secret,
    }))
}

fn public_address(raw: &RawSettings, listen: IpAddr) -> Result<Ipv4Addr, SettingError> {
    let setting = Setting::TurnPublicAddress;
    let address = match (raw.parse::<Ipv4Addr>(setting)?, listen) {
        (Some(given), _) => given,
        (None, IpAddr::V4(listen)) if !listen.is_unspecified() => listen,
        _ => {
            let problem = format!("is required, since TURN_LISTEN is at {listen}");
            return Err(SettingError::new(setting, problem));
        }
    };
    if address.is_unspecified() || address.is_multicast() || address.is_broadcast() {
        let problem = format!("`{address}` is no address that a browser could reach");
        return Err(SettingError::new(setting, problem));
    }
    Ok(address)
}

fn relay_ports(raw: &RawSettings) -> Result<RangeInclusive<u16>, SettingError> {
    let Some(text) = raw.get(Setting::TurnRelayPorts) else {
        return Ok(RELAY_PORTS);
    };
    let parsed = text.split_once('-').and_then(|(first, last)| {
        let ports = first.trim().parse::<u16>().ok()?..=last.trim().parse().ok()?;
        (*ports.start() >= FIRST_PORT && !ports.is_empty()).then_some(ports)
    });
    parsed.ok_or_else(|| {
        let problem = format!("`{text}` is no range such as 49152-65535, from {FIRST_PORT} on");
        SettingError::new(Setting::TurnRelayPorts, problem)
    })
}

#[cfg(test)]
mod tests;
