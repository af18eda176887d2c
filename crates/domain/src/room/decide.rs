//! The only place that knows who may do what: a command becomes events, or is refused.
//!
//! The order of the questions is the same everywhere: is the person inside, may their role do this,
//! has the room ended, are the fields sound, and does the state allow it. A command that asks for
//! what is so already is accepted and leads to no event.

mod admission;
mod chat;
mod consent;
mod focus;
mod invitation;
mod lifecycle;
mod pads;
mod people;
mod problem;
mod signals;

pub use focus::expire;
pub use invitation::{Invited, enter};
pub use lifecycle::{NewRoom, create, rename};
pub use pads::MAX_PADS;
pub use people::HOST_GONE_MS;
pub use problem::first_text;
pub use signals::connection_signal;

use self::signals::Details;
use super::{
    command::Command,
    event::Event,
    person::{Actor, Identity, Role},
    refusal::{Refusal, RefusalCode},
    state::RoomState,
};
use crate::{
    id::{PadId, PersonId},
    time::Millis,
};

/// What a decision may depend on besides the log.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// The server's clock.
    pub now: Millis,
    /// A fresh id, for the pad that may be opened.
    pub new_pad: PadId,
    /// Since when no host has had a connection; none while one has.
    pub hosts_gone_since: Option<Millis>,
}

/// What a command leads to.
type Decision = Result<Vec<Event>, Refusal>;

/// Decides a command: the events it leads to (none if nothing changes), or why it is refused.
///
/// Whether the same command was accepted before is the caller's question, to [`RoomState::answer`].
pub fn decide(state: &RoomState, actor: &Identity, command: &Command, facts: &Facts) -> Decision {
    let ask = &Ask {
        state,
        actor,
        facts,
    };
    if !for_anyone(command) {
        check_inside(state, actor.id)?;
    }
    match command {
        Command::Knock { message } => admission::knock(ask, message.as_deref()),
        Command::MessageHost { text } => admission::message_host(ask, text),
        Command::Admit { person, reason } => admission::admit(ask, *person, reason.as_deref()),
        Command::Reject { person, reason } => admission::reject(ask, *person, reason.as_deref()),
        Command::Remove { person, reason } => people::remove(ask, *person, reason.as_deref()),
        Command::SetRole { person, role } => people::set_role(ask, *person, *role),
        Command::TakeOver => people::take_over(ask),
        Command::Start => lifecycle::start(ask),
        Command::End => lifecycle::end(ask),
        Command::Reopen => lifecycle::reopen(ask),
        Command::Say { text, to } => chat::say(ask, text, *to),
        Command::RaiseHand => chat::hand(ask, true),
        Command::LowerHand => chat::hand(ask, false),
        Command::ChooseProblem { .. } => problem::choose(ask, command),
        Command::RevealHint { index } => problem::reveal_hint(ask, *index),
        Command::OpenPad { kind, title } => pads::open(ask, *kind, title),
        Command::SetLanguage { pad, language } => pads::set_language(ask, *pad, language),
        Command::Lock { pad } => pads::lock(ask, *pad, true),
        Command::Unlock { pad } => pads::lock(ask, *pad, false),
        Command::Signal {
            kind,
            n,
            length,
            pad,
            devices,
        } => signals::signal(
            ask,
            *kind,
            *n,
            Details {
                length: *length,
                pad: *pad,
                devices: *devices,
            },
        ),
        Command::StartFocusTime { minutes } => focus::start(ask, *minutes),
        Command::EndFocusTime => focus::end(ask),
        Command::Consent { to, given } => consent::consent(ask, *to, *given),
        Command::StartRecording | Command::StopRecording => Err(not_available("recording")),
        Command::Run | Command::StopRun | Command::RunInput => Err(not_available("running code")),
    }
}

/// Whether a command is also for people who are not inside.
const fn for_anyone(command: &Command) -> bool {
    matches!(
        command,
        Command::Knock { .. } | Command::MessageHost { .. } | Command::Consent { .. }
    )
}

fn not_available(what: &str) -> Refusal {
    let detail = format!("{what} is not part of this server");
    Refusal::new(RefusalCode::NotAvailable, detail)
}

/// Who asks, of which room, and what else counts.
struct Ask<'a> {
    state: &'a RoomState,
    actor: &'a Identity,
    facts: &'a Facts,
}

impl Ask<'_> {
    fn role(&self) -> Role {
        self.state.role(self.actor.id)
    }

    /// Refuses all but hosts and interviewers.
    fn interviews(&self) -> Result<(), Refusal> {
        if self.role().interviews() {
            return Ok(());
        }
        Err(forbidden("only hosts and interviewers may do that"))
    }

    /// Refuses all but hosts.
    fn host(&self) -> Result<(), Refusal> {
        check_host(self.state, self.actor.id)
    }

    /// Refuses what an ended room does not allow.
    fn open(&self) -> Result<(), Refusal> {
        if self.state.is_ended() {
            return Err(Refusal::new(RefusalCode::RoomEnded, "the room has ended"));
        }
        Ok(())
    }

    /// Someone was faster: "already admitted by Asha".
    fn already(&self, done: &str, by: Actor) -> Refusal {
        let by = by.person().map_or("the room", |id| self.state.name(id));
        Refusal::new(
            RefusalCode::AlreadyDecided,
            format!("already {done} by {by}"),
        )
    }
}

/// Refuses those who are not inside.
fn check_inside(state: &RoomState, person: PersonId) -> Result<(), Refusal> {
    if state.is_inside(person) {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::NotInside,
        "only people inside may do that",
    ))
}

/// Refuses all but hosts.
fn check_host(state: &RoomState, person: PersonId) -> Result<(), Refusal> {
    if state.role(person) == Role::Host {
        return Ok(());
    }
    Err(forbidden("only a host may do that"))
}

fn forbidden(detail: &str) -> Refusal {
    Refusal::new(RefusalCode::Forbidden, detail)
}
