//! One's own account.

use std::collections::BTreeMap;

use codevlive_domain::id::PersonId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// A person with an account, as they see themselves.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
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
}
