//! A TCP connection, and a handle on it that can end it whatever state it is in.
//!
//! A client that does not read fills every buffer between it and us, and then even a polite goodbye
//! does not fit. The transport itself must be shut down, and neither the HTTP nor the Socket.IO layer
//! gives a handle for that: so the stream is shared between them and [`Peer`]. For the same reason it
//! counts what of a connection's messages has not left yet: the layers above don't tell.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::{
        Arc, Weak,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, ready},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};

use crate::places::Place;

/// Bytes that were handed over for one connection, and have not left yet. What leaves besides them
/// (framing, heartbeats) is counted off, too, so it is a little too low while much is waiting, and right
/// again once nothing is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Backlog(Arc<AtomicUsize>);

impl Backlog {
    /// So many more are handed over.
    pub(crate) fn add(&self, bytes: usize) {
        self.0.fetch_add(bytes, Ordering::Relaxed);
    }

    /// So many have left.
    pub(crate) fn sub(&self, bytes: usize) {
        if self.bytes() > 0 {
            let less = |waiting: usize| Some(waiting.saturating_sub(bytes));
            let _before = self
                .0
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
        }
    }

    /// How many wait.
    pub(crate) fn bytes(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

/// The other end of a connection. Does not keep the connection open.
#[derive(Clone, Debug)]
pub(crate) struct Peer {
    /// Its address as the kernel sees it; behind a proxy, the proxy's.
    pub(crate) addr: SocketAddr,
    /// What was handed over for it and has not left.
    pub(crate) backlog: Backlog,
    stream: Weak<TcpStream>,
}

impl Peer {
    /// Ends the connection at once, whatever is still buffered.
    pub(crate) fn shut_down(&self) {
        let Some(stream) = self.stream.upgrade() else {
            return;
        };
        let closed = socket2::SockRef::from(&*stream).shutdown(std::net::Shutdown::Both);
        if let Err(error) = closed {
            tracing::debug!(%error, "the connection was already gone");
        }
    }

    /// Whether there is a connection still.
    pub(crate) fn is_there(&self) -> bool {
        self.stream.strong_count() > 0
    }
}

/// A TCP stream that can be shut down from elsewhere.
#[derive(Debug)]
pub(crate) struct SharedStream {
    stream: Arc<TcpStream>,
    backlog: Backlog,
    /// Given back when the connection ends, also where it has become a WebSocket.
    _place: Option<Place<IpAddr>>,
}

impl SharedStream {
    /// A stream, and the handle on it.
    pub(crate) fn new(
        stream: TcpStream,
        addr: SocketAddr,
        place: Option<Place<IpAddr>>,
    ) -> (Self, Peer) {
        let (stream, backlog) = (Arc::new(stream), Backlog::default());
        let peer = Peer {
            addr,
            backlog: backlog.clone(),
            stream: Arc::downgrade(&stream),
        };
        let shared = Self {
            stream,
            backlog,
            _place: place,
        };
        (shared, peer)
    }

    /// Writes when the socket takes more: `write` is tried again until it does not block.
    fn poll_when_writable(
        &self,
        cx: &mut Context<'_>,
        write: impl Fn(&TcpStream) -> io::Result<usize>,
    ) -> Poll<io::Result<usize>> {
        loop {
            ready!(self.stream.poll_write_ready(cx))?;
            match write(&self.stream) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                outcome => {
                    self.backlog.sub(*outcome.as_ref().unwrap_or(&0));
                    return Poll::Ready(outcome);
                }
            }
        }
    }
}

impl AsyncRead for SharedStream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        loop {
            ready!(self.stream.poll_read_ready(cx))?;
            match self.stream.try_read(buf.initialize_unfilled()) {
                Ok(read) => {
                    buf.advance(read);
                    return Poll::Ready(Ok(()));
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }
}

impl AsyncWrite for SharedStream {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.poll_when_writable(cx, |stream| stream.try_write(buf))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.poll_when_writable(cx, |stream| stream.try_write_vectored(bufs))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match socket2::SockRef::from(&*self.stream).shutdown(std::net::Shutdown::Write) {
            Err(error) if error.kind() != io::ErrorKind::NotConnected => Poll::Ready(Err(error)),
            _done => Poll::Ready(Ok(())),
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
    };

    use super::*;

    #[tokio::test]
    async fn what_leaves_is_counted_off_and_the_handle_keeps_nothing_open() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut other = TcpStream::connect(listener.local_addr().unwrap())
            .await
            .unwrap();
        let (stream, addr) = listener.accept().await.unwrap();
        let (mut stream, peer) = SharedStream::new(stream, addr, None);
        peer.backlog.add(100);
        stream.write_all(&[0; 60]).await.unwrap();
        assert_eq!(peer.backlog.bytes(), 40);
        stream.write_all(&[0; 60]).await.unwrap();
        assert_eq!(peer.backlog.bytes(), 0);
        drop(stream);
        assert!(!peer.is_there());
        let mut all = Vec::new();
        other.read_to_end(&mut all).await.unwrap();
        assert_eq!(all.len(), 120);
    }
}
