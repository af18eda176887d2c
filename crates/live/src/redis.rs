//! Where Redis is, and how to get to it: by address, or by asking Sentinels who the master is.

pub mod allowances;

use std::{fmt, time::Duration};

use redis::{
    Client, ConnectionAddr, ConnectionInfo, IntoConnectionInfo, RedisResult, TlsMode,
    aio::{MultiplexedConnection, PubSub},
    sentinel::{SentinelClient, SentinelClientBuilder, SentinelServerType},
};
use url::Url;

/// How long it may take to be connected.
const CONNECT: Duration = Duration::from_secs(2);

/// The port of a Sentinel, where the URL names none.
const SENTINEL_PORT: u16 = 26_379;

/// A text that says not where Redis is. The text stays unsaid: a password may be in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "is not of the form redis://user:password@host:port/database, rediss://…, or \
     redis+sentinel://user:password@host:port,host:port/master-name/database"
)]
pub struct NotARedisUrl;

/// Where Redis is (`REDIS_URL`).
#[derive(Clone)]
pub struct RedisAddress(Place);

#[derive(Clone)]
enum Place {
    Server(Box<ConnectionInfo>),
    Sentinels(Sentinels),
}

#[derive(Clone)]
struct Sentinels {
    addresses: Vec<ConnectionAddr>,
    master: String,
    user: Option<String>,
    password: Option<String>,
    database: i64,
    /// Of the connection to the master.
    tls: bool,
}

impl std::str::FromStr for RedisAddress {
    type Err = NotARedisUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let place = match text.split_once("://") {
            Some(("redis+sentinel", rest)) => Sentinels::parse(rest, false).map(Place::Sentinels),
            Some(("rediss+sentinel", rest)) => Sentinels::parse(rest, true).map(Place::Sentinels),
            Some(("redis" | "rediss", _)) => {
                let server = text.into_connection_info().ok();
                server.map(|server| Place::Server(Box::new(server)))
            }
            _ => None,
        };
        place.map(Self).ok_or(NotARedisUrl)
    }
}

impl Sentinels {
    /// `user:password@host:port,host:port/master/database`. Only the first host has a place in a URL, so it
    /// is read as one with that host alone, and the others are read by themselves.
    fn parse(rest: &str, tls: bool) -> Option<Self> {
        let (authority, path) = rest.split_once('/')?;
        let (credentials, hosts) = authority.rsplit_once('@').unwrap_or(("", authority));
        let url = |host: &str| Url::parse(&format!("redis://{credentials}@{host}/{path}")).ok();
        let urls: Option<Vec<_>> = hosts.split(',').map(url).collect();
        let urls = urls?;
        let first = urls.first()?;
        let mut path = first.path_segments()?;
        let master = path.next().filter(|name| !name.is_empty())?.to_owned();
        let database = path.next().map_or(Ok(0), str::parse).ok()?;
        let decoded = |text: &str| Some(percent_decode(text)).filter(|text| !text.is_empty());
        let address = |url: &Url| {
            let port = url.port().unwrap_or(SENTINEL_PORT);
            Some(ConnectionAddr::Tcp(url.host_str()?.to_owned(), port))
        };
        Some(Self {
            addresses: urls.iter().map(address).collect::<Option<_>>()?,
            master,
            user: decoded(first.username()),
            password: first.password().and_then(decoded),
            database,
            tls,
        })
    }

    fn client(&self) -> RedisResult<SentinelClient> {
        let mut builder = SentinelClientBuilder::new(
            self.addresses.clone(),
            self.master.clone(),
            SentinelServerType::Master,
        )?
        .set_client_to_redis_db(self.database);
        if self.tls {
            builder = builder.set_client_to_redis_tls_mode(TlsMode::Secure);
        }
        if let Some(user) = &self.user {
            builder = builder.set_client_to_redis_username(user);
        }
        if let Some(password) = &self.password {
            builder = builder.set_client_to_redis_password(password);
        }
        builder.build()
    }
}

fn percent_decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8_lossy()
        .into_owned()
}

impl RedisAddress {
    /// The number of the database. Channels have no database, so names of channels carry it.
    pub(crate) fn database(&self) -> i64 {
        match &self.0 {
            Place::Server(server) => server.redis_settings().db(),
            Place::Sentinels(sentinels) => sentinels.database,
        }
    }

    async fn client(&self) -> RedisResult<Client> {
        match &self.0 {
            Place::Server(server) => Client::open(server.as_ref().clone()),
            // Asked anew each time: the master may be another one now.
            Place::Sentinels(sentinels) => sentinels.client()?.async_get_client().await,
        }
    }

    /// A connection for commands.
    pub async fn connect(&self) -> RedisResult<MultiplexedConnection> {
        let connect = async {
            self.client()
                .await?
                .get_multiplexed_async_connection()
                .await
        };
        in_time(connect).await
    }

    /// A connection to listen on.
    pub(crate) async fn listen(&self) -> RedisResult<PubSub> {
        let connect = async { self.client().await?.get_async_pubsub().await };
        in_time(connect).await
    }
}

async fn in_time<T>(connect: impl Future<Output = RedisResult<T>>) -> RedisResult<T> {
    match tokio::time::timeout(CONNECT, connect).await {
        Ok(connected) => connected,
        Err(_late) => Err(std::io::Error::from(std::io::ErrorKind::TimedOut).into()),
    }
}

/// Without what is secret.
impl fmt::Display for RedisAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Place::Server(server) => write!(formatter, "{}", server.addr()),
            Place::Sentinels(sentinels) => {
                write!(formatter, "{} of the Sentinels at", sentinels.master)?;
                let mut addresses = sentinels.addresses.iter();
                addresses.try_for_each(|address| write!(formatter, " {address}"))
            }
        }
    }
}

impl fmt::Debug for RedisAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "RedisAddress({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_and_sentinels_are_told_apart() {
        let shown = |text: &str| text.parse::<RedisAddress>().map(|found| found.to_string());
        assert_eq!(
            shown("redis://:secret@cache:6380/3").as_deref(),
            Ok("cache:6380")
        );
        assert_eq!(
            shown("redis+sentinel://app:s%40cret@one,two:26380/main/2").as_deref(),
            Ok("main of the Sentinels at one:26379 two:26380")
        );
        for wrong in [
            "",
            "cache:6379",
            "http://cache",
            "redis+sentinel://one,two",
            "redis+sentinel://one/",
            "redis+sentinel://one/main/x",
            "redis://cache/x",
        ] {
            assert_eq!(shown(wrong), Err(NotARedisUrl), "{wrong}");
        }
    }

    #[test]
    fn credentials_and_database_are_read() {
        let address: RedisAddress = "redis+sentinel://app:s%40cret@one/main/2".parse().unwrap();
        let Place::Sentinels(sentinels) = &address.0 else {
            panic!("sentinels")
        };
        assert_eq!(sentinels.user.as_deref(), Some("app"));
        assert_eq!(sentinels.password.as_deref(), Some("s@cret"));
        assert_eq!(address.database(), 2);
        assert!(
            !format!("{address:?}").contains("cret"),
            "secrets stay unsaid"
        );
    }
}
