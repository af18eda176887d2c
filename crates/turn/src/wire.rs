//! How data looks between a client and its relay (RFC 8656, 11.6 and 12.4).

use std::net::SocketAddr;

use stun::{
    agent::TransactionId,
    message::{CLASS_INDICATION, Getter, METHOD_DATA, Message, MessageType},
};
use turn::proto::{
    chandata::ChannelData, channum::ChannelNumber, data::Data, peeraddr::PeerAddress,
};

/// What came on which channel, in a packet from a client.
pub(crate) fn from_channel(packet: &[u8]) -> Option<(u16, Vec<u8>)> {
    let mut channel = ChannelData {
        raw: packet.to_vec(),
        ..ChannelData::default()
    };
    channel.decode().ok()?;
    Some((channel.number.0, channel.data))
}

/// What is for which peer, in a Send indication.
pub(crate) fn from_indication(message: &Message) -> Option<(SocketAddr, Vec<u8>)> {
    let (mut peer, mut data) = (PeerAddress::default(), Data::default());
    peer.get_from(message).ok()?;
    data.get_from(message).ok()?;
    Some((SocketAddr::new(peer.ip, peer.port), data.0))
}

/// Data for a client, on a channel.
pub(crate) fn channel_data(number: u16, data: &[u8]) -> Vec<u8> {
    let mut channel = ChannelData {
        number: ChannelNumber(number),
        data: data.to_vec(),
        raw: Vec::new(),
    };
    channel.encode();
    channel.raw
}

/// Data for a client, from a peer without a channel.
pub(crate) fn indication(peer: SocketAddr, data: &[u8]) -> Result<Vec<u8>, stun::Error> {
    let mut message = Message::new();
    message.build(&[
        Box::new(TransactionId::new()),
        Box::new(MessageType::new(METHOD_DATA, CLASS_INDICATION)),
        Box::new(PeerAddress {
            ip: peer.ip(),
            port: peer.port(),
        }),
        Box::new(Data(data.to_vec())),
    ])?;
    Ok(message.raw)
}
