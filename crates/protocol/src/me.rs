//! One's own account.

use std::collections::BTreeMap;

use codevlive_domain::{
    agenda::Item,
    id::{PersonId, RoomId, SessionId},
    room::timeline::TimelineEntry,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::{invitation::Invitation, room::Room, scorecard::Scorecard, timestamp::Timestamp};

/// A person with an account, as they see themselves.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each answers a question of its own"
)]
pub struct User {
    /// Their id.
    pub id: PersonId,
    /// Their address, as given.
    #[schema(format = "email")]
    pub email: String,
    /// Their name, 1 to 80 characters.
    pub name: String,
    /// Whether the address was shown to be theirs.
    pub email_verified: bool,
    /// Whether they can sign in with a password.
    pub has_password: bool,
    /// Whether a second factor is on.
    pub totp: bool,
    /// Whether they may see and mend the queue.
    pub administrator: bool,
    /// Through whom they can sign in: `google.com`, `github.com`.
    pub providers: Vec<String>,
    /// What they set.
    pub settings: Settings,
}

/// How a person wants the web client to be. What is absent is as the client has it by default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Settings {
    /// Light, dark, or as the device has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub theme: Option<Theme>,
    /// The editor's keys.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub editor_keymap: Option<EditorKeymap>,
    /// The editor's font size, in CSS pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, minimum = 6, maximum = 60)]
    pub font_size: Option<u8>,
    /// The editor's screen-reader mode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub screen_reader: Option<bool>,
    /// Mails that are not about the account itself: reminders, knocks, scorecards that are due. On by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub notifications: Option<bool>,
}

/// The font sizes that [`Settings`] takes, in CSS pixels.
pub const FONT_SIZES: std::ops::RangeInclusive<u8> = 6..=60;

/// Colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// As the device has it.
    Auto,
}

/// Which editor's keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EditorKeymap {
    /// The editor's own.
    Default,
    /// Vim's.
    Vim,
    /// Emacs's.
    Emacs,
}

/// What to change of one's account; what is absent stays as it is.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct MeChange {
    /// A new name, 1 to 80 characters.
    #[serde(default)]
    #[schema(nullable = false, min_length = 1, max_length = 80)]
    pub name: Option<String>,
    /// Settings to change, one by one; `null` takes one back.
    #[serde(default)]
    #[schema(value_type = Option<SettingsChange>, nullable = false)]
    pub settings: Option<BTreeMap<String, Value>>,
}

/// [`Settings`] to change; the schema of what [`MeChange`] takes as a map.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SettingsChange {
    /// Light, dark, or as the device has it.
    pub theme: Option<Theme>,
    /// The editor's keys.
    pub editor_keymap: Option<EditorKeymap>,
    /// The editor's font size, in CSS pixels.
    #[schema(minimum = 6, maximum = 60)]
    pub font_size: Option<u8>,
    /// The editor's screen-reader mode.
    pub screen_reader: Option<bool>,
    /// Mails that are not about the account itself.
    pub notifications: Option<bool>,
}

/// A new password for one's account.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PasswordChange {
    /// The one until now; not needed by an account that has none.
    #[serde(default)]
    #[schema(format = "password", nullable = false)]
    pub current_password: Option<String>,
    /// 8 to 256 characters of any kind; not one of those that everybody tries first.
    #[schema(format = "password", min_length = 8, max_length = 256)]
    pub new_password: String,
}

/// A new address for one's account.
#[derive(Clone, Deserialize, ToSchema)]
pub struct EmailChange {
    /// Where the link goes that makes it the account's.
    #[schema(format = "email", max_length = 254)]
    pub email: String,
    /// The password; an account without one needs a sign-in of the last ten minutes instead.
    #[serde(default)]
    #[schema(format = "password", nullable = false)]
    pub password: Option<String>,
}

/// One sign-in of one's account.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionItem {
    /// Its id.
    pub id: SessionId,
    /// What the browser says it is: "Firefox on Linux".
    #[schema(example = "Firefox on Linux")]
    pub device: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When its access token was last renewed.
    pub last_used_at: Timestamp,
    /// From which address it was last used.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub address: Option<String>,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// One's sign-ins, newest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SessionList {
    /// All of them.
    pub items: Vec<SessionItem>,
}

/// All that is kept of a person, as a file.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Export {
    /// When it was made.
    pub exported_at: Timestamp,
    /// The account, without what opens it.
    pub account: ExportedAccount,
    /// Its sign-ins.
    pub sessions: Vec<SessionItem>,
    /// Those to them: by which they came, and, if their address is verified, those to it that nobody came by.
    pub invitations_received: Vec<ExportedInvitation>,
    /// Those that they made.
    pub invitations_made: Vec<ExportedInvitation>,
    /// Those that they wrote.
    pub scorecards: Vec<ExportedScorecard>,
    /// The rooms they take part in.
    pub rooms: Vec<ExportedRoom>,
}

/// An account in an [`Export`].
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExportedAccount {
    /// As `GET /me` shows it.
    #[serde(flatten)]
    pub user: User,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its address was verified.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub email_verified_at: Option<Timestamp>,
    /// When each of the browsers was last seen that are known by a cookie.
    pub devices_seen_at: Vec<Timestamp>,
}

/// An invitation in an [`Export`].
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExportedInvitation {
    /// As those who interview see it.
    #[serde(flatten)]
    pub invitation: Invitation,
    /// To which room.
    pub room: RoomId,
    /// What the room was called when the invited person was told last.
    pub title: String,
    /// Who invites; absent if they deleted their account, and nobody is in their place.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub host_name: Option<String>,
    /// Their address, as it is in the mails.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, format = "email")]
    pub host_email: Option<String>,
}

/// A scorecard in an [`Export`].
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ExportedScorecard {
    /// As its author sees it.
    #[serde(flatten)]
    pub scorecard: Scorecard,
    /// Of which room.
    pub room: RoomId,
}

/// A room in an [`Export`].
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ExportedRoom {
    /// The room.
    pub room: Room,
    /// The problems prepared for it; for others than those who interview there are none.
    pub agenda: Vec<Item>,
    /// What happened in it, as far as this person may know.
    pub timeline: Vec<TimelineEntry>,
}
