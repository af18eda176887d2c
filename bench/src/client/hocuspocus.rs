//! A client of Hocuspocus: y-protocols behind a document's name.

use bytes::Bytes;
use futures_util::SinkExt;
use tokio_tungstenite::tungstenite::Message;

use super::{Heard, Socket, next, open};
use crate::{
    failure::Result,
    lib0::{Reader, write_bytes, write_uint},
};

/// Kinds of message, as `@hocuspocus/common` numbers them.
mod kind {
    pub(super) const SYNC: u64 = 0;
    pub(super) const AUTH: u64 = 2;
    pub(super) const SYNC_REPLY: u64 = 4;
    pub(super) const CLOSE: u64 = 7;
    pub(super) const SYNC_STATUS: u64 = 8;
}

/// Steps of a synchronisation, as y-protocols numbers them.
mod step {
    pub(super) const STATE_VECTOR: u64 = 0;
    pub(super) const MISSING: u64 = 1;
    pub(super) const UPDATE: u64 = 2;
}

/// Answers to a token.
mod auth {
    pub(super) const TOKEN: u64 = 0;
    pub(super) const DENIED: u64 = 1;
}

/// One connection.
pub(crate) struct Client {
    socket: Socket,
    document: String,
    /// Acks carry no id, but come in order.
    acks: u32,
}

impl Client {
    /// Connects to a document with a token, and synchronises as the provider does.
    pub(crate) async fn connect(port: u16, document: &str, token: &str) -> Result<Self> {
        let socket = open(port, "/").await?;
        let mut client = Self {
            socket,
            document: document.to_owned(),
            acks: 0,
        };
        let authentication = client.message(|out| {
            write_uint(out, kind::AUTH);
            write_uint(out, auth::TOKEN);
            write_bytes(out, token.as_bytes());
        });
        client.socket.send(Message::binary(authentication)).await?;
        client.send_sync(step::STATE_VECTOR, &[0]).await?;
        loop {
            match client.incoming().await? {
                // The server asks for what it lacks, which is nothing; this it acknowledges.
                Incoming::StateVector => client.send_sync(step::MISSING, &[0, 0]).await?,
                Incoming::Heard(Heard::Ack { .. }) => break,
                Incoming::Heard(_) => {}
            }
        }
        client.acks = 0;
        Ok(client)
    }

    pub(super) async fn edit(&mut self, update: Vec<u8>) -> Result<()> {
        self.send_sync(step::UPDATE, &update).await
    }

    pub(super) async fn hear(&mut self) -> Result<Heard> {
        match self.incoming().await? {
            Incoming::Heard(heard) => Ok(heard),
            Incoming::StateVector => Ok(Heard::Nothing),
        }
    }

    async fn incoming(&mut self) -> Result<Incoming> {
        let Message::Binary(message) = next(&mut self.socket).await? else {
            return Ok(Incoming::Heard(Heard::Nothing));
        };
        match read(&message) {
            Some(Incoming::Heard(Heard::Ack { refusal, .. })) => {
                self.acks += 1;
                Ok(Incoming::Heard(Heard::Ack {
                    n: self.acks - 1,
                    refusal,
                }))
            }
            Some(incoming) => Ok(incoming),
            None => Err(format!("refused, closed or not understood: {message:?}").into()),
        }
    }

    async fn send_sync(&mut self, step: u64, bytes: &[u8]) -> Result<()> {
        let message = self.message(|out| {
            write_uint(out, kind::SYNC);
            write_uint(out, step);
            write_bytes(out, bytes);
        });
        Ok(self.socket.send(Message::binary(message)).await?)
    }

    fn message(&self, write: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
        let mut out = Vec::with_capacity(64);
        write_bytes(&mut out, self.document.as_bytes());
        write(&mut out);
        out
    }
}

enum Incoming {
    Heard(Heard),
    /// The server wants to know what it lacks.
    StateVector,
}

/// `None` for what ends a connection or makes no sense.
fn read(message: &Bytes) -> Option<Incoming> {
    let mut reader = Reader::new(message);
    let _document = reader.bytes()?;
    let heard = match reader.uint()? {
        kind::SYNC | kind::SYNC_REPLY => match reader.uint()? {
            step::STATE_VECTOR => return Some(Incoming::StateVector),
            step::UPDATE => Heard::Update(message.slice_ref(reader.bytes()?)),
            _ => Heard::Nothing,
        },
        kind::SYNC_STATUS => {
            let is_saved = reader.uint()? == 1;
            Heard::Ack {
                n: 0,
                refusal: (!is_saved).then(|| "not saved".to_owned()),
            }
        }
        kind::AUTH if reader.uint()? == auth::DENIED => return None,
        kind::CLOSE => return None,
        _ => Heard::Nothing,
    };
    Some(Incoming::Heard(heard))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(body: &[u8]) -> Bytes {
        let mut out = Vec::new();
        write_bytes(&mut out, b"room");
        out.extend_from_slice(body);
        out.into()
    }

    #[test]
    fn an_update_is_heard() {
        let Some(Incoming::Heard(Heard::Update(update))) = read(&message(&[0, 2, 3, 7, 8, 9]))
        else {
            panic!("an update");
        };
        assert_eq!(update, Bytes::from_static(&[7, 8, 9]));
    }

    #[test]
    fn a_saved_edit_is_acknowledged_and_one_not_saved_is_refused() {
        let refusal = |body: &[u8]| match read(&message(body)) {
            Some(Incoming::Heard(Heard::Ack { refusal, .. })) => refusal,
            _ => panic!("an ack"),
        };
        assert_eq!(refusal(&[8, 1]), None);
        assert!(refusal(&[8, 0]).is_some());
    }

    #[test]
    fn a_denied_token_and_a_closed_document_end_the_connection() {
        assert!(read(&message(&[2, 1, 0])).is_none());
        assert!(read(&message(&[2, 2, 0])).is_some());
        assert!(read(&message(&[7, 0])).is_none());
        assert!(read(&Bytes::from_static(&[9, 1])).is_none());
    }

    #[test]
    fn the_servers_question_is_told_apart() {
        assert!(matches!(
            read(&message(&[4, 0, 1, 0])),
            Some(Incoming::StateVector)
        ));
        assert!(matches!(
            read(&message(&[0, 1, 0])),
            Some(Incoming::Heard(Heard::Nothing))
        ));
    }
}
