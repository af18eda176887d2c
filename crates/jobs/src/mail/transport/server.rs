//! Which mail server, and how it is spoken to.

use std::{fmt, str::FromStr};

use lettre::transport::smtp::{
    SMTP_PORT, SUBMISSION_PORT, SUBMISSIONS_PORT, authentication::Credentials,
    client::TlsParameters, extension::ClientId,
};
use percent_encoding::percent_decode_str;
use url::{Host, Url};

/// A mail server. Shown without its password.
#[derive(Clone)]
pub struct SmtpServer {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) tls: Tls,
    pub(super) hello: ClientId,
    pub(super) credentials: Option<Credentials>,
}

/// When a connection is encrypted.
#[derive(Clone)]
pub(super) enum Tls {
    /// Never.
    None,
    /// If the server offers it.
    Opportunistic(TlsParameters),
    /// After a first word in the clear, or there is no connection.
    Required(TlsParameters),
    /// From the first byte on.
    Implicit(TlsParameters),
}

/// A text that names no mail server. It is not in the message: it may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not of the form smtp://user:password@host:port, smtps://…, or smtp://…?tls=required")]
pub struct NotAServer;

impl SmtpServer {
    /// The server of a mail account: encrypted from the first byte on, as those of Gmail and others are.
    pub fn of_account(host: &str, user: &str, password: &str) -> Result<Self, NotAServer> {
        let host = Host::parse(host).map_err(|_| NotAServer)?.to_string();
        Ok(Self {
            port: SUBMISSIONS_PORT,
            tls: Tls::Implicit(parameters(&host)?),
            hello: ClientId::default(),
            credentials: Some(Credentials::new(user.to_owned(), password.to_owned())),
            host,
        })
    }
}

/// The form that lettre has for such URLs: the path is the name in EHLO, `tls` is `required` or `opportunistic`.
impl FromStr for SmtpServer {
    type Err = NotAServer;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = Url::parse(text).map_err(|_| NotAServer)?;
        let host = url
            .host_str()
            .filter(|host| !host.is_empty())
            .ok_or(NotAServer)?;
        let (tls, port) = tls(&url, host)?;
        Ok(Self {
            host: host.to_owned(),
            port: url.port().unwrap_or(port),
            tls,
            hello: hello(&url)?,
            credentials: credentials(&url)?,
        })
    }
}

impl fmt::Display for SmtpServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

impl fmt::Debug for SmtpServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SmtpServer({self})")
    }
}

fn tls(url: &Url, host: &str) -> Result<(Tls, u16), NotAServer> {
    let mut asked = None;
    for (name, value) in url.query_pairs() {
        // What is not understood is no wish to leave out: it may be one for encryption.
        match (&*name, asked) {
            ("tls", None) => asked = Some(value.into_owned()),
            _ => return Err(NotAServer),
        }
    }
    match (url.scheme(), asked.as_deref()) {
        ("smtps", None) => Ok((Tls::Implicit(parameters(host)?), SUBMISSIONS_PORT)),
        ("smtp", None) => Ok((Tls::None, SMTP_PORT)),
        ("smtp", Some("required")) => Ok((Tls::Required(parameters(host)?), SUBMISSION_PORT)),
        ("smtp", Some("opportunistic")) => {
            Ok((Tls::Opportunistic(parameters(host)?), SUBMISSION_PORT))
        }
        _ => Err(NotAServer),
    }
}

fn parameters(host: &str) -> Result<TlsParameters, NotAServer> {
    TlsParameters::new(host.to_owned()).map_err(|_| NotAServer)
}

fn hello(url: &Url) -> Result<ClientId, NotAServer> {
    match url.path().trim_matches('/') {
        "" => Ok(ClientId::default()),
        name => match Host::parse(name) {
            Ok(host) => Ok(ClientId::Domain(host.to_string())),
            Err(_) => Err(NotAServer),
        },
    }
}

fn credentials(url: &Url) -> Result<Option<Credentials>, NotAServer> {
    let decode = |text: &str| {
        let text = percent_decode_str(text).decode_utf8();
        text.map(std::borrow::Cow::into_owned)
            .map_err(|_| NotAServer)
    };
    match (decode(url.username())?, url.password()) {
        (user, Some(password)) if !user.is_empty() => {
            Ok(Some(Credentials::new(user, decode(password)?)))
        }
        (user, None) if user.is_empty() => Ok(None),
        _ => Err(NotAServer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let server: SmtpServer = text.parse().unwrap();
        let tls = match server.tls {
            Tls::None => "plain",
            Tls::Opportunistic(_) => "opportunistic",
            Tls::Required(_) => "required",
            Tls::Implicit(_) => "implicit",
        };
        let known = if server.credentials.is_some() {
            "known"
        } else {
            "anonymous"
        };
        format!("{server} {tls} {known}")
    }

    #[test]
    fn a_url_says_how_the_server_is_spoken_to() {
        for (url, server) in [
            ("smtp://mail.example", "mail.example:25 plain anonymous"),
            ("smtp://127.0.0.1:2525", "127.0.0.1:2525 plain anonymous"),
            (
                "smtp://mail.example?tls=required",
                "mail.example:587 required anonymous",
            ),
            (
                "smtp://me:pass@mail.example/?tls=opportunistic",
                "mail.example:587 opportunistic known",
            ),
            (
                "smtps://me%40here:p%2Fs@mail.example",
                "mail.example:465 implicit known",
            ),
            (
                "smtps://me:pass@mail.example:4650/code.example",
                "mail.example:4650 implicit known",
            ),
        ] {
            assert_eq!(read(url), server, "{url}");
        }
    }

    #[test]
    fn a_password_is_read_as_it_was_meant() {
        let server: SmtpServer = "smtps://me%40here:p%2Fs@mail.example".parse().unwrap();
        let meant = Credentials::new("me@here".to_owned(), "p/s".to_owned());
        assert_eq!(server.credentials, Some(meant));
    }

    #[test]
    fn what_names_no_server_is_refused() {
        for text in [
            "",
            "mail.example",
            "http://mail.example",
            "smtp://",
            "smtp://me@mail.example",
            "smtp://:pass@mail.example",
            "smtp://mail.example?tls=yes",
            "smtp://mail.example?ssl=required",
            "smtps://mail.example/a b",
            "smtp://mail.example:x",
        ] {
            assert!(text.parse::<SmtpServer>().is_err(), "{text}");
        }
        for host in ["", "a b", "mail.example:465", "smtp://mail.example"] {
            assert!(
                SmtpServer::of_account(host, "me", "pass").is_err(),
                "{host}"
            );
        }
    }

    #[test]
    fn a_password_is_not_shown() {
        let server: SmtpServer = "smtps://me:hidden@mail.example".parse().unwrap();
        assert_eq!(
            format!("{server:?} {server}"),
            "SmtpServer(mail.example:465) mail.example:465"
        );
        assert!(!NotAServer.to_string().contains("hidden"));
    }
}
