//! Rooms, as they are made, listed and changed. What happens in them goes over the socket.

use codevlive_domain::{
    id::RoomId,
    room::{event::RoomKind, person::Role, signal::SignalKind, state::RoomStatus},
};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::timestamp::Timestamp;

/// Days after which a room's recording is deleted, if its host says nothing else.
pub const DEFAULT_RETENTION_DAYS: u32 = 90;
/// The longest retention, in days: ten years.
pub const MAX_RETENTION_DAYS: u32 = 3_650;
/// How many problems may be prepared for a room.
pub const MAX_PROBLEMS: usize = 50;
/// The longest id of a problem of the bank, in characters.
pub const MAX_PROBLEM_ID: usize = 100;

/// What a room is made of. Its maker is the host.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewRoom {
    /// 1 to 200 characters.
    #[schema(min_length = 1, max_length = 200)]
    pub title: String,
    /// An interview if absent.
    #[serde(default)]
    pub kind: RoomKind,
    /// When it is to take place.
    #[serde(default)]
    pub scheduled_at: Option<Timestamp>,
    /// Problems of the bank to have at hand, up to 50; none if absent.
    #[serde(default, deserialize_with = "or_default")]
    #[schema(max_items = 50, value_type = Option<Vec<String>>)]
    pub problem_ids: Vec<String>,
    /// Days until its recording is deleted; 90 if absent.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 3650)]
    pub retention_days: Option<u32>,
    /// Which signals of the candidates' browsers are on; if absent, all but `problem_copied` and `devices_changed`.
    #[serde(default)]
    pub signals: Option<Vec<SignalKind>>,
}

/// Takes `null` for absent.
fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// What to change of a room; what is absent stays as it is.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomChange {
    /// 1 to 200 characters.
    #[serde(default)]
    #[schema(nullable = false, min_length = 1, max_length = 200)]
    pub title: Option<String>,
    /// When it is to take place; `null` takes the date back.
    #[serde(default)]
    #[schema(value_type = Option<Timestamp>)]
    pub scheduled_at: Change<Timestamp>,
    /// Problems of the bank to have at hand, up to 50.
    #[serde(default)]
    #[schema(nullable = false, max_items = 50)]
    pub problem_ids: Option<Vec<String>>,
    /// Days until its recording is deleted.
    #[serde(default)]
    #[schema(nullable = false, minimum = 1, maximum = 3650)]
    pub retention_days: Option<u32>,
}

/// What to make of a field that can be taken back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Change<T> {
    /// Absent: it stays as it is.
    #[default]
    Keep,
    /// `null`: there is none any more.
    Clear,
    /// A value: this is it now.
    Set(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Change<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Clear, Self::Set))
    }
}

/// A room, as one who takes part in it sees it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Room {
    /// Its id.
    pub id: RoomId,
    /// Its title.
    pub title: String,
    /// Interview or practice.
    pub kind: RoomKind,
    /// How far it is.
    pub status: RoomStatus,
    /// The link to give to others.
    #[schema(format = "uri")]
    pub join_url: String,
    /// The role of the person who asks.
    pub role: Role,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it is to take place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub scheduled_at: Option<Timestamp>,
    /// When it was started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub started_at: Option<Timestamp>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub ended_at: Option<Timestamp>,
    /// Problems of the bank prepared for it; empty for those who don't interview.
    pub problem_ids: Vec<String>,
    /// Days until its recording is deleted.
    pub retention_days: u32,
}

/// One page of the rooms one takes part in, newest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomPage {
    /// The rooms.
    pub items: Vec<Room>,
    /// Asks for the next page; `null` on the last.
    #[schema(required = true)]
    pub next_cursor: Option<String>,
}

/// Which page of a list.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// At most so many, 1 to 100; 50 if absent.
    #[param(minimum = 1, maximum = 100, default = 50, nullable = false)]
    pub limit: Option<u32>,
    /// The `nextCursor` of the page before.
    #[param(nullable = false)]
    pub cursor: Option<String>,
}
