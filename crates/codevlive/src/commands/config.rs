//! `codevlive config`: what is in force, and where each value came from.

use std::error::Error;

use crate::settings::{
    Settings,
    known::Setting,
    raw::{RawSettings, Source},
};

/// Prints every setting, secrets masked; then fails if one of them is wrong.
pub(super) fn run(raw: &RawSettings) -> Result<(), Box<dyn Error>> {
    let settings = Settings::validate(raw);
    for &setting in Setting::ALL {
        match (setting, &settings) {
            (Setting::PublicUrl, Ok(settings)) if settings.public_url.is_none() => {
                print(&derived(settings));
            }
            _ => print(&line(raw, setting)),
        }
    }
    Ok(settings.map(drop)?)
}

/// The public URL where none is set; of a port that is yet to be found, there is none.
fn derived(settings: &Settings) -> String {
    let url = settings.public_url(settings.listen).ok();
    let url = url.filter(|_| settings.listen.port() != 0);
    let name = Setting::PublicUrl.name();
    let text = Setting::PublicUrl.default_text();
    match url {
        Some(url) => format!("{name}={}  (default, {text})", url.as_str()),
        None => format!("{name}={text}  (default)"),
    }
}

fn line(raw: &RawSettings, setting: Setting) -> String {
    let (value, source) = match raw.get(setting) {
        None => (setting.default_text(), "default".to_owned()),
        Some(_) if setting.is_secret() => ("********", source(raw, setting)),
        Some(value) => (value, source(raw, setting)),
    };
    let note = if raw.get(setting).is_some() && setting.has_no_effect_yet() {
        "; without effect in this version"
    } else {
        ""
    };
    format!("{}={value}  ({source}{note})", setting.name())
}

fn source(raw: &RawSettings, setting: Setting) -> String {
    raw.source(setting)
        .as_ref()
        .map(Source::to_string)
        .unwrap_or_default()
}

#[expect(clippy::print_stdout, reason = "the command's output")]
fn print(line: &str) {
    println!("{line}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_masked_and_sources_named() {
        let raw = RawSettings::of(&[
            (Setting::JwtSecret, "a-secret-that-nobody-may-see-ever"),
            (Setting::Port, "80"),
            (Setting::SmtpUrl, "smtp://u:p@host"),
            (Setting::OpenaiApiKey, "nobody"),
        ]);
        let secret = line(&raw, Setting::JwtSecret);
        assert_eq!(secret, "JWT_SECRET=********  (environment)");
        assert_eq!(line(&raw, Setting::Port), "PORT=80  (environment)");
        assert_eq!(line(&raw, Setting::Listen), "LISTEN=127.0.0.1  (default)");
        let mail = line(&raw, Setting::SmtpUrl);
        assert_eq!(mail, "SMTP_URL=********  (environment)");
        let model = line(&raw, Setting::OpenaiApiKey);
        assert_eq!(
            model,
            "OPENAI_API_KEY=********  (environment; without effect in this version)"
        );
    }
}
