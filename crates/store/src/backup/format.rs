//! The lines of a backup.

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use bytes::Bytes;
use codevlive_domain::{
    id::{PersonId, RoomId},
    room::{
        entry::{Body, Entry, Seq},
        person::Actor,
    },
    time::Millis,
};
use serde::{Deserialize, Serialize};

use super::Counts;

/// The version this program writes. The one before knew no erased entries; it is read, too.
pub(super) const VERSION: u32 = 2;

/// One line.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Line {
    /// The first.
    Backup {
        /// Of the format.
        version: u32,
    },
    /// A document.
    Document {
        /// Its collection.
        collection: String,
        /// JSON, as it was stored.
        body: String,
    },
    /// Entries of a room that follow one another.
    Log {
        /// Which room.
        room: RoomId,
        /// At least one.
        entries: Vec<PortableEntry>,
    },
    /// The last.
    End {
        /// Of all lines before.
        counts: Counts,
        /// SHA-256 of all lines before with their line ends, Base64.
        sha256: String,
    },
}

/// An entry in JSON.
#[derive(Serialize, Deserialize)]
pub(super) struct PortableEntry {
    seq: Seq,
    at: Millis,
    /// None is the system.
    actor: Option<PersonId>,
    /// Base64.
    hash: String,
    /// [`Body::encode`], Base64.
    body: String,
    /// What the body's hash was before something of it was erased, Base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    erased: Option<String>,
}

impl From<&Entry> for PortableEntry {
    fn from(entry: &Entry) -> Self {
        Self {
            seq: entry.seq,
            at: entry.at,
            actor: entry.actor.person(),
            hash: BASE64.encode(entry.hash),
            body: BASE64.encode(entry.body.encode()),
            erased: entry.erased.map(|hash| BASE64.encode(hash)),
        }
    }
}

impl PortableEntry {
    /// The entry, or what is wrong with it.
    pub(super) fn read(&self) -> Result<Entry, String> {
        let bytes = |text: &str| BASE64.decode(text).map_err(|error| error.to_string());
        let hash = |text: &String| {
            let hash: Result<[u8; 32], _> = bytes(text)?.try_into();
            hash.map_err(|_| "a hash has 32 bytes".to_owned())
        };
        let body = Body::decode(&Bytes::from(bytes(&self.body)?));
        let actor = self.actor.map_or(Actor::System, Actor::Person);
        Ok(Entry {
            seq: self.seq,
            at: self.at,
            actor,
            body,
            hash: hash(&self.hash)?,
            erased: self.erased.as_ref().map(hash).transpose()?,
        })
    }
}

/// The text of a hash over lines.
pub(super) fn sha256_text(hash: sha2::Sha256) -> String {
    BASE64.encode(sha2::Digest::finalize(hash))
}
