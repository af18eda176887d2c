//! What a person may ask of a room. Whether they may is `decide`'s to say.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    pad::PadKind,
    person::Role,
    refusal::Refusal,
    signal::{DeviceChange, SignalKind},
    text,
};
use crate::id::{PadId, PersonId};

/// The longest command id, in characters (contract: "any string up to 64 characters").
pub const MAX_COMMAND_ID: usize = 64;

/// A command as it comes over the socket. `id` makes a repetition harmless: an accepted id, sent
/// again by the same person, gets the first answer again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NumberedCommand {
    /// Of the client's making, 1 to 64 characters.
    pub id: String,
    /// What is asked.
    #[serde(flatten)]
    pub command: Command,
}

impl NumberedCommand {
    /// Refuses an id that is empty or too long: `invalid`.
    pub fn check_id(&self) -> Result<(), Refusal> {
        if self.id.is_empty() {
            return Err(text::invalid("id", "is empty"));
        }
        text::at_most("id", &self.id, MAX_COMMAND_ID)
    }
}

/// Whom a chat line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChatScope {
    /// Everyone inside.
    All,
    /// Hosts and interviewers only.
    Interviewers,
}

/// What a person consents to, each for themselves.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ConsentTo {
    /// Audio and video are recorded.
    Recording,
    /// Speech is transcribed.
    Transcript,
    /// A model drafts an evaluation.
    AiEvaluation,
}

/// What is asked of the room, tagged by `type`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(
    tag = "type",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum Command {
    /// Ask to join, as a candidate.
    Knock {
        /// A line for those who decide, up to 500 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<String>,
    },
    /// A line to the host from one who waits.
    MessageHost {
        /// Up to 500 characters.
        text: String,
    },
    /// Let a waiting person in.
    Admit {
        /// Who waits.
        person: PersonId,
        /// For the log, up to 500 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Turn a waiting person away.
    Reject {
        /// Who waits.
        person: PersonId,
        /// For the log, up to 500 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Put a person out; they must knock again.
    Remove {
        /// Who is inside.
        person: PersonId,
        /// For the log, up to 500 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Give a person inside another role.
    SetRole {
        /// Who is inside.
        person: PersonId,
        /// The new role.
        role: Role,
    },
    /// Become host when the last host has been gone for two minutes.
    TakeOver,
    /// Begin the interview.
    Start,
    /// End the interview.
    End,
    /// Open an ended room again.
    Reopen,
    /// Write into the chat.
    Say {
        /// 1 to 4,000 characters.
        text: String,
        /// Who receives it.
        to: ChatScope,
    },
    /// Raise one's hand.
    RaiseHand,
    /// Lower one's hand.
    LowerHand,
    /// Choose a problem of the bank (`problemId`), or the host's own (`title` and `statement`).
    ChooseProblem {
        /// A problem of the bank.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        problem_id: Option<String>,
        /// Own problem: its title, 1 to 200 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        /// Own problem: Markdown, 1 to 100,000 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        statement: Option<String>,
        /// Own problem: up to 20 hints of up to 10,000 characters, revealed one by one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hints: Option<Vec<String>>,
        /// Own problem: language of its pad.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        language: Option<String>,
        /// Own problem: first text of its pad, up to 100,000 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        starter: Option<String>,
    },
    /// Show a hint of the chosen problem to everyone.
    RevealHint {
        /// From 0.
        index: u32,
    },
    /// Open another pad.
    OpenPad {
        /// What it holds.
        kind: PadKind,
        /// For its tab, 1 to 80 characters.
        title: String,
    },
    /// Set a code pad's language.
    SetLanguage {
        /// A code pad.
        pad: PadId,
        /// Its short name, such as `python`.
        language: String,
    },
    /// Let only hosts and interviewers edit a pad.
    Lock {
        /// Which.
        pad: PadId,
    },
    /// Let candidates edit it again.
    Unlock {
        /// Which.
        pad: PadId,
    },
    /// The candidate's browser observed something.
    Signal {
        /// What.
        kind: SignalKind,
        /// The person's own running number, from 1; a gap shows that some are missing.
        n: u64,
        /// Of a paste, and of a copy of the problem: how many characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        length: Option<u64>,
        /// Of a paste: into which pad.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pad: Option<PadId>,
        /// Of a change of devices: how many came or went.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        devices: Option<DeviceChange>,
    },
    /// Let the candidate work unobserved.
    StartFocusTime {
        /// 1 to 120.
        minutes: u32,
    },
    /// End it before its time.
    EndFocusTime,
    /// Give or withdraw consent for oneself.
    Consent {
        /// To what.
        to: ConsentTo,
        /// Given, or withdrawn.
        given: bool,
    },
    /// Answers `not_available` until recording comes.
    StartRecording,
    /// Answers `not_available` until recording comes.
    StopRecording,
    /// Answers `not_available` until runs come.
    Run,
    /// Answers `not_available` until runs come.
    StopRun,
    /// Answers `not_available` until runs come.
    RunInput,
}
