//! A Socket.IO client by hand, over one WebSocket.

use std::{collections::VecDeque, net::SocketAddr, time::Duration};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite::Message};

use crate::server::Server;

/// How long anything may take, before a test has failed.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// An Engine.IO connection.
pub(crate) struct Client {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    acks: u64,
    /// Events that came while something else was waited for.
    events: VecDeque<(String, Value)>,
}

/// A packet of the namespace.
#[derive(Debug)]
pub(crate) enum Packet {
    /// It was let in.
    Connect,
    /// It was not.
    Refused(String),
    /// An event and its arguments, attachments as their lengths.
    Event(String, Value),
    /// The answer to a message.
    Ack(u64, Value),
    /// The server closed the namespace.
    Disconnect,
}

impl Client {
    /// Opens a connection without asking for anything.
    pub(crate) async fn open(address: SocketAddr) -> Self {
        let url = format!("ws://{address}/socket.io/?EIO=4&transport=websocket");
        let mut client = Self::over(&url).await;
        assert!(
            client
                .text()
                .await
                .expect("an open packet")
                .starts_with('0')
        );
        client
    }

    /// Opens a WebSocket, and nothing more.
    pub(crate) async fn over(url: &str) -> Self {
        let (socket, _response) = connect_async(url).await.expect("a WebSocket");
        Self {
            socket,
            acks: 0,
            events: VecDeque::new(),
        }
    }

    /// The host in the room, with their first view.
    pub(crate) async fn inside(server: &Server) -> (Self, Value) {
        let mut client = Self::open(server.address).await;
        client.connect(&server.auth()).await.expect("let in");
        let view = client.event("view").await;
        (client, view)
    }

    /// Asks to be let in; or the word of refusal.
    pub(crate) async fn connect(&mut self, auth: &Value) -> Result<(), String> {
        self.send(&format!("40/room,{auth}")).await;
        loop {
            match self.packet().await.expect("an answer") {
                Packet::Connect => return Ok(()),
                Packet::Refused(why) => return Err(why),
                _other => {}
            }
        }
    }

    /// Sends a message with attachments, its arguments before them; the ack.
    pub(crate) async fn ask(&mut self, event: &str, args: Value, attached: &[Vec<u8>]) -> Value {
        let id = self.tell(event, args, attached).await;
        self.ack(id).await.expect("an ack")
    }

    /// Sends a message that asks for an ack; the ack's id.
    pub(crate) async fn tell(&mut self, event: &str, args: Value, attached: &[Vec<u8>]) -> u64 {
        self.acks += 1;
        let mut data = vec![json!(event)];
        data.extend(args.as_array().expect("arguments").iter().cloned());
        data.extend((0..attached.len()).map(|num| json!({ "_placeholder": true, "num": num })));
        let kind = if attached.is_empty() {
            "2".to_owned()
        } else {
            format!("5{}-", attached.len())
        };
        let (id, data) = (self.acks, Value::Array(data));
        self.send(&format!("4{kind}/room,{id}{data}")).await;
        for bytes in attached {
            let message = Message::Binary(bytes.clone().into());
            // The server may have closed already.
            drop(self.socket.send(message).await);
        }
        id
    }

    /// The ack of that id; none if the connection ends first.
    pub(crate) async fn ack(&mut self, wanted: u64) -> Option<Value> {
        loop {
            if let Packet::Ack(id, value) = self.packet().await?
                && id == wanted
            {
                return Some(value);
            }
        }
    }

    /// The next event of that name.
    pub(crate) async fn event(&mut self, wanted: &str) -> Value {
        loop {
            let kept = self.events.iter().position(|(name, _)| name == wanted);
            if let Some((_, args)) = kept.and_then(|at| self.events.remove(at)) {
                return args;
            }
            self.packet().await.expect("an event");
        }
    }

    /// The next attachment of whichever packet.
    pub(crate) async fn attachment(&mut self) -> Vec<u8> {
        loop {
            let next = timeout(PATIENCE, self.socket.next())
                .await
                .expect("in time");
            if let Message::Binary(bytes) = next.expect("more").expect("a message") {
                return bytes.to_vec();
            }
        }
    }

    /// Until the transport ends.
    pub(crate) async fn closes(&mut self) {
        while self.packet().await.is_some() {}
    }

    /// The next packet, events also kept for [`Self::event`]; none once the transport has ended.
    async fn packet(&mut self) -> Option<Packet> {
        loop {
            let text = self.text().await?;
            let packet = parse(&text);
            if let Some(Packet::Event(name, args)) = &packet {
                self.events.push_back((name.clone(), args.clone()));
            }
            if packet.is_some() {
                return packet;
            }
        }
    }

    pub(crate) async fn send(&mut self, text: &str) {
        let message = Message::Text(text.to_owned().into());
        drop(self.socket.send(message).await);
    }

    /// The next text; none once the transport has ended. Attachments are not looked at.
    pub(crate) async fn text(&mut self) -> Option<String> {
        loop {
            let next = timeout(PATIENCE, self.socket.next())
                .await
                .expect("in time");
            match next? {
                Ok(Message::Text(text)) => return Some(text.to_string()),
                Ok(Message::Close(_)) | Err(_) => return None,
                Ok(_other) => {}
            }
        }
    }
}

/// Reads what is for the namespace; all else is not looked at.
fn parse(text: &str) -> Option<Packet> {
    let text = text.strip_prefix('4')?;
    let (kind, rest) = text.split_once("/room")?;
    let rest = rest.strip_prefix(',').unwrap_or(rest);
    let digits = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (id, data) = rest.split_at(digits);
    let data: Value = serde_json::from_str(data).unwrap_or_default();
    match &kind[..1] {
        "0" => Some(Packet::Connect),
        "1" => Some(Packet::Disconnect),
        "2" | "5" => {
            let name = data[0].as_str()?.to_owned();
            Some(Packet::Event(name, data[1].clone()))
        }
        "3" | "6" => Some(Packet::Ack(id.parse().ok()?, data[0].clone())),
        "4" => Some(Packet::Refused(data["message"].as_str()?.to_owned())),
        _ => None,
    }
}
