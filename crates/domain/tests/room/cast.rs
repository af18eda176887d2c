//! A room with people in every standing, and a log that grows as they ask for things.

use codevlive_domain::{
    id::{PadId, PersonId},
    room::{
        apply::apply,
        command::Command,
        decide::{Facts, NewRoom, create, decide, first_text},
        entry::{Body, Entry},
        event::{Event, RoomKind},
        person::{Actor, Identity, Role},
        refusal::{Refusal, RefusalCode},
        signal::SignalKind,
        state::RoomState,
    },
    time::Millis,
};
use uuid::Uuid;

use crate::asking::{admit, knock, make, reject, remove};

pub(crate) const HOST: PersonId = person(1);
pub(crate) const INTERVIEWER: PersonId = person(2);
pub(crate) const CANDIDATE: PersonId = person(3);
pub(crate) const OBSERVER: PersonId = person(4);
pub(crate) const WAITING: PersonId = person(5);
pub(crate) const OUTSIDE: PersonId = person(6);
pub(crate) const REJECTED: PersonId = person(7);
pub(crate) const REMOVED: PersonId = person(8);
/// Everyone, in that order.
pub(crate) const EVERYONE: [PersonId; 8] = [
    HOST,
    INTERVIEWER,
    CANDIDATE,
    OBSERVER,
    WAITING,
    OUTSIDE,
    REJECTED,
    REMOVED,
];

/// The pads of a new room; those opened later follow.
pub(crate) const CODE: PadId = pad(100);
pub(crate) const NOTES: PadId = pad(101);
/// The time of the first entry.
pub(crate) const BEGINNING: Millis = Millis(1_000_000);

pub(crate) const fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

pub(crate) const fn pad(number: u128) -> PadId {
    PadId(Uuid::from_u128(number))
}

/// A person as a token names them.
pub(crate) fn identity(id: PersonId) -> Identity {
    let names = [
        "Asha",
        "Ivan",
        "Carla",
        "Olu",
        "Wei",
        "Nobody-yet",
        "Rejected-one",
        "Removed-one",
    ];
    let number = usize::try_from(id.0.as_u128()).expect("the cast has small numbers");
    let name = names.get(number - 1).copied().unwrap_or("Someone");
    Identity {
        id,
        name: name.to_owned(),
    }
}

/// A room that is played.
#[derive(Clone)]
pub(crate) struct Play {
    pub(crate) state: RoomState,
    pub(crate) log: Vec<Entry>,
    pub(crate) now: Millis,
    pub(crate) hosts_gone_since: Option<Millis>,
}

impl Play {
    /// A new room: nobody but the host.
    pub(crate) fn new() -> Self {
        let mut play = Self {
            state: RoomState::default(),
            log: Vec::new(),
            now: BEGINNING,
            hosts_gone_since: None,
        };
        let room = NewRoom {
            kind: RoomKind::Interview,
            title: "Backend".to_owned(),
            signals: SignalKind::ALL.to_vec(),
            code_pad: CODE,
            notes_pad: NOTES,
        };
        play.log_event(Actor::Person(HOST), create(room, &identity(HOST)));
        play
    }

    /// A room that is live, with everybody where their name says.
    pub(crate) fn full() -> Self {
        let mut play = Self::new();
        for id in [INTERVIEWER, CANDIDATE, OBSERVER, REMOVED] {
            play.enter(id);
        }
        play.does(HOST, make(INTERVIEWER, Role::Interviewer));
        play.does(HOST, make(OBSERVER, Role::Observer));
        play.does(HOST, remove(REMOVED));
        play.does(REJECTED, knock());
        play.does(HOST, reject(REJECTED));
        play.does(WAITING, knock());
        play.does(HOST, Command::Start);
        play
    }

    /// The same, ended.
    pub(crate) fn ended() -> Self {
        let mut play = Self::full();
        play.does(HOST, Command::End);
        play
    }

    pub(crate) fn facts(&self) -> Facts {
        Facts {
            now: self.now,
            new_pad: pad(100 + self.state.pads().len() as u128),
            hosts_gone_since: self.hosts_gone_since,
        }
    }

    /// What would come of a command.
    pub(crate) fn decides(&self, id: PersonId, command: &Command) -> Result<Vec<Event>, Refusal> {
        decide(&self.state, &identity(id), command, &self.facts())
    }

    /// Asks for something; what is accepted goes into the log.
    pub(crate) fn asks(&mut self, id: PersonId, command: &Command) -> Result<Vec<Event>, Refusal> {
        let events = self.decides(id, command)?;
        let mut command = Some(format!("c{}", self.log.len()));
        for event in &events {
            let body = Body::Event {
                event: event.clone(),
                command: command.take(),
            };
            self.append(Actor::Person(id), body);
        }
        for (pad, text) in events.iter().filter_map(first_text) {
            self.log_edits(Actor::System, pad, text);
        }
        Ok(events)
    }

    /// Asks for something that is accepted and changes the room.
    #[track_caller]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "reads better where it is called"
    )]
    pub(crate) fn does(&mut self, id: PersonId, command: Command) -> Event {
        let events = self.asks(id, &command);
        let events = events.unwrap_or_else(|refusal| panic!("{command:?}: {refusal}"));
        events
            .first()
            .cloned()
            .unwrap_or_else(|| panic!("{command:?} changed nothing"))
    }

    /// Asks for what is so already: accepted, and nothing changes.
    #[track_caller]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "reads better where it is called"
    )]
    pub(crate) fn repeats(&self, id: PersonId, command: Command) {
        assert_eq!(self.decides(id, &command), Ok(Vec::new()), "{command:?}");
    }

    /// Asks in vain.
    #[track_caller]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "reads better where it is called"
    )]
    pub(crate) fn refused(&self, id: PersonId, command: Command) -> (RefusalCode, String) {
        let refusal = self
            .decides(id, &command)
            .expect_err("this was to be refused");
        (refusal.code, refusal.detail)
    }

    /// Knocks and is admitted.
    pub(crate) fn enter(&mut self, id: PersonId) {
        self.does(id, knock());
        self.does(HOST, admit(id));
    }

    pub(crate) fn wait(&mut self, millis: i64) {
        self.now = self.now.plus(millis);
    }

    pub(crate) fn log_event(&mut self, actor: Actor, event: Event) {
        self.append(
            actor,
            Body::Event {
                event,
                command: None,
            },
        );
    }

    pub(crate) fn log_edits(&mut self, actor: Actor, pad: PadId, update: &str) {
        self.append(
            actor,
            Body::Edits {
                pad,
                update: update.to_owned().into(),
            },
        );
    }

    fn append(&mut self, actor: Actor, body: Body) {
        let state = &mut self.state;
        let entry = Entry::seal(state.hash(), state.head() + 1, self.now, actor, body);
        apply(state, &entry);
        self.log.push(entry);
    }
}
