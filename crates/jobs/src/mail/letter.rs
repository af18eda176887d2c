//! What mails say, before they are worded.

use codevlive_domain::{
    id::{PersonId, RoomId},
    room::person::Role,
    time::Millis,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A mail to one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// To whom.
    pub to: Recipient,
    /// What about.
    pub mail: Mail,
}

impl Letter {
    /// Whose wish it is to get such mails at all; none if the mail is owed to them, or if they have no account to
    /// say so.
    pub const fn unsubscribes(&self) -> Option<PersonId> {
        match self.mail {
            Mail::Reminder(_) | Mail::Knock { .. } | Mail::ScorecardDue { .. } => self.to.person,
            _ => None,
        }
    }
}

/// Who gets a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// Where it goes.
    pub email: String,
    /// What they are called, if that is known.
    pub name: Option<String>,
    /// Their account, if they have one: it says which mails they do not want.
    pub person: Option<PersonId>,
}

/// The mails there are. Links carry tokens that are made when the mail is: no job holds one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum Mail {
    /// A new account; with the link that verifies its address.
    Welcome {
        /// The one-time token's id; none if a provider vouches for the address.
        token: Option<Uuid>,
    },
    /// Is this address yours? For a changed one, or when asked for again.
    VerifyAddress {
        /// The one-time token's id.
        token: Uuid,
    },
    /// The link to a new password.
    ResetPassword {
        /// The one-time token's id.
        token: Uuid,
    },
    /// Somebody signed in from a device not seen before.
    NewDevice {
        /// When.
        at: Millis,
        /// What the browser says it is, in a few words: "Firefox on Linux".
        device: String,
        /// From which address.
        address: String,
    },
    /// The password was changed, or a second factor was added or removed.
    SecurityChanged {
        /// When.
        at: Millis,
        /// What was done, as the end of "Your … was …".
        what: String,
    },
    /// Come to an interview.
    Invitation(Box<Interview>),
    /// It takes place at another time, or is called otherwise.
    InvitationChanged(Box<Interview>),
    /// It does not take place, or not with them.
    InvitationCancelled(Box<Interview>),
    /// It begins soon.
    Reminder(Box<Interview>),
    /// Someone knocks, and no host is there.
    Knock {
        /// Where.
        room: RoomId,
        /// What the room is called.
        title: String,
        /// Who knocks.
        who: String,
    },
    /// The interview is over, and their scorecard is not in.
    ScorecardDue {
        /// Of which room.
        room: RoomId,
        /// What the room is called.
        title: String,
    },
}

/// An interview, as an invited person is told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interview {
    /// The invitation: the UID of the calendar's event.
    pub invitation: Uuid,
    /// Counts what was sent of it before (RFC 5545, 3.8.7.4): 0 for the first.
    pub sequence: u32,
    /// Where.
    pub room: RoomId,
    /// What it is called.
    pub title: String,
    /// As what they are invited.
    pub role: Role,
    /// Who invites; empty if they deleted their account, and nobody is in their place.
    pub host_name: String,
    /// Their address; empty with the name, and if it is not verified: it may be somebody else's.
    pub host_email: String,
    /// When it begins; none if no time was set.
    pub starts_at: Option<Millis>,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// The time zone in which times are shown first: an IANA name.
    pub time_zone: String,
}

impl Mail {
    /// The interview of which an invited person is told; none in other mails.
    pub const fn interview(&self) -> Option<&Interview> {
        match self {
            Self::Invitation(interview)
            | Self::InvitationChanged(interview)
            | Self::InvitationCancelled(interview)
            | Self::Reminder(interview) => Some(interview),
            _ => None,
        }
    }

    /// [`Mail::interview`], to be changed.
    pub const fn interview_mut(&mut self) -> Option<&mut Interview> {
        match self {
            Self::Invitation(interview)
            | Self::InvitationChanged(interview)
            | Self::InvitationCancelled(interview)
            | Self::Reminder(interview) => Some(interview),
            _ => None,
        }
    }

    /// What it is about, in a word or two, for lists and logs.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Welcome { .. } => "welcome",
            Self::VerifyAddress { .. } => "verify address",
            Self::ResetPassword { .. } => "reset password",
            Self::NewDevice { .. } => "new device",
            Self::SecurityChanged { .. } => "security changed",
            Self::Invitation(_) => "invitation",
            Self::InvitationChanged(_) => "invitation changed",
            Self::InvitationCancelled(_) => "invitation cancelled",
            Self::Reminder(_) => "reminder",
            Self::Knock { .. } => "knock",
            Self::ScorecardDue { .. } => "scorecard due",
        }
    }
}
