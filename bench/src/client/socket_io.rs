//! A Socket.IO client of the namespace `/room`, which both CoDevLive and the Node server speak.

use bytes::Bytes;
use futures_util::SinkExt;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use super::{
    Heard, Socket, next, open,
    socket_io_packet::{Decoder, Frame, Kind, NAMESPACE, Packet, event, pad_event},
};
use crate::failure::Result;

/// The ack id of a connection's first edit; calls have lower ones.
const FIRST_EDIT: u32 = 1_000_000;

/// One connection.
pub(crate) struct Client {
    socket: Socket,
    decoder: Decoder,
    next_call: u32,
    /// Where edits go.
    pad: String,
    /// The last view that came, as JSON text: `[{seq, view}]` behind the event's name.
    view: Option<String>,
}

impl Client {
    /// Connects to a room with a token.
    pub(crate) async fn connect(port: u16, room: &str, token: &str) -> Result<Self> {
        let path = format!("/socket.io/?EIO=4&transport=websocket&room={room}");
        let socket = open(port, &path).await?;
        let mut client = Self {
            socket,
            decoder: Decoder::default(),
            next_call: 0,
            pad: "pad".to_owned(),
            view: None,
        };
        let auth = json!({"token": token, "room": room});
        client.send(format!("40{NAMESPACE}{auth}")).await?;
        loop {
            let packet = client.packet().await?;
            match packet.kind {
                Kind::Connect => return Ok(client),
                Kind::ConnectError => return Err(format!("refused: {}", packet.json()).into()),
                _ => client.keep_view(&packet),
            }
        }
    }

    /// Makes this the pad that edits go to.
    pub(crate) fn set_pad(&mut self, pad: &str) {
        pad.clone_into(&mut self.pad);
    }

    /// Sends an event and waits for its ack, which must say `ok`.
    pub(crate) async fn call(&mut self, name: &str, argument: &Value) -> Result<Value> {
        let ack = self.next_ack();
        self.send(event(ack, &json!([name, argument]).to_string()))
            .await?;
        let answer = self.answer(ack).await?;
        let body: Value = serde_json::from_str(answer.json())?;
        if body[0]["ok"] == true {
            Ok(body[0].clone())
        } else {
            Err(format!("{name} {argument} was refused: {body}").into())
        }
    }

    /// What the server has of the pad and we, at this state vector, lack.
    pub(crate) async fn sync(&mut self, state_vector: Vec<u8>) -> Result<Bytes> {
        let ack = self.next_ack();
        let frame = pad_event(ack, "sync", &self.pad);
        self.send_with_attachment(frame, state_vector).await?;
        let answer = self.answer(ack).await?;
        let refused = || format!("sync was refused: {}", answer.json());
        Ok(answer.attachments.first().ok_or_else(refused)?.clone())
    }

    /// The first view, kept or still to come, that the question has an answer in.
    pub(crate) async fn view<T>(&mut self, ask: impl Fn(&Value) -> Option<T>) -> Result<T> {
        loop {
            if let Some(view) = self.view.take() {
                let event: Value = serde_json::from_str(&view)?;
                if let Some(answer) = ask(&event[1]["view"]) {
                    return Ok(answer);
                }
            }
            let packet = self.packet().await?;
            self.keep_view(&packet);
        }
    }

    pub(super) async fn edit(&mut self, n: u32, update: Vec<u8>) -> Result<()> {
        let frame = pad_event(FIRST_EDIT + n, "edit", &self.pad);
        self.send_with_attachment(frame, update).await
    }

    pub(super) async fn pong(&mut self) -> Result<()> {
        self.send("3".to_owned()).await
    }

    pub(super) async fn hear(&mut self) -> Result<Heard> {
        let packet = match self.frame().await? {
            Frame::Packet(packet) => packet,
            Frame::Ping => return Ok(Heard::Ping),
            Frame::Close => return Err("the server said goodbye".into()),
            Frame::Open | Frame::Nothing => return Ok(Heard::Nothing),
        };
        Ok(match packet.kind {
            Kind::Event if packet.is_event("edit") => packet
                .attachments
                .into_iter()
                .next()
                .map_or(Heard::Nothing, Heard::Update),
            Kind::Ack => heard_ack(&packet),
            Kind::Disconnect => return Err("the server closed the namespace".into()),
            Kind::Event if packet.is_event("closed") => return Err(packet.json().into()),
            _ => Heard::Nothing,
        })
    }

    fn next_ack(&mut self) -> u32 {
        self.next_call += 1;
        self.next_call
    }

    async fn answer(&mut self, ack: u32) -> Result<Packet> {
        loop {
            let packet = self.packet().await?;
            if packet.kind == Kind::Ack && packet.ack == Some(ack) {
                return Ok(packet);
            }
            self.keep_view(&packet);
        }
    }

    fn keep_view(&mut self, packet: &Packet) {
        if packet.is_event("view") {
            self.view = Some(packet.json().to_owned());
        }
    }

    async fn packet(&mut self) -> Result<Packet> {
        loop {
            match self.frame().await? {
                Frame::Packet(packet) => return Ok(packet),
                Frame::Ping => self.pong().await?,
                Frame::Close => return Err("the server said goodbye".into()),
                Frame::Open | Frame::Nothing => {}
            }
        }
    }

    async fn frame(&mut self) -> Result<Frame> {
        match next(&mut self.socket).await? {
            Message::Text(text) => self.decoder.text(text),
            Message::Binary(bytes) => self.decoder.binary(bytes),
            _ => Ok(Frame::Nothing),
        }
    }

    async fn send(&mut self, frame: String) -> Result<()> {
        Ok(self.socket.send(Message::text(frame)).await?)
    }

    async fn send_with_attachment(&mut self, frame: String, attachment: Vec<u8>) -> Result<()> {
        // Both leave in one write.
        self.socket.feed(Message::text(frame)).await?;
        Ok(self.socket.send(Message::binary(attachment)).await?)
    }
}

fn heard_ack(packet: &Packet) -> Heard {
    let Some(n) = packet.ack.and_then(|ack| ack.checked_sub(FIRST_EDIT)) else {
        return Heard::Nothing;
    };
    let is_ok = packet.json().contains(r#""ok":true"#);
    Heard::Ack {
        n,
        refusal: (!is_ok).then(|| packet.json().to_owned()),
    }
}
