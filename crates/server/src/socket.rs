//! The Socket.IO namespace `/room`: how people take part in a live room.
//!
//! Thin on purpose: a handshake becomes a [`codevlive_live::connection::Connection`], each message one
//! call on it, each answer one ack. Who may do what is the domain's to say.

mod acks;
mod cursors;
mod handshake;
mod messages;
mod outlet;
mod pacing;
pub(crate) mod request;
mod session;
pub(crate) mod transports;

use std::{sync::Arc, time::Duration};

use codevlive_protocol::socket::MAX_ANSWERED_BYTES;
use socketioxide::{
    ParserConfig, SocketIo, SocketIoBuilder,
    extract::{SocketRef, State},
    handler::ConnectHandler,
    layer::SocketIoLayer,
};

pub(crate) use self::transports::follow;
use crate::{Services, socket::session::Session};

/// The namespace of the contract.
const NAMESPACE: &str = "/room";

/// What one message may have by long polling: base64 makes four bytes of three, and then there are event
/// name, pad id, ack id and framing.
const POLLED_BYTES: usize = MAX_ANSWERED_BYTES.div_ceil(3) * 4 + 4 * 1024;

/// Attachments that are taken to be answered `invalid`: no message has more than one.
const ATTACHMENTS: usize = 8;

/// Packets that may wait for one connection. They are bounded by their bytes as well, see [`outlet`].
const BUFFERED_PACKETS: usize = 256;

/// Initial read buffer of a WebSocket; most messages are keystrokes, most connections are idle.
const READ_BUFFER_BYTES: usize = 1024;

/// The Socket.IO layer over these services. Dropping the returned handle changes nothing.
pub fn layer(services: &Services) -> (SocketIoLayer, SocketIo) {
    let (layer, io) = builder().with_state(services.clone()).build_layer();
    io.ns(NAMESPACE, connected.with(handshake::admit));
    (layer, io)
}

fn builder() -> SocketIoBuilder {
    let parser = ParserConfig::common()
        .max_incoming_binaries(ATTACHMENTS)
        .max_incoming_binary_buf_size(MAX_ANSWERED_BYTES)
        .packet_completion_timeout(Duration::from_secs(30));
    SocketIo::builder()
        .with_parser(parser)
        .max_buffer_size(BUFFERED_PACKETS)
        .max_payload(POLLED_BYTES as u64)
        .ws_max_message_size(MAX_ANSWERED_BYTES)
        .ws_max_frame_size(MAX_ANSWERED_BYTES)
        .ws_read_buffer_size(READ_BUFFER_BYTES)
        .ping_interval(Duration::from_secs(25))
        .ping_timeout(Duration::from_secs(20))
        .connect_timeout(Duration::from_secs(15))
}

/// Runs once the CONNECT packet is on its way: what waited since the handshake may follow it now.
async fn connected(socket: SocketRef, State(_services): State<Services>) {
    let Some(session) = socket.extensions.get::<Arc<Session>>() else {
        tracing::error!(socket.id = %socket.id, "connected without a session");
        return;
    };
    session.open(&socket);
}
