//! How this installation sends mail.

use std::sync::Arc;

use codevlive_domain::clock::Clock;
use codevlive_jobs::{
    mail::{
        MailSettings, Mailer,
        transport::{Transport, outbox::Outbox},
    },
    signed_link::SignedLinks,
};
use codevlive_server::settings::PublicUrl;

use crate::settings::{SettingError, Settings, known::Setting};

/// Sends by the mail server of the settings, or into `DATA_DIR/outbox`.
pub(crate) fn mailer(
    settings: &Settings,
    public_url: &PublicUrl,
    links: SignedLinks,
    clock: &Arc<dyn Clock>,
) -> Result<Mailer, SettingError> {
    let from = "CoDevLive <no-reply@localhost>".parse();
    let mail = MailSettings {
        public_url: public_url.as_str().to_owned(),
        from: from.map_err(|error| SettingError::new(Setting::EmailFrom, error))?,
    };
    let outbox = Outbox::new(settings.data_dir.join("outbox"));
    Ok(Mailer::new(
        mail,
        Transport::Outbox(outbox),
        links,
        Arc::clone(clock),
    ))
}
