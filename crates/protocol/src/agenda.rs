//! The agenda of a room: problems written beforehand.

use codevlive_domain::agenda::Item;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::timestamp::Timestamp;

/// The largest agenda, in bytes: twenty long problems, not twenty of the longest.
pub const MAX_AGENDA: usize = 2 * 1024 * 1024;

/// The whole agenda, in the place of the one that was read: what is absent is taken off it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewAgenda {
    /// Of the agenda that it was made from.
    pub version: u32,
    /// In the order in which they are to come.
    #[schema(max_items = 20)]
    pub items: Vec<Item>,
}

/// The problems prepared for a room.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Agenda {
    /// 0 until one was written; each change adds 1.
    pub version: u32,
    /// In the order in which they are to come.
    pub items: Vec<Item>,
    /// When it was changed last; absent until one was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub updated_at: Option<Timestamp>,
}
