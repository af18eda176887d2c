//! A room with someone in every standing, in which a fuzz target asks for things.

use codevlive_domain::{
    id::{ConnectionId, PadId, PersonId, RoomId},
    room::{
        apply::apply,
        command::{Command, NumberedCommand},
        decide::{Facts, NewRoom, create, decide},
        entry::{Body, Entry},
        event::RoomKind,
        person::{Actor, Identity, Role},
        refusal::Refusal,
        signal::SignalKind,
        state::RoomState,
        timeline::entry_for,
        view::{Presence, Viewer, view},
    },
    time::Millis,
};
use uuid::Uuid;

/// Host, interviewer, candidate, observer, one who waits, one outside.
pub const PEOPLE: u8 = 6;

const HOST: u8 = 0;
const NOW: Millis = Millis(1_000_000);
/// The numbers of pads begin here, those of people at 1.
const PADS: u128 = 100;

/// A room, and what has happened in it.
#[derive(Clone)]
pub struct Room {
    state: RoomState,
    log: Vec<Entry>,
}

/// A person by their number, from 0.
pub fn person(number: u8) -> PersonId {
    PersonId(Uuid::from_u128(1 + u128::from(number)))
}

impl Room {
    /// Everyone is where they belong, and the interview has begun.
    pub fn new() -> Self {
        let mut room = Self {
            state: RoomState::default(),
            log: Vec::new(),
        };
        let new = NewRoom {
            kind: RoomKind::Interview,
            title: "Backend".to_owned(),
            signals: SignalKind::ALL.to_vec(),
            code_pad: pad(0),
            notes_pad: pad(1),
        };
        let event = create(new, &identity(HOST));
        room.append(
            HOST,
            Body::Event {
                event,
                command: None,
            },
        );
        for number in 1..5 {
            room.does(number, Command::Knock { message: None });
        }
        for (number, role) in [
            (1, Role::Interviewer),
            (2, Role::Candidate),
            (3, Role::Observer),
        ] {
            let person = person(number);
            room.does(
                HOST,
                Command::Admit {
                    person,
                    reason: None,
                },
            );
            if role != Role::Candidate {
                room.does(HOST, Command::SetRole { person, role });
            }
        }
        room.does(HOST, Command::Start);
        room
    }

    /// Asks for something; what is accepted is logged, can be read again, and is shown to everyone as far
    /// as it may be.
    pub fn ask(&mut self, number: u8, asked: &NumberedCommand) -> Result<(), Refusal> {
        asked.check_id()?;
        let facts = Facts {
            now: NOW,
            new_pad: pad(self.state.pads().len() as u128),
            hosts_gone_since: None,
        };
        let events = decide(&self.state, &identity(number), &asked.command, &facts)?;
        let mut command = Some(asked.id.clone());
        for event in events {
            let command = command.take();
            self.append(number, Body::Event { event, command });
        }
        self.show();
        Ok(())
    }

    fn does(&mut self, number: u8, command: Command) {
        let id = self.log.len().to_string();
        let done = self.ask(number, &NumberedCommand { id, command });
        done.expect("the stage is set with what is allowed");
    }

    fn append(&mut self, number: u8, body: Body) {
        assert_eq!(
            Body::decode(&body.encode()),
            body,
            "what is logged can be read"
        );
        let (previous, actor) = (*self.state.hash(), Actor::Person(person(number)));
        let entry = Entry::seal(&previous, self.state.head() + 1, NOW, actor, body);
        assert!(entry.follows(&previous));
        apply(&mut self.state, &entry);
        self.log.push(entry);
    }

    fn show(&self) {
        let room = RoomId(Uuid::from_u128(99));
        for number in 0..PEOPLE {
            let viewer = Viewer {
                identity: &identity(number),
                connection: ConnectionId(Uuid::from_u128(u128::from(number))),
            };
            let seen = view(&self.state, room, viewer, &Presence::default(), NOW);
            serde_json::to_string(&seen).expect("a view is JSON");
        }
        if let Some(last) = self.log.last() {
            for number in 0..PEOPLE {
                let seen = entry_for(&self.state, last, person(number));
                serde_json::to_string(&seen).expect("an entry is JSON");
            }
        }
    }
}

impl Default for Room {
    fn default() -> Self {
        Self::new()
    }
}

fn pad(number: u128) -> PadId {
    PadId(Uuid::from_u128(PADS + number))
}

fn identity(number: u8) -> Identity {
    Identity {
        id: person(number),
        name: format!("Person {number}"),
    }
}
