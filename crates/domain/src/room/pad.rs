//! Pads: the documents of a room.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::PadId;

/// What a pad holds, which decides who may see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PadKind {
    /// Code, for everyone inside.
    Code,
    /// Drawings, for everyone inside.
    Whiteboard,
    /// Notes of hosts and interviewers; no byte of them reaches anyone else.
    Notes,
}

impl PadKind {
    /// Whether someone of this role may read such a pad.
    pub const fn readable_by(self, role: super::person::Role) -> bool {
        !matches!(self, Self::Notes) || role.interviews()
    }
}

/// A pad as it is opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewPad {
    /// Made by the server.
    pub id: PadId,
    /// What it holds.
    pub kind: PadKind,
    /// Shown on its tab, 1 to 80 characters.
    pub title: String,
    /// Of code pads: the language's short name, such as `python`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub language: Option<String>,
}
