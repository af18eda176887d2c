//! The clients of the bench, behind the little that a load asks of them.

pub(crate) mod hocuspocus;
pub(crate) mod socket_io;
mod socket_io_packet;

use bytes::Bytes;
use futures_util::StreamExt;
use tokio::net::TcpStream;
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{Message, protocol::WebSocketConfig},
};

use crate::failure::Result;

/// Small, since thousands of them are held.
const READ_BUFFER_BYTES: usize = 4096;

type Socket = WebSocketStream<TcpStream>;

/// A connection that takes part in a room (at Hocuspocus: in a document).
pub(crate) enum Client {
    SocketIo(socket_io::Client),
    Hocuspocus(hocuspocus::Client),
}

/// What a frame meant to whoever types.
#[derive(Debug)]
pub(crate) enum Heard {
    /// Someone's edits: a Yjs update.
    Update(Bytes),
    /// The answer to this connection's n-th edit, from 0.
    Ack { n: u32, refusal: Option<String> },
    /// The server asks whether we are there: call [`Client::pong`].
    Ping,
    /// Of no interest to a load.
    Nothing,
}

impl Client {
    /// Sends the connection's n-th edit, from 0.
    pub(crate) async fn edit(&mut self, n: u32, update: Vec<u8>) -> Result<()> {
        match self {
            Self::SocketIo(client) => client.edit(n, update).await,
            Self::Hocuspocus(client) => client.edit(update).await,
        }
    }

    /// The next frame. May be dropped while it waits: nothing is lost.
    pub(crate) async fn hear(&mut self) -> Result<Heard> {
        match self {
            Self::SocketIo(client) => client.hear().await,
            Self::Hocuspocus(client) => client.hear().await,
        }
    }

    /// Answers a [`Heard::Ping`].
    pub(crate) async fn pong(&mut self) -> Result<()> {
        match self {
            Self::SocketIo(client) => client.pong().await,
            Self::Hocuspocus(_) => Ok(()),
        }
    }
}

/// A WebSocket to a port of this machine.
async fn open(port: u16, path: &str) -> Result<Socket> {
    let stream = TcpStream::connect(("127.0.0.1", port)).await?;
    stream.set_nodelay(true)?;
    let config = WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(READ_BUFFER_BYTES);
    let url = format!("ws://127.0.0.1:{port}{path}");
    let (socket, _) = client_async_with_config(url, stream, Some(config)).await?;
    Ok(socket)
}

/// The next message; that there is none any more is an error.
async fn next(socket: &mut Socket) -> Result<Message> {
    Ok(socket
        .next()
        .await
        .ok_or("the server closed the connection")??)
}
