//! Socket.IO packets (protocol 5) in the text and binary frames of an Engine.IO 4 WebSocket.

use bytes::Bytes;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::failure::Result;

/// The namespace of the rooms, as it stands in each packet.
pub(crate) const NAMESPACE: &str = "/room,";

/// What a packet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Connect,
    Disconnect,
    Event,
    Ack,
    ConnectError,
}

/// A packet with all its attachments.
#[derive(Debug)]
pub(crate) struct Packet {
    pub(crate) kind: Kind,
    /// Of an event: it wants an ack of this id. Of an ack: whose it is.
    pub(crate) ack: Option<u32>,
    /// In the order of their placeholders.
    pub(crate) attachments: Vec<Bytes>,
    frame: Utf8Bytes,
    /// Where the JSON starts in the frame.
    json_at: usize,
}

impl Packet {
    /// The JSON, attachments left out.
    pub(crate) fn json(&self) -> &str {
        self.frame.get(self.json_at..).unwrap_or_default()
    }

    /// Whether it is an event of this name.
    pub(crate) fn is_event(&self, name: &str) -> bool {
        let rest = self
            .json()
            .strip_prefix("[\"")
            .and_then(|rest| rest.strip_prefix(name));
        self.kind == Kind::Event && rest.is_some_and(|rest| rest.starts_with('"'))
    }
}

/// What one frame brought.
#[derive(Debug)]
pub(crate) enum Frame {
    /// The transport is open.
    Open,
    /// To be answered with a pong.
    Ping,
    /// The other side leaves.
    Close,
    Packet(Packet),
    /// Of a packet whose attachments are still to come; or of no interest.
    Nothing,
}

/// Puts packets together from frames.
#[derive(Debug, Default)]
pub(crate) struct Decoder {
    /// A packet that waits for this many attachments more.
    partial: Option<(Packet, usize)>,
}

impl Decoder {
    pub(crate) fn text(&mut self, frame: Utf8Bytes) -> Result<Frame> {
        match frame.as_bytes().first() {
            Some(b'0') => Ok(Frame::Open),
            Some(b'1') => Ok(Frame::Close),
            Some(b'2') => Ok(Frame::Ping),
            Some(b'4') => self.packet(frame),
            _ => Ok(Frame::Nothing),
        }
    }

    pub(crate) fn binary(&mut self, attachment: Bytes) -> Result<Frame> {
        let (mut packet, missing) = self
            .partial
            .take()
            .ok_or("an attachment that belongs to no packet")?;
        packet.attachments.push(attachment);
        Ok(self.complete_or_wait(packet, missing - 1))
    }

    fn packet(&mut self, frame: Utf8Bytes) -> Result<Frame> {
        let (packet, missing) =
            parse(&frame).ok_or_else(|| format!("not a Socket.IO packet: {frame}"))?;
        Ok(self.complete_or_wait(Packet { frame, ..packet }, missing))
    }

    fn complete_or_wait(&mut self, packet: Packet, missing: usize) -> Frame {
        if missing == 0 {
            return Frame::Packet(packet);
        }
        self.partial = Some((packet, missing));
        Frame::Nothing
    }
}

/// The packet without its frame, and how many attachments follow.
fn parse(frame: &str) -> Option<(Packet, usize)> {
    let mut rest = frame.get(2..)?;
    let (kind, is_binary) = match frame.as_bytes().get(1)? {
        b'0' => (Kind::Connect, false),
        b'1' => (Kind::Disconnect, false),
        b'2' => (Kind::Event, false),
        b'3' => (Kind::Ack, false),
        b'4' => (Kind::ConnectError, false),
        b'5' => (Kind::Event, true),
        b'6' => (Kind::Ack, true),
        _ => return None,
    };
    let mut missing = 0;
    if is_binary {
        let (count, behind) = rest.split_once('-')?;
        (missing, rest) = (count.parse().ok()?, behind);
    }
    if rest.starts_with('/') {
        rest = rest.split_once(',').map_or("", |(_, behind)| behind);
    }
    let json = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let ack = rest[..rest.len() - json.len()].parse().ok();
    let json_at = frame.len() - json.len();
    let attachments = Vec::with_capacity(missing);
    Some((
        Packet {
            kind,
            ack,
            attachments,
            frame: Utf8Bytes::default(),
            json_at,
        },
        missing,
    ))
}

/// The text frame of an event without attachments.
pub(crate) fn event(ack: u32, json: &str) -> String {
    format!("42{NAMESPACE}{ack}{json}")
}

/// The text frame of an event about a pad with one attachment, which follows in a frame of its own.
pub(crate) fn pad_event(ack: u32, name: &str, pad: &str) -> String {
    format!(r#"451-{NAMESPACE}{ack}["{name}","{pad}",{{"_placeholder":true,"num":0}}]"#)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packet(decoder: &mut Decoder, frame: &'static str) -> Packet {
        match decoder.text(Utf8Bytes::from_static(frame)) {
            Ok(Frame::Packet(packet)) => packet,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_event_waits_for_its_attachment() {
        let mut decoder = Decoder::default();
        let frame = r#"451-/room,["edit","pad",{"_placeholder":true,"num":0},{"actor":"x"}]"#;
        let first = decoder.text(frame.into()).expect("a frame");
        assert!(matches!(first, Frame::Nothing));
        let Ok(Frame::Packet(packet)) = decoder.binary(Bytes::from_static(b"update")) else {
            panic!("the attachment completes it");
        };
        assert!(packet.is_event("edit"));
        assert!(!packet.is_event("ed"));
        assert_eq!(packet.ack, None);
        assert_eq!(packet.attachments, [Bytes::from_static(b"update")]);
    }

    #[test]
    fn an_ack_says_whose_it_is() {
        let ack = packet(
            &mut Decoder::default(),
            r#"43/room,17[{"ok":true,"seq":3}]"#,
        );
        assert_eq!((ack.kind, ack.ack), (Kind::Ack, Some(17)));
        assert_eq!(ack.json(), r#"[{"ok":true,"seq":3}]"#);
    }

    #[test]
    fn a_refused_handshake_is_told_apart() {
        let refused = packet(
            &mut Decoder::default(),
            r#"44/room,{"message":"unauthenticated"}"#,
        );
        assert_eq!(refused.kind, Kind::ConnectError);
        assert_eq!(refused.json(), r#"{"message":"unauthenticated"}"#);
    }

    #[test]
    fn the_transports_own_frames_are_told_apart() {
        let mut decoder = Decoder::default();
        assert!(matches!(decoder.text("2".into()), Ok(Frame::Ping)));
        assert!(matches!(
            decoder.text(r#"0{"sid":"x"}"#.into()),
            Ok(Frame::Open)
        ));
        assert!(matches!(decoder.text("1".into()), Ok(Frame::Close)));
    }

    #[test]
    fn an_attachment_of_nothing_is_an_error() {
        assert!(Decoder::default().binary(Bytes::new()).is_err());
        assert!(Decoder::default().text("49".into()).is_err());
    }

    #[test]
    fn what_it_writes_it_reads() {
        let mut decoder = Decoder::default();
        let frame = pad_event(5, "edit", "pad");
        assert!(matches!(decoder.text(frame.into()), Ok(Frame::Nothing)));
        let Ok(Frame::Packet(packet)) = decoder.binary(Bytes::new()) else {
            panic!("complete");
        };
        assert_eq!((packet.ack, packet.is_event("edit")), (Some(5), true));
    }
}
