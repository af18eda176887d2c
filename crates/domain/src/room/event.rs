//! What happened in a room, in the past tense. Field names are those of the wire.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    command::{ChatScope, ConsentTo},
    pad::NewPad,
    person::Role,
    signal::{DeviceChange, SignalKind},
};
use crate::{
    id::{PadId, PersonId},
    time::Millis,
};

/// Whether a room is an interview or a practice room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoomKind {
    /// Interviewers and a candidate.
    #[default]
    Interview,
    /// One who practises, alone or with a mentor.
    Practice,
}

/// An event, tagged by `type`; the table in `room.md` says who makes and who receives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(
    tag = "type",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum Event {
    /// The first entry of every log: the room was made by its host.
    Created {
        /// Interview or practice.
        kind: RoomKind,
        /// 1 to 200 characters.
        title: String,
        /// The host's name; the actor is the host.
        name: String,
        /// Which signals are on.
        signals: Vec<SignalKind>,
        /// The first pads: one for code, one for notes.
        pads: Vec<NewPad>,
    },
    /// The title was changed.
    Renamed {
        /// 1 to 200 characters.
        title: String,
    },
    /// The actor asked to join.
    Knocked {
        /// The name they gave.
        name: String,
        /// A line for those who decide.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<String>,
    },
    /// The actor, who waits, wrote a line to the host.
    MessagedHost {
        /// The line.
        text: String,
    },
    /// A person was let in.
    Admitted {
        /// Who.
        person: PersonId,
        /// As what.
        role: Role,
        /// Their name, if they entered by invitation, without a knock.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// For the log.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// A person was turned away.
    Rejected {
        /// Who.
        person: PersonId,
        /// For the log.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// A person was put out.
    Removed {
        /// Who.
        person: PersonId,
        /// For the log.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// The actor's last connection has been gone for a minute. They stay admitted.
    Left,
    /// A person has another role.
    RoleChanged {
        /// Who.
        person: PersonId,
        /// The new role.
        role: Role,
    },
    /// The actor became host, the last host being gone.
    HostTakenOver,
    /// The interview began.
    Started,
    /// The interview ended.
    Ended,
    /// The room is open again.
    Reopened,
    /// A problem was chosen; its statement travels from this moment.
    ProblemChosen {
        /// Of the bank.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        problem_id: Option<String>,
        /// Its title.
        title: String,
        /// Markdown.
        statement: String,
        /// All hints; others than hosts and interviewers receive this entry without them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        hints: Vec<String>,
        /// How many hints there are.
        hint_count: u32,
        /// The code pad for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pad: Option<PadId>,
        /// The pad's first text; the entry after this one writes it there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        starter: Option<String>,
    },
    /// A hint was shown to everyone.
    HintRevealed {
        /// From 0.
        index: u32,
        /// The hint.
        text: String,
    },
    /// A pad was opened.
    PadOpened {
        /// The pad.
        pad: NewPad,
    },
    /// A code pad has another language.
    LanguageSet {
        /// Which pad.
        pad: PadId,
        /// Its short name.
        language: String,
    },
    /// Only hosts and interviewers may edit a pad now.
    EditingLocked {
        /// Which pad.
        pad: PadId,
    },
    /// Candidates may edit it again.
    EditingUnlocked {
        /// Which pad.
        pad: PadId,
    },
    /// The actor wrote into the chat.
    Said {
        /// The line.
        text: String,
        /// Who receives it.
        to: ChatScope,
    },
    /// The actor raised a hand.
    HandRaised,
    /// The actor lowered their hand.
    HandLowered,
    /// The actor's browser, or the server about their connection, observed something.
    Signal {
        /// What.
        kind: SignalKind,
        /// The person's own running number; none on those made by the server.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        n: Option<u64>,
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
    /// The candidate works unobserved until then.
    FocusTimeStarted {
        /// Readers treat it as the end, whether or not the end is logged yet.
        until: Millis,
        /// How long it was asked for.
        minutes: u32,
    },
    /// The focus time is over.
    FocusTimeEnded,
    /// The actor consents.
    ConsentGiven {
        /// To what.
        to: ConsentTo,
        /// The actor's name, if the room had not heard of them before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    /// The actor consents no longer.
    ConsentWithdrawn {
        /// To what.
        to: ConsentTo,
        /// The actor's name, if the room had not heard of them before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
}
