//! How mails leave, and in whose name.

use codevlive_jobs::mail::{mailer::Mailbox, transport::server::SmtpServer};

use super::{SettingError, known::Setting, raw::RawSettings};

/// The server of an account of which only its name and password are given.
const HOST: &str = "smtp.gmail.com";

/// How mails leave, and in whose name.
#[derive(Debug)]
pub(crate) struct MailSettings {
    /// The mail server; none is a folder in `DATA_DIR`.
    pub(crate) server: Option<SmtpServer>,
    /// The sender, if it does not follow from the public URL.
    pub(crate) from: Option<Mailbox>,
}

impl MailSettings {
    pub(super) fn validate(raw: &RawSettings) -> Result<Self, SettingError> {
        Ok(Self {
            server: server(raw)?,
            from: from(raw)?,
        })
    }
}

/// `SMTP_URL`, or `EMAIL_USER`, `EMAIL_PASS` and `EMAIL_HOST`.
fn server(raw: &RawSettings) -> Result<Option<SmtpServer>, SettingError> {
    let account = [Setting::EmailUser, Setting::EmailPass, Setting::EmailHost];
    let given = account.into_iter().find(|part| raw.get(*part).is_some());
    match (raw.get(Setting::SmtpUrl), given) {
        (None, None) => Ok(None),
        (Some(url), None) => {
            // The value stays unsaid: a password may be in it.
            let server = url.parse();
            let server = server.map_err(|error| SettingError::new(Setting::SmtpUrl, error));
            Ok(Some(server?))
        }
        (None, Some(part)) => Ok(Some(account_server(raw, part)?)),
        (Some(_), Some(part)) => {
            let problem = "is set beside SMTP_URL; unset one of them";
            Err(SettingError::new(part, problem))
        }
    }
}

fn account_server(raw: &RawSettings, given: Setting) -> Result<SmtpServer, SettingError> {
    let (Some(user), Some(password)) = (raw.get(Setting::EmailUser), raw.get(Setting::EmailPass))
    else {
        let problem = "needs EMAIL_USER and EMAIL_PASS, both of them";
        return Err(SettingError::new(given, problem));
    };
    let host = raw.get(Setting::EmailHost).unwrap_or(HOST);
    SmtpServer::of_account(host, user, password)
        .map_err(|_| SettingError::new(Setting::EmailHost, format!("`{host}` is no host's name")))
}

/// `EMAIL_FROM`, or the account's own address.
fn from(raw: &RawSettings) -> Result<Option<Mailbox>, SettingError> {
    if let Some(from) = raw.parse(Setting::EmailFrom)? {
        return Ok(Some(from));
    }
    let Some(user) = raw.get(Setting::EmailUser) else {
        return Ok(None);
    };
    let address = user.parse().map_err(|_| {
        let problem = format!("is required, since EMAIL_USER is no address: `{user}`");
        SettingError::new(Setting::EmailFrom, problem)
    })?;
    Ok(Some(Mailbox::new(Some("CoDevLive".to_owned()), address)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: (Setting, &str) = (Setting::SmtpUrl, "smtp://127.0.0.1:2525");
    const USER: (Setting, &str) = (Setting::EmailUser, "me@example.org");
    const PASS: (Setting, &str) = (Setting::EmailPass, "hidden");

    fn read(values: &[(Setting, &str)]) -> (String, String) {
        let mail = MailSettings::validate(&RawSettings::of(values)).expect("valid");
        let server = mail.server.map(|server| server.to_string());
        let from = mail.from.map(|from| from.to_string());
        (server.unwrap_or_default(), from.unwrap_or_default())
    }

    fn refused(values: &[(Setting, &str)]) -> String {
        let refused = MailSettings::validate(&RawSettings::of(values)).expect_err("refused");
        refused.to_string()
    }

    #[test]
    fn the_server_is_given_by_url_or_by_account() {
        assert_eq!(read(&[]), (String::new(), String::new()));
        assert_eq!(read(&[URL]).0, "127.0.0.1:2525");
        let from = "CoDevLive <me@example.org>".to_owned();
        assert_eq!(read(&[USER, PASS]), ("smtp.gmail.com:465".to_owned(), from));
        let host = (Setting::EmailHost, "mail.example.org");
        assert_eq!(read(&[USER, PASS, host]).0, "mail.example.org:465");
    }

    #[test]
    fn the_sender_is_given_or_the_account() {
        let from = (Setting::EmailFrom, "Interviews <hi@example.org>");
        assert_eq!(read(&[URL, from]).1, "Interviews <hi@example.org>");
        assert_eq!(read(&[USER, PASS, from]).1, "Interviews <hi@example.org>");
        assert_eq!(read(&[URL]).1, "");
    }

    #[test]
    fn what_contradicts_itself_is_refused_by_name() {
        for (values, name) in [
            (&[URL, USER, PASS] as &[_], "EMAIL_USER: "),
            (&[URL, PASS], "EMAIL_PASS: "),
            (&[USER], "EMAIL_USER: "),
            (&[PASS], "EMAIL_PASS: "),
            (&[USER, PASS, (Setting::EmailHost, "a b")], "EMAIL_HOST: "),
            (&[(Setting::EmailUser, "me"), PASS], "EMAIL_FROM: "),
        ] {
            let line = refused(values);
            assert!(line.starts_with(name), "{line}");
            assert!(!line.contains("hidden"), "{line}");
        }
    }
}
