//! The socket that clients talk to.

use std::{
    io,
    net::{IpAddr, SocketAddr, SocketAddrV6},
};

use async_trait::async_trait;
use tokio::net::UdpSocket;

use crate::datagrams::{Datagrams, send_now};

/// The socket that clients talk to. On an IPv6 one that takes IPv4, too, clients have the addresses by which they
/// know themselves.
pub(crate) struct Front {
    socket: UdpSocket,
    local: SocketAddr,
}

impl Front {
    pub(crate) async fn bind(address: SocketAddr) -> io::Result<Self> {
        let socket = UdpSocket::bind(address).await?;
        let local = socket.local_addr()?;
        // Nothing goes out at once before the runtime has seen that it can.
        socket.writable().await?;
        Ok(Self { socket, local })
    }

    /// Sends a packet at once, or loses it.
    pub(crate) fn send_now(&self, packet: &[u8], to: SocketAddr) -> io::Result<()> {
        let to = match to.ip() {
            IpAddr::V4(ip) if self.local.is_ipv6() => {
                SocketAddrV6::new(ip.to_ipv6_mapped(), to.port(), 0, 0).into()
            }
            _ => to,
        };
        send_now(&self.socket, packet, to)
    }
}

#[async_trait]
impl Datagrams for Front {
    async fn receive(&self, buffer: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        let (length, from) = self.socket.recv_from(buffer).await?;
        let from = SocketAddr::new(from.ip().to_canonical(), from.port());
        Ok((length, from))
    }

    async fn send(&self, packet: &[u8], to: SocketAddr) -> io::Result<usize> {
        self.send_now(packet, to)?;
        Ok(packet.len())
    }

    fn address(&self) -> SocketAddr {
        self.local
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn clients_over_ipv4_keep_their_address_on_an_ipv6_socket() {
        let Ok(front) = Front::bind("[::]:0".parse().unwrap()).await else {
            // A machine without IPv6.
            return;
        };
        let client = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let port = front.address().port();
        client.send_to(b"hello", ("127.0.0.1", port)).await.unwrap();
        let mut buffer = [0; 10];
        let (length, from) = front.receive(&mut buffer).await.unwrap();
        assert_eq!((length, from), (5, client.local_addr().unwrap()));
        front.send(b"hi", from).await.unwrap();
        assert_eq!(client.recv(&mut buffer).await.unwrap(), 2);
    }
}
