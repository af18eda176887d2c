//! The Firebase project: all of it, or none.

use std::net::IpAddr;

use codevlive_server::settings::firebase::FirebaseSettings;

use super::{SettingError, known::Setting, raw::RawSettings};

/// The project through which people sign in with Google and GitHub.
pub(super) fn firebase(
    raw: &RawSettings,
    listen: IpAddr,
) -> Result<Option<FirebaseSettings>, SettingError> {
    let all = [
        Setting::FirebaseProjectId,
        Setting::FirebaseApiKey,
        Setting::FirebaseAuthDomain,
        Setting::FirebaseAuthEmulatorHost,
    ];
    let Some(given) = all.into_iter().find(|setting| raw.get(*setting).is_some()) else {
        return Ok(None);
    };
    let project_id = required(raw, Setting::FirebaseProjectId, given)?;
    let api_key = required(raw, Setting::FirebaseApiKey, given)?;
    Ok(Some(FirebaseSettings {
        auth_domain: auth_domain(raw, &project_id)?,
        emulator: emulator(raw, &project_id, listen)?,
        project_id,
        api_key,
    }))
}

/// Ids and keys stand in URLs and headers: they have the characters that Google gives them, and no others.
fn required(raw: &RawSettings, setting: Setting, given: Setting) -> Result<String, SettingError> {
    let Some(value) = raw.get(setting) else {
        let problem = format!("is required with {}", given.name());
        return Err(SettingError::new(setting, problem));
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if value.len() <= 128 && value.chars().all(plain) {
        Ok(value.to_owned())
    } else {
        let problem = "has characters other than letters, digits, `-` and `_`, or more than 128";
        Err(SettingError::new(setting, problem))
    }
}

fn auth_domain(raw: &RawSettings, project_id: &str) -> Result<String, SettingError> {
    let setting = Setting::FirebaseAuthDomain;
    let Some(domain) = raw.get(setting) else {
        return Ok(format!("{project_id}.firebaseapp.com"));
    };
    if is_host(domain) {
        Ok(domain.to_ascii_lowercase())
    } else {
        let problem = format!("`{domain}` is not a host such as {project_id}.firebaseapp.com");
        Err(SettingError::new(setting, problem))
    }
}

/// Whoever can reach a server with the emulator is whom they say: so nobody may reach it from elsewhere, and it is
/// never a project that has people.
fn emulator(
    raw: &RawSettings,
    project_id: &str,
    listen: IpAddr,
) -> Result<Option<String>, SettingError> {
    let setting = Setting::FirebaseAuthEmulatorHost;
    let Some(host) = raw.get(setting) else {
        return Ok(None);
    };
    let refused = |problem: String| Err(SettingError::new(setting, problem));
    if !project_id.starts_with("demo-") {
        return refused(format!(
            "makes unsigned tokens good, so FIREBASE_PROJECT_ID must begin with `demo-`, and is {project_id}"
        ));
    }
    if !listen.is_loopback() {
        return refused(format!(
            "makes unsigned tokens good, so LISTEN must be a loopback address, and is {listen}"
        ));
    }
    let parts = host.rsplit_once(':');
    let fits = parts.is_some_and(|(host, port)| {
        is_host(host) && port.parse::<u16>().is_ok_and(|port| port > 0)
    });
    if fits {
        Ok(Some(host.to_owned()))
    } else {
        refused(format!("`{host}` is not of the form host:port"))
    }
}

/// The characters of a host name. Browsers get it in a header that says what pages may load.
fn is_host(text: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    text.len() <= 253 && text.split('.').all(label)
}
