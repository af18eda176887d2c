//! Where a request comes from, behind however many proxies.

use std::net::IpAddr;

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, request::Parts},
    middleware::Next,
    response::Response,
};
use ipnet::IpNet;

use crate::{Services, http::failure::Failure, peer::Peer};

/// The address of the client itself. In the extensions of every request, Socket.IO's too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ClientAddress(pub(crate) IpAddr);

impl<S: Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Failure> {
        let address = parts.extensions.get::<Self>().copied();
        address.ok_or_else(|| Failure::internal("served without the peer's address"))
    }
}

/// Finds out the client's address, for all that come after.
pub(crate) async fn find(
    State(services): State<Services>,
    mut request: Request,
    next: Next,
) -> Response {
    if let Some(peer) = request.extensions().get::<Peer>() {
        let trusted = &services.settings.trusted_proxies;
        let address = client(peer.addr.ip(), request.headers(), trusted);
        request.extensions_mut().insert(ClientAddress(address));
    }
    next.run(request).await
}

/// Walks back through `X-Forwarded-For`, from the peer, as long as the proxies are trusted: what stands
/// before the first untrusted address could be anyone's invention.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let mut client = peer.to_canonical();
    let values = headers.get_all("x-forwarded-for").iter();
    let hops: Vec<&str> = values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    for hop in hops.iter().rev() {
        if !is_trusted(client, trusted) {
            break;
        }
        let Some(address) = address(hop.trim()) else {
            break;
        };
        client = address;
    }
    client
}

/// Whether an address is that of a proxy of ours.
pub(crate) fn is_trusted(address: IpAddr, trusted: &[IpNet]) -> bool {
    trusted.iter().any(|net| net.contains(&address))
}

/// An address as proxies write it: alone, or with a port.
fn address(text: &str) -> Option<IpAddr> {
    let ip = text
        .parse()
        .or_else(|_| {
            text.parse::<std::net::SocketAddr>()
                .map(|address| address.ip())
        })
        .or_else(|_| text.trim_start_matches('[').trim_end_matches(']').parse());
    ip.ok().map(|ip: IpAddr| ip.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROXIES: [&str; 2] = ["10.0.0.0/8", "::1/128"];

    fn from(peer: &str, forwarded: &[&str]) -> String {
        let trusted: Vec<IpNet> = PROXIES.iter().map(|net| net.parse().unwrap()).collect();
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        client(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn an_untrusted_peer_is_the_client_whatever_it_says() {
        assert_eq!(from("192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
    }

    #[test]
    fn a_trusted_proxy_is_believed() {
        assert_eq!(from("10.0.0.1", &["198.51.100.7"]), "198.51.100.7");
        assert_eq!(from("10.0.0.1", &[]), "10.0.0.1");
    }

    #[test]
    fn only_what_the_last_trusted_proxy_saw_counts() {
        assert_eq!(
            from("10.0.0.1", &["1.2.3.4, 198.51.100.7", "10.0.0.2"]),
            "198.51.100.7"
        );
    }

    #[test]
    fn what_is_no_address_ends_the_walk() {
        assert_eq!(from("10.0.0.1", &["1.2.3.4, unknown"]), "10.0.0.1");
    }

    #[test]
    fn addresses_with_ports_and_mapped_ones_are_understood() {
        assert_eq!(from("::1", &["198.51.100.7:4711"]), "198.51.100.7");
        assert_eq!(from("::1", &["[2001:db8::1]:4711"]), "2001:db8::1");
        assert_eq!(from("::1", &["[2001:db8::1]"]), "2001:db8::1");
        assert_eq!(
            from("::ffff:10.0.0.1", &["::ffff:198.51.100.7"]),
            "198.51.100.7"
        );
    }
}
