//! Tries a TURN server as a browser would: are we let in, and is there a relay?

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use tokio::{
    net::{UdpSocket, lookup_host},
    time::timeout,
};
use turn::client::{Client, ClientConfig};
use webrtc_util::Conn;

use crate::credentials::Credentials;

/// How long the server may take: someone looks on.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why there is no relay.
#[derive(Debug, thiserror::Error)]
pub enum NoRelay {
    /// Its name leads nowhere, or there is no network.
    #[error("{0}")]
    Unreachable(#[from] io::Error),
    /// It says nothing, at least not over UDP.
    #[error("no answer over UDP")]
    Silent,
    /// It says no: most often the secret is another.
    #[error("it refuses: {0}")]
    Refused(String),
}

/// The `host:port` of a server that is reached over UDP; none of one that is not, and of what is no URL of RFC 7065.
pub fn udp_address(url: &str) -> Option<String> {
    let rest = url.strip_prefix("turn:")?;
    let (place, transport) = rest.split_once('?').unwrap_or((rest, "transport=udp"));
    let has_port = place.rfind(':') > place.rfind(']');
    let port = if has_port { "" } else { ":3478" };
    (transport == "transport=udp").then(|| format!("{place}{port}"))
}

/// Opens an allocation at that `host:port`, and lets it go.
pub async fn try_server(address: &str, credentials: &Credentials) -> Result<(), NoRelay> {
    let tried = timeout(PATIENCE, allocate(address, credentials)).await;
    tried.unwrap_or(Err(NoRelay::Silent))
}

async fn allocate(address: &str, credentials: &Credentials) -> Result<(), NoRelay> {
    let found = lookup_host(address).await?.next();
    let server = found.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
    let here: SocketAddr = if server.is_ipv4() {
        ([0, 0, 0, 0], 0).into()
    } else {
        ([0_u16; 8], 0).into()
    };
    let client = Client::new(ClientConfig {
        stun_serv_addr: server.to_string(),
        turn_serv_addr: server.to_string(),
        username: credentials.username.clone(),
        password: credentials.password.clone(),
        realm: String::new(),
        software: String::new(),
        rto_in_ms: 0,
        conn: Arc::new(UdpSocket::bind(here).await?),
        vnet: None,
    });
    let refused = |error: turn::Error| NoRelay::Refused(error.to_string());
    let client = client.await.map_err(refused)?;
    client.listen().await.map_err(refused)?;
    let relay = client.allocate().await.map_err(refused)?;
    // It would end by itself, too.
    drop(relay.close().await);
    client.close().await.map_err(refused)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_over_udp_have_an_address_to_try() {
        for (url, address) in [
            ("turn:a.example", Some("a.example:3478")),
            ("turn:a.example:99", Some("a.example:99")),
            ("turn:a.example?transport=udp", Some("a.example:3478")),
            ("turn:[2001:db8::7]", Some("[2001:db8::7]:3478")),
            ("turn:[2001:db8::7]:99", Some("[2001:db8::7]:99")),
            ("turn:a.example?transport=tcp", None),
            ("turns:a.example", None),
            ("stun:a.example", None),
        ] {
            assert_eq!(udp_address(url).as_deref(), address, "{url}");
        }
    }
}
