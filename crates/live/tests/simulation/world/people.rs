//! What people do. Most of it makes sense, some does not, and is refused.

use codevlive_domain::{
    id::PersonId,
    room::{
        command::{ChatScope, Command, ConsentTo},
        pad::PadKind,
        person::{Role, Standing},
        signal::SignalKind,
        view::RoomView,
    },
};

use super::World;

impl World {
    /// Somebody does something.
    pub(super) fn act(&mut self) {
        let index = usize::try_from(self.dice.below(self.tabs.len() as u64)).unwrap();
        if self.tabs[index].is_off() {
            return self.type_or_come_back(index);
        }
        match self.dice.below(100) {
            0..=4 => self.tabs[index].asks_again(),
            5..=8 => self.tabs[index].disconnect(),
            9..=11 => self.stop_reading(index),
            12..=54 => self.type_somewhere(index),
            _ => self.ask(index),
        }
    }

    fn type_or_come_back(&mut self, index: usize) {
        if self.dice.chance(40) {
            return self.type_somewhere(index);
        }
        if let Some(node) = self.dice.pick_any(&self.alive()) {
            self.tabs[index].connect(&node);
        }
    }

    fn stop_reading(&mut self, index: usize) {
        let full = self.dice.chance(40);
        if let Some(online) = self.tabs[index].online() {
            online.screen.fill(full);
        }
    }

    fn type_somewhere(&mut self, index: usize) {
        let pads: Vec<_> = self.tabs[index].copies.keys().copied().collect();
        let deletes = self.dice.chance(15);
        if let Some(pad) = self.dice.pick_any(&pads) {
            self.tabs[index].types(pad, deletes);
        }
    }

    fn ask(&mut self, index: usize) {
        let Some(view) = self.tabs[index].view.clone() else {
            return;
        };
        let command = match (self.tabs[index].candidate, view.me.state) {
            (_, Standing::Outside | Standing::Rejected | Standing::Removed) => {
                Some(Command::Knock { message: None })
            }
            (_, Standing::Waiting) => Some(Command::MessageHost {
                text: "hello?".to_owned(),
            }),
            (true, Standing::Inside) => Some(self.candidates_command()),
            (false, Standing::Inside) => self.interviewers_command(&view),
        };
        if let Some(command) = command {
            self.tabs[index].asks(command);
        }
    }

    fn candidates_command(&self) -> Command {
        match self.dice.below(8) {
            0 | 1 => Command::Say {
                text: "yes".to_owned(),
                to: ChatScope::All,
            },
            2 => Command::RaiseHand,
            3 => Command::LowerHand,
            4 => Command::Signal {
                kind: SignalKind::TabHidden,
                n: 1 + self.dice.below(30),
                length: None,
                pad: None,
                devices: None,
            },
            5 => Command::Consent {
                to: ConsentTo::Recording,
                given: self.dice.chance(60),
            },
            6 => Command::Knock { message: None },
            // Not theirs to do.
            _ => Command::Start,
        }
    }

    fn interviewers_command(&mut self, view: &RoomView) -> Option<Command> {
        match self.dice.below(100) {
            0..=34 => Some(self.about_somebody(view)),
            35..=59 => self.about_a_pad(view),
            60..=69 => Some(self.choose_problem()),
            70..=74 => Some(Command::RevealHint {
                index: u32::try_from(self.dice.below(2)).unwrap(),
            }),
            75..=84 => Some(Command::Say {
                text: "between us".to_owned(),
                to: ChatScope::Interviewers,
            }),
            85..=91 => Some(self.about_the_room()),
            92..=94 => Some(Command::StartFocusTime { minutes: 1 }),
            95..=98 => Some(Command::EndFocusTime),
            _ => Some(Command::TakeOver),
        }
    }

    fn about_somebody(&self, view: &RoomView) -> Command {
        let candidates = || self.tabs.iter().filter(|tab| tab.candidate);
        let all: Vec<PersonId> = candidates().map(|tab| tab.me.id).collect();
        let waiting: Vec<PersonId> = view.knocks.iter().map(|knock| knock.id).collect();
        let any = self.dice.pick(&all);
        let person = self.dice.pick_any(&waiting).unwrap_or(any);
        let reason = None;
        match self.dice.below(20) {
            0..=11 => Command::Admit { person, reason },
            12..=15 => Command::Reject { person, reason },
            16 | 17 => Command::Remove {
                person: any,
                reason,
            },
            _ => Command::SetRole {
                person: self.tabs[self.dice.pick(&[1, 2])].me.id,
                role: self.dice.pick(&[
                    Role::Interviewer,
                    Role::Interviewer,
                    Role::Host,
                    Role::Candidate,
                    Role::Observer,
                ]),
            },
        }
    }

    fn about_a_pad(&self, view: &RoomView) -> Option<Command> {
        let pads: Vec<_> = view.pads.iter().map(|pad| pad.id).collect();
        let pad = self.dice.pick_any(&pads)?;
        Some(match self.dice.below(10) {
            0..=3 => Command::Lock { pad },
            4..=8 => Command::Unlock { pad },
            _ => Command::SetLanguage {
                pad,
                language: self.dice.pick(&["rust", "python"]).to_owned(),
            },
        })
    }

    fn choose_problem(&mut self) -> Command {
        self.problems += 1;
        let starter = self.dice.chance(50);
        Command::ChooseProblem {
            problem_id: None,
            title: Some(format!("Problem {}", self.problems)),
            statement: Some("Solve it.".to_owned()),
            hints: Some(vec!["first".to_owned(), "second".to_owned()]),
            language: None,
            starter: starter.then(|| self.history.character().to_string()),
        }
    }

    fn about_the_room(&self) -> Command {
        match self.dice.below(12) {
            0..=3 => Command::Start,
            4 => Command::End,
            5..=10 => Command::Reopen,
            _ => Command::OpenPad {
                kind: PadKind::Whiteboard,
                title: "Drawing".to_owned(),
            },
        }
    }
}
