//! A room of many edits, opened by someone new after the server was killed.

use std::time::{Duration, Instant};

use yrs::{Doc, GetString, Text, TextRef, Transact, Update, updates::decoder::Decode};

use crate::{
    client::{Client, Heard},
    failure::Result,
    server::{Room, Server},
};

/// Edits that may wait for their acks.
const UNDER_WAY: u32 = 500;

/// After so many letters the cursor goes elsewhere.
const BURST: u32 = 32;

/// A room that was written full.
pub(crate) struct Written {
    room: Room,
    text: String,
}

/// Writes so many edits of one letter each as fast as the server acknowledges them.
pub(crate) async fn write(server: &Server, edits: u32) -> Result<Written> {
    let rooms = server.make_rooms(1, 1).await?;
    let room = rooms.into_iter().next().ok_or("no room was made")?;
    let mut client = server.enter(&room).await?.pop().ok_or("nobody came in")?;
    let mut author = Author::new();
    let mut acknowledged = 0;
    for n in 0..edits {
        client.edit(n, author.type_letter(n)).await?;
        while n - acknowledged >= UNDER_WAY {
            acknowledged += hear_ack(&mut client).await?;
        }
    }
    while acknowledged < edits {
        acknowledged += hear_ack(&mut client).await?;
    }
    Ok(Written {
        room,
        text: author.text(),
    })
}

/// From the first packet of a connection to all of the text, which must be what was written.
pub(crate) async fn open(server: &Server, written: &Written) -> Result<Duration> {
    let start = Instant::now();
    let update = server.open(&written.room).await?;
    let doc = Doc::new();
    let text = doc.get_or_insert_text("content");
    doc.transact_mut()
        .apply_update(Update::decode_v1(&update)?)?;
    let elapsed = start.elapsed();
    if text.get_string(&doc.transact()) == written.text {
        Ok(elapsed)
    } else {
        Err("the room that was opened has another text than was written".into())
    }
}

/// How many acks that was.
async fn hear_ack(client: &mut Client) -> Result<u32> {
    match client.hear().await? {
        Heard::Ack { refusal: None, .. } => Ok(1),
        Heard::Ack {
            refusal: Some(refusal),
            ..
        } => Err(refusal.into()),
        Heard::Ping => client.pong().await.map(|()| 0),
        Heard::Update(_) | Heard::Nothing => Ok(0),
    }
}

/// Types in bursts, each at another place, as one does who writes a program.
struct Author {
    doc: Doc,
    content: TextRef,
    cursor: u32,
}

impl Author {
    fn new() -> Self {
        let doc = Doc::new();
        let content = doc.get_or_insert_text("content");
        Self {
            doc,
            content,
            cursor: 0,
        }
    }

    /// The update of the n-th letter.
    fn type_letter(&mut self, n: u32) -> Vec<u8> {
        if n.is_multiple_of(BURST) {
            // Anywhere in what is there; a multiplicative hash is irregular enough.
            self.cursor = n.wrapping_mul(2_654_435_761) % (n + 1);
        }
        let letter = char::from(b'a' + (n % 26) as u8);
        let mut txn = self.doc.transact_mut();
        self.content
            .insert(&mut txn, self.cursor, letter.encode_utf8(&mut [0; 4]));
        self.cursor += 1;
        txn.encode_update_v1()
    }

    fn text(&self) -> String {
        self.content.get_string(&self.doc.transact())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_updates_make_its_text() {
        let mut author = Author::new();
        let doc = Doc::new();
        let text = doc.get_or_insert_text("content");
        for n in 0..500 {
            let update = Update::decode_v1(&author.type_letter(n)).expect("an update");
            doc.transact_mut().apply_update(update).expect("applied");
        }
        let written = author.text();
        assert_eq!(text.get_string(&doc.transact()), written);
        assert_eq!(written.len(), 500);
        assert!(
            !written.starts_with("abcdefghijklmnopqrstuvwxyzabcdefghijklmn"),
            "in bursts"
        );
    }
}
