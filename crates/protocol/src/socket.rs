//! Socket messages of the namespace `/room`, as the contract names them.

use bytes::Bytes;
use codevlive_domain::{
    id::{ConnectionId, PadId, PersonId},
    room::{
        entry::Seq,
        refusal::{Refusal, RefusalCode},
    },
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// Updates up to this many bytes are accepted.
pub const MAX_UPDATE_BYTES: usize = 1024 * 1024;

/// Messages up to this many bytes are answered (`too_large`, if above [`MAX_UPDATE_BYTES`]); beyond it
/// the connection is closed.
pub const MAX_ANSWERED_BYTES: usize = 2 * 1024 * 1024;

/// What a client gives when it connects.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct Handshake {
    /// An access token: of an account, or of a guest of this room.
    pub token: String,
    /// The room.
    #[schema(value_type = String)]
    pub room: String,
    /// The last entry the client has; with it, the permitted entries after it follow the first `view`.
    #[serde(default)]
    pub after: Option<Seq>,
}

/// Why a handshake was refused: the `message` of the `connect_error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HandshakeRefusal {
    /// No token, or one that is not valid here.
    Unauthenticated,
    /// No such room.
    UnknownRoom,
    /// The room has ended; said to candidates and observers only.
    RoomEnded,
    /// A dependency is away, or this server is going: try again, here or elsewhere.
    TryLater,
}

impl std::fmt::Display for HandshakeRefusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Unauthenticated => "unauthenticated",
            Self::UnknownRoom => "unknown_room",
            Self::RoomEnded => "room_ended",
            Self::TryLater => "try_later",
        })
    }
}

/// The answer to an accepted `command` or `edit`.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct SeqAck {
    /// Always true.
    pub ok: bool,
    /// The position of the entry.
    pub seq: Seq,
}

/// The answer to an accepted `sync`.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SyncAck {
    /// Always true.
    pub ok: bool,
    /// Yjs update v1: what the asker lacks.
    #[schema(value_type = Vec<u8>)]
    pub update: Bytes,
    /// What the server has.
    #[schema(value_type = Vec<u8>)]
    pub state_vector: Bytes,
}

/// The answer to an accepted message that has nothing more to say.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct OkAck {
    /// Always true.
    pub ok: bool,
}

/// The answer to a refused message: nothing changed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RefusalAck {
    /// Always false.
    pub ok: bool,
    /// For programs.
    pub code: RefusalCode,
    /// For people.
    pub detail: String,
}

impl From<Refusal> for RefusalAck {
    fn from(refusal: Refusal) -> Self {
        Self {
            ok: false,
            code: refusal.code,
            detail: refusal.detail,
        }
    }
}

/// `rtc`, client to server.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct RtcTo {
    /// One of `people[].connections`.
    pub to: ConnectionId,
    /// A WebRTC description or candidate; not looked into.
    #[schema(value_type = Object)]
    pub data: Value,
}

/// `rtc`, server to client.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RtcFrom<'a> {
    /// Whose connection sent it.
    pub from: ConnectionId,
    /// A WebRTC description or candidate.
    #[schema(value_type = Object)]
    pub data: &'a Value,
}

/// The third argument of `edit`, server to client.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct EditMeta {
    /// Whose edits; absent where several people's are merged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<PersonId>,
}

/// The arguments of `edit`, client to server: `(pad, update)`; of `sync`: `(pad, stateVector)`; of
/// `awareness`, both ways: `(pad, update)`.
pub type PadBytes = (PadId, Bytes);

/// Why the server closes a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClosedReason {
    /// Put out by a host.
    Removed,
    /// The room ended.
    Ended,
    /// Logged out, password changed, or account deleted.
    SignedOut,
    /// This node goes away: reconnect elsewhere.
    Draining,
}

/// `closed`: the last message before the server closes a connection.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Closed {
    /// Why.
    pub reason: ClosedReason,
}
