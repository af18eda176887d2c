//! Sockets of ours in the place of those that the crate `turn` would make.

use std::{io, net::SocketAddr};

use async_trait::async_trait;
use tokio::net::UdpSocket;
use webrtc_util::{Conn, Error};

/// A UDP socket with a mind of its own.
#[async_trait]
pub(crate) trait Datagrams: Send + Sync + 'static {
    /// The next packet, and whose it is.
    async fn receive(&self, buffer: &mut [u8]) -> io::Result<(usize, SocketAddr)>;

    /// Sends a packet; how much of it has gone.
    async fn send(&self, packet: &[u8], to: SocketAddr) -> io::Result<usize>;

    /// Where it is.
    fn address(&self) -> SocketAddr;
}

/// Sends a packet at once, or loses it, as any network may. The system keeps what is for a neighbour that does not
/// answer, for seconds: who waits for room there lets one client, or one peer, hold up all others.
pub(crate) fn send_now(socket: &UdpSocket, packet: &[u8], to: SocketAddr) -> io::Result<()> {
    match socket.try_send_to(packet, to) {
        Err(error) if error.kind() != io::ErrorKind::WouldBlock => Err(error),
        _ => Ok(()),
    }
}

/// How the crate sees it.
pub(crate) struct Unconnected<T>(pub(crate) T);

#[async_trait]
impl<T: Datagrams> Conn for Unconnected<T> {
    async fn connect(&self, _address: SocketAddr) -> Result<(), Error> {
        Err(unused())
    }

    async fn recv(&self, _buffer: &mut [u8]) -> Result<usize, Error> {
        Err(unused())
    }

    async fn recv_from(&self, buffer: &mut [u8]) -> Result<(usize, SocketAddr), Error> {
        Ok(self.0.receive(buffer).await?)
    }

    async fn send(&self, _buffer: &[u8]) -> Result<usize, Error> {
        Err(unused())
    }

    async fn send_to(&self, packet: &[u8], to: SocketAddr) -> Result<usize, Error> {
        Ok(self.0.send(packet, to).await?)
    }

    fn local_addr(&self) -> Result<SocketAddr, Error> {
        Ok(self.0.address())
    }

    fn remote_addr(&self) -> Option<SocketAddr> {
        None
    }

    /// Each allocation does this when it ends, also with the socket that is for all of them. A socket ends when
    /// nobody has it any more.
    async fn close(&self) -> Result<(), Error> {
        Ok(())
    }

    fn as_any(&self) -> &(dyn std::any::Any + Send + Sync) {
        self
    }
}

/// The crate does that only with sockets that are connected.
fn unused() -> Error {
    Error::Other("not of this socket".to_owned())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;

    use super::*;
    use crate::front::Front;

    #[tokio::test]
    async fn what_cannot_go_out_at_once_is_lost_and_a_socket_of_ours_starts_with_room() {
        let to = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let at = to.local_addr().unwrap();
        // As far as the runtime knows, there is no room yet.
        let new = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        send_now(&new, b"lost", at).unwrap();
        let front = Front::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
        front.send_now(b"first", at).unwrap();
        let mut buffer = [0; 10];
        let received = timeout(Duration::from_secs(5), to.recv(&mut buffer)).await;
        let length = received.expect("it arrives").unwrap();
        assert_eq!(&buffer[..length], b"first", "nothing came before");
    }
}
