//! Invitations to rooms, by e-mail.

use codevlive_domain::room::person::Role;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::timestamp::Timestamp;

/// How long an interview takes, in minutes, if nothing is said.
pub const DEFAULT_MINUTES: u32 = 60;
/// The longest one, in minutes: a day.
pub const MAX_MINUTES: u32 = 24 * 60;

/// As what somebody is invited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InvitedRole {
    /// Only hosts invite interviewers.
    Interviewer,
    /// The one who is interviewed.
    Candidate,
    /// One who watches.
    Observer,
}

impl From<InvitedRole> for Role {
    fn from(role: InvitedRole) -> Self {
        match role {
            InvitedRole::Interviewer => Self::Interviewer,
            InvitedRole::Candidate => Self::Candidate,
            InvitedRole::Observer => Self::Observer,
        }
    }
}

impl InvitedRole {
    /// The role of an invitation; nobody is invited as host.
    pub const fn of(role: Role) -> Self {
        match role {
            Role::Host | Role::Interviewer => Self::Interviewer,
            Role::Candidate => Self::Candidate,
            Role::Observer => Self::Observer,
        }
    }
}

/// Whom to invite.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewInvitation {
    /// Where the mail goes. Who signs in with this address, verified, enters without knocking.
    #[schema(format = "email")]
    pub email: String,
    /// As what.
    pub role: InvitedRole,
    /// What to call them in the mail, 1 to 80 characters.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 80)]
    pub name: Option<String>,
    /// When it begins; the room's time if absent.
    #[serde(default)]
    pub starts_at: Option<Timestamp>,
    /// How long it takes, in minutes; 60 if absent.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 1440)]
    pub minutes: Option<u32>,
    /// In which time zone the mail says the time, an IANA name such as `Europe/Berlin`; UTC if absent.
    #[serde(default)]
    pub time_zone: Option<String>,
}

/// What became of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InvitationStatus {
    /// Nobody came by it yet.
    Pending,
    /// They came.
    Accepted,
    /// It was taken back, or the interview does not take place.
    Cancelled,
}

/// An invitation, as those who interview see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    /// Its id.
    pub id: Uuid,
    /// As it was given.
    #[schema(format = "email")]
    pub email: String,
    /// As what they are invited.
    pub role: InvitedRole,
    /// What they are called, if that was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub name: Option<String>,
    /// When it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub starts_at: Option<Timestamp>,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// In which time zone the mail says the time.
    pub time_zone: String,
    /// What became of it.
    pub status: InvitationStatus,
    /// When it was made.
    pub created_at: Timestamp,
}

/// One page of a room's invitations, oldest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InvitationPage {
    /// The invitations.
    pub items: Vec<Invitation>,
    /// Asks for the next page; `null` on the last.
    #[schema(required = true)]
    pub next_cursor: Option<String>,
}
