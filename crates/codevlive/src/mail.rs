//! How this installation sends mail.

use std::{path::PathBuf, sync::Arc};

use codevlive_domain::clock::Clock;
use codevlive_jobs::{
    mail::{
        MailSettings, Mailer,
        links::Links,
        mailer::Mailbox,
        transport::{Transport, outbox::Outbox, smtp::Smtp},
    },
    signed_link::SignedLinks,
};
use codevlive_server::settings::PublicUrl;

use crate::settings::{SettingError, Settings, known::Setting};

/// What sends mails: to the mail server, or into `DATA_DIR`. Connects to nothing yet.
pub(crate) fn mailer(
    settings: &Settings,
    public_url: &PublicUrl,
    links: SignedLinks,
    clock: Arc<dyn Clock>,
) -> Result<Mailer, SettingError> {
    let mail = MailSettings {
        public_url: public_url.as_str().to_owned(),
        from: sender(settings, public_url, &links)?,
    };
    let transport = if let Some(server) = &settings.mail.server {
        tracing::info!(mail.server = %server, "mails go to a mail server");
        Transport::Smtp(Smtp::new(server.clone()))
    } else {
        let folder = outbox(settings);
        tracing::info!(mail.folder = %folder.display(), "mails are written to a folder: no mail server is set");
        Transport::Outbox(Outbox::new(folder))
    };
    Ok(Mailer::new(mail, transport, links, clock))
}

/// Where mails are written that no server takes.
pub(crate) fn outbox(settings: &Settings) -> PathBuf {
    settings.data_dir.join("outbox")
}

fn sender(
    settings: &Settings,
    public_url: &PublicUrl,
    links: &SignedLinks,
) -> Result<Mailbox, SettingError> {
    if let Some(from) = &settings.mail.from {
        return Ok(from.clone());
    }
    let domain = Links::new(public_url.as_str(), links.clone()).domain();
    let address = format!("no-reply@{domain}");
    let address = address.parse().map_err(|_| {
        let problem = format!("is required, since `{address}` is no address");
        SettingError::new(Setting::EmailFrom, problem)
    })?;
    Ok(Mailbox::new(Some("CoDevLive".to_owned()), address))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::raw::RawSettings;

    fn sender_at(public_url: &str) -> String {
        let settings = Settings::validate(&RawSettings::default()).expect("valid");
        let links = SignedLinks::new(b"secret");
        let sender = sender(&settings, &public_url.parse().expect("a URL"), &links);
        sender.expect("there is one").to_string()
    }

    #[test]
    fn without_a_sender_it_is_no_reply_at_the_public_host() {
        for (url, sender) in [
            ("https://code.example", "CoDevLive <no-reply@code.example>"),
            ("http://localhost:5000", "CoDevLive <no-reply@localhost>"),
            ("http://192.0.2.7:5000", "CoDevLive <no-reply@[192.0.2.7]>"),
        ] {
            assert_eq!(sender_at(url), sender);
        }
    }
}
