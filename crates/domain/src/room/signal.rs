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
    /// Text of the problem was copied; with its length, never with the text.
    ProblemCopied,
    /// Cameras, microphones or speakers came or went; with how many, never with their names.
    DevicesChanged,
}

/// How many devices of each kind came (above 0) or went (below) in one change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeviceChange {
    /// -100 to 100.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[schema(minimum = -100, maximum = 100)]
    pub cameras: i32,
    /// -100 to 100.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[schema(minimum = -100, maximum = 100)]
    pub microphones: i32,
    /// -100 to 100.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[schema(minimum = -100, maximum = 100)]
    pub speakers: i32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn is_zero(number: &i32) -> bool {
    *number == 0
}

impl DeviceChange {
    /// Whether something came or went, and no more than anyone has.
    pub fn is_sound(self) -> bool {
        let all = [self.cameras, self.microphones, self.speakers];
        all.iter().any(|number| *number != 0)
            && all.iter().all(|number| number.unsigned_abs() <= 100)
    }
}

impl SignalKind {
    /// All kinds, in the order they are shown.
    pub const ALL: [Self; 10] = [
        Self::TabHidden,
        Self::TabVisible,
        Self::WindowBlurred,
        Self::WindowFocused,
        Self::PastedFromOutside,
        Self::FullscreenLeft,
        Self::ConnectionLost,
        Self::ConnectionRestored,
        Self::ProblemCopied,
        Self::DevicesChanged,
    ];

    /// Those of the contract: on in a room whose maker did not say which, since a client that follows the contract
    /// knows no others.
    pub const USUAL: [Self; 8] = [
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
