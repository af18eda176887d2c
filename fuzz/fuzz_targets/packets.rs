//! A body of long polling: Engine.IO packets, in them those of Socket.IO, in them messages of the room.
#![no_main]

use bytes::Bytes;
use codevlive_domain::room::command::NumberedCommand;
use codevlive_fuzz::{hold, let_panics_unwind};
use codevlive_protocol::socket::{PadBytes, RtcTo};
use engineioxide_core::{Packet as EnginePacket, ProtocolVersion, payload::decoder};
use futures_util::{FutureExt, StreamExt};
use http_body_util::Full;
use serde::de::DeserializeOwned;
use socketioxide_core::{
    Value,
    packet::{Packet, PacketData},
    parser::{Parse, ParseConfig, ParseError, ParserState},
};
use socketioxide_parser_common::CommonParser;

/// As the server has them.
const ATTACHMENTS: usize = 8;
const PAYLOAD_BYTES: u64 = 3 * 1024 * 1024;

libfuzzer_sys::fuzz_target!(init: let_panics_unwind(), |input: &[u8]| hold(polled, input));

fn polled(input: &[u8]) {
    let body = Full::new(Bytes::copy_from_slice(input));
    let mut packets = std::pin::pin!(decoder(body, None, ProtocolVersion::V4, PAYLOAD_BYTES));
    let (config, state) = (config(), ParserState::default());
    // All of the body is there, so nothing is ever waited for.
    while let Some(Ok(packet)) = packets.next().now_or_never().expect("a body that is there") {
        let read = match packet {
            EnginePacket::Message(text) => CommonParser.decode_str(&config, &state, text),
            EnginePacket::Binary(bytes) => CommonParser.decode_bin(&config, &state, bytes),
            _ => continue,
        };
        match read {
            Ok(packet) => message(packet),
            Err(ParseError::NeedsMoreBinaryData) => {}
            // The connection is closed.
            Err(_) => return,
        }
    }
}

fn config() -> ParseConfig {
    ParseConfig {
        max_incoming_binaries: ATTACHMENTS,
        ..ParseConfig::default()
    }
}

fn message(packet: Packet) {
    match packet.inner {
        PacketData::Event(value, _) | PacketData::BinaryEvent(value, _) => event(&value),
        PacketData::Connect(Some(value)) => {
            let _ = CommonParser.decode_default::<serde_json::Value>(Some(&value));
        }
        _ => {}
    }
}

fn event(value: &Value) {
    if CommonParser.read_event(value).is_err() {
        return;
    }
    if let Some(command) = read::<NumberedCommand>(value) {
        let json = serde_json::to_vec(&command).expect("a command is JSON");
        let again = serde_json::from_slice::<NumberedCommand>(&json);
        assert_eq!(again.expect("it was read before"), command);
    }
    if let Some((_pad, update)) = read::<PadBytes>(value) {
        let Value::Str(text, attached) = value else {
            return;
        };
        let most = attached.iter().flatten().map(Bytes::len).max();
        assert!(update.len() <= most.unwrap_or_default().max(text.len()));
    }
    read::<RtcTo>(value);
}

fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    CommonParser.decode_value(&mut value.clone(), true).ok()
}
