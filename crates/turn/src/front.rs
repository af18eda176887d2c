//! The socket that clients talk to.

use std::{
    io,
    net::{IpAddr, SocketAddr, SocketAddrV6},
};

use async_trait::async_trait;
use tokio::net::UdpSocket;
use webrtc_util::{Conn, Error};

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
        Ok(Self { socket, local })
    }

    pub(crate) const fn local(&self) -> SocketAddr {
        self.local
    }

    /// The next packet, and whose it is.
    pub(crate) async fn receive(&self, buffer: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        let (length, from) = self.socket.recv_from(buffer).await?;
        let from = SocketAddr::new(from.ip().to_canonical(), from.port());
        Ok((length, from))
    }

    pub(crate) async fn send(&self, packet: &[u8], to: SocketAddr) -> io::Result<usize> {
        let to = match to.ip() {
            IpAddr::V4(ip) if self.local.is_ipv6() => {
                SocketAddrV6::new(ip.to_ipv6_mapped(), to.port(), 0, 0).into()
            }
            _ => to,
        };
        self.socket.send_to(packet, to).await
    }
}

/// What the crate does with it: answering, and handing on what peers sent.
#[async_trait]
impl Conn for Front {
    async fn connect(&self, _address: SocketAddr) -> Result<(), Error> {
        Err(unused())
    }

    async fn recv(&self, _buffer: &mut [u8]) -> Result<usize, Error> {
        Err(unused())
    }

    async fn recv_from(&self, _buffer: &mut [u8]) -> Result<(usize, SocketAddr), Error> {
        Err(unused())
    }

    async fn send(&self, _buffer: &[u8]) -> Result<usize, Error> {
        Err(unused())
    }

    async fn send_to(&self, packet: &[u8], to: SocketAddr) -> Result<usize, Error> {
        Ok(self.send(packet, to).await?)
    }

    fn local_addr(&self) -> Result<SocketAddr, Error> {
        Ok(self.local)
    }

    fn remote_addr(&self) -> Option<SocketAddr> {
        None
    }

    /// Each allocation does this when it ends, and the socket is for all of them.
    async fn close(&self) -> Result<(), Error> {
        Ok(())
    }

    fn as_any(&self) -> &(dyn std::any::Any + Send + Sync) {
        self
    }
}

/// The crate never does that with an unconnected socket.
pub(crate) fn unused() -> Error {
    Error::Other("not of this socket".to_owned())
}
