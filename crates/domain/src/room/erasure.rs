//! Taking a person out of a log: what they were called, and what they wrote.
//!
//! That something happened, when, and by whose id stays, and so do the hashes (`room.md`); what the room stands on
//! does, too: its title, its problem with the hints, the titles of its pads. With a candidate go all pads of the room,
//! whoever typed (`evaluation.md`).

use bytes::Bytes;

use super::{
    entry::{Body, Entry},
    event::Event,
    person::{Actor, Role},
};
use crate::id::PersonId;

/// What is to be taken out of a room's log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erasure {
    person: PersonId,
    is_candidate: bool,
}

impl Erasure {
    /// Of that person. All entries are to be [looked at](Self::look_at) before any is taken from.
    pub const fn of(person: PersonId) -> Self {
        Self {
            person,
            is_candidate: false,
        }
    }

    /// Notes the role that an entry gives the person; the last one counts, since whoever knocks is let in as a
    /// candidate first.
    pub fn look_at(&mut self, entry: &Entry) {
        if let Body::Event { event, .. } = &entry.body
            && let Event::Admitted { person, role, .. } | Event::RoleChanged { person, role } =
                event
            && *person == self.person
        {
            self.is_candidate = *role == Role::Candidate;
        }
    }

    /// Whether they are a candidate by what was looked at: then what the room holds is about them.
    pub const fn is_candidate(&self) -> bool {
        self.is_candidate
    }

    /// What is left of an entry; None if nothing of it goes. `blank` gives the update that moves the clocks of a Yjs
    /// document as another does, and brings nothing else: later edits build on it.
    pub fn rest(&self, entry: &Entry, blank: impl Fn(&Bytes) -> Bytes) -> Option<Entry> {
        let own = entry.actor == Actor::Person(self.person);
        let rest = match &entry.body {
            Body::Event { event, command } => {
                let mut event = event.clone();
                if own {
                    take_words(&mut event);
                }
                self.take_name(&mut event, own);
                let command = command.clone().filter(|_| !own);
                Body::Event { event, command }
            }
            Body::Edits { pad, update } if own || self.is_candidate => Body::Edits {
                pad: *pad,
                update: blank(update),
            },
            Body::Unreadable(_) if own => Body::Unreadable(Bytes::new()),
            Body::Edits { .. } | Body::Unreadable(_) => return None,
        };
        (rest != entry.body).then(|| entry.with_rest(rest))
    }

    fn take_name(&self, event: &mut Event, own: bool) {
        match event {
            Event::Created { name, .. } | Event::Knocked { name, .. } if own => name.clear(),
            Event::ConsentGiven {
                name: Some(name), ..
            }
            | Event::ConsentWithdrawn {
                name: Some(name), ..
            } if own => name.clear(),
            Event::Admitted {
                person,
                name: Some(name),
                ..
            } if *person == self.person => name.clear(),
            _ => {}
        }
    }
}

