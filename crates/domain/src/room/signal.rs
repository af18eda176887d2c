//! Signals: what a candidate's browser tells of its window. Information, never a verdict.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What was observed.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum SignalKind {
    /// The tab was hidden.
    TabHidden,
    /// The tab is visible again.
    TabVisible,
    /// The window lost the focus.
    WindowBlurred,
    /// The window has the focus again.
    WindowFocused,
    /// A text from outside the room was pasted; with its length, never with the text.
    PastedFromOutside,
    /// Full-screen mode was left.
    FullscreenLeft,
    /// The last connection of the candidate went away. Made by the server.
    ConnectionLost,
    /// The candidate is connected again. Made by the server.
    ConnectionRestored,
}

impl SignalKind {
    /// All kinds, in the order they are shown.
    pub const ALL: [Self; 8] = [
        Self::TabHidden,
        Self::TabVisible,
        Self::WindowBlurred,
        Self::WindowFocused,
        Self::PastedFromOutside,
        Self::FullscreenLeft,
        Self::ConnectionLost,
        Self::ConnectionRestored,
    ];

    /// Whether only the server may raise it.
    pub const fn by_server(self) -> bool {
        matches!(self, Self::ConnectionLost | Self::ConnectionRestored)
    }
}