/// Takes what the actor of an event wrote in it.
fn take_words(event: &mut Event) {
    match event {
        Event::MessagedHost { text } | Event::Said { text, .. } => text.clear(),
        Event::Knocked { message, .. } => *message = None,
        Event::Admitted { reason, .. }
        | Event::Rejected { reason, .. }
        | Event::Removed { reason, .. } => *reason = None,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        id::PadId,
        room::{
            apply::apply,
            command::{ChatScope, ConsentTo},
            entry::GENESIS,
            event::RoomKind,
            state::RoomState,
        },
        time::Millis,
    };

    const ASHA: PersonId = PersonId(Uuid::from_u128(1));
    const BEN: PersonId = PersonId(Uuid::from_u128(2));

    fn log(of: Vec<(PersonId, Body)>) -> Vec<Entry> {
        let (mut hash, mut entries) = (GENESIS, Vec::new());
        for ((actor, body), seq) in of.into_iter().zip(1..) {
            let entry = Entry::seal(&hash, seq, Millis(1), Actor::Person(actor), body);
            hash = entry.hash;
            entries.push(entry);
        }
        entries
    }

    fn event(event: Event) -> Body {
        let command = Some("Secret-id".to_owned());
        Body::Event { event, command }
    }

    fn words() -> Vec<Body> {
        let text = || "Secret".to_owned();
        vec![
            event(Event::Knocked {
                name: text(),
                message: Some(text()),
            }),
            event(Event::MessagedHost { text: text() }),
            event(Event::ConsentGiven {
                to: ConsentTo::Recording,
                name: Some(text()),
            }),
            event(Event::ConsentWithdrawn {
                to: ConsentTo::Recording,
                name: Some(text()),
            }),
            event(Event::Said {
                text: text(),
                to: ChatScope::All,
            }),
            event(Event::Rejected {
                person: BEN,
                reason: Some(text()),
            }),
            Body::Edits {
                pad: PadId(Uuid::nil()),
                update: Bytes::from_static(b"Secret"),
            },
            Body::Unreadable(Bytes::from_static(b"Secret")),
        ]
    }

    fn created() -> Body {
        event(Event::Created {
            kind: RoomKind::Interview,
            title: "Backend".into(),
            name: "Secret".into(),
            signals: Vec::new(),
            pads: Vec::new(),
        })
    }

    fn admitted(role: Role) -> Body {
        event(Event::Admitted {
            person: ASHA,
            role,
            name: Some("Secret".into()),
            reason: Some("Ben's".into()),
        })
    }

    fn erase(entries: &[Entry]) -> Vec<Entry> {
        let mut erasure = Erasure::of(ASHA);
        for entry in entries {
            erasure.look_at(entry);
        }
        let blank = |_: &Bytes| Bytes::from_static(b"blank");
        let rest = |entry: &Entry| erasure.rest(entry, blank);
        entries
            .iter()
            .map(|entry| rest(entry).unwrap_or_else(|| entry.clone()))
            .collect()
    }

    fn holds(entry: &Entry, word: &str) -> bool {
        String::from_utf8_lossy(&entry.body.encode()).contains(word)
    }

    #[test]
    fn neither_a_name_nor_a_word_is_left_and_the_chain_holds() {
        let theirs = words().into_iter().chain([created()]);
        let entries = log(theirs.map(|body| (ASHA, body)).collect());
        let mut before = GENESIS;
        for entry in erase(&entries) {
            assert!(!holds(&entry, "Secret"), "{entry:?}");
            assert!(entry.follows(&before));
            before = entry.hash;
        }
    }

    #[test]
    fn what_others_wrote_stays_but_for_the_name_they_were_let_in_by() {
        let mut others: Vec<_> = words().into_iter().map(|body| (BEN, body)).collect();
        let entries = log(others.clone());
        assert_eq!(erase(&entries), entries);
        others.insert(0, (BEN, admitted(Role::Interviewer)));
        let entries = log(others);
        let rest = erase(&entries);
        assert_eq!(rest[1..], entries[1..]);
        assert!(holds(&rest[0], "Ben's") && !holds(&rest[0], "\"Secret\""));
        assert!(rest[0].follows(&GENESIS));
    }

    #[test]
    fn all_pads_go_with_a_candidate() {
        for by in [
            admitted(Role::Candidate),
            event(Event::RoleChanged {
                person: ASHA,
                role: Role::Candidate,
            }),
        ] {
            let edits = Body::Edits {
                pad: PadId(Uuid::nil()),
                update: Bytes::from_static(b"Secret"),
            };
            let entries = log(vec![(BEN, edits.clone()), (BEN, by.clone())]);
            assert!(!holds(&erase(&entries)[0], "Secret"));
            let since = event(Event::RoleChanged {
                person: ASHA,
                role: Role::Observer,
            });
            let entries = log(vec![(BEN, edits), (BEN, by), (BEN, since)]);
            assert!(holds(&erase(&entries)[0], "Secret"));
        }
    }

    #[test]
    fn the_room_is_as_it_was_without_the_name() {
        let entries = log(vec![(ASHA, created()), (BEN, admitted(Role::Interviewer))]);
        let folded = |entries: &[Entry]| {
            let mut state = RoomState::default();
            for entry in entries {
                apply(&mut state, entry);
            }
            state
        };
        let (state, before) = (folded(&erase(&entries)), folded(&entries));
        assert_eq!((state.name(ASHA), before.name(ASHA)), ("", "Secret"));
        assert_eq!(state.role(ASHA), before.role(ASHA));
        assert_eq!(
            (state.hash(), state.title()),
            (before.hash(), before.title())
        );
    }

    #[test]
    fn what_is_erased_is_not_taken_from_again() {
        let theirs = words().into_iter().map(|body| (ASHA, body));
        let rest = erase(&log(theirs.collect()));
        assert_eq!(erase(&rest), rest);
    }
}
