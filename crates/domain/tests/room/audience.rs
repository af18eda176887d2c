//! Who receives which event: the table of `room.md`, row by row.

use codevlive_domain::{
    id::PersonId,
    room::{
        command::{ChatScope, Command, ConsentTo},
        entry::Body,
        event::Event,
        pad::PadKind,
        person::Actor,
        signal::SignalKind,
        timeline::{Audience, audience, entry_for},
    },
};

use crate::{
    asking::{consent, message, open_pad, own_problem, say, signal},
    cast::{
        BEGINNING, CANDIDATE, CODE, HOST, INTERVIEWER, NOTES, OBSERVER, OUTSIDE, Play, REMOVED,
        WAITING,
    },
    secrets::{json, timeline_of},
    wire::tag,
};

/// Among those inside; outside, people see what is about themselves.
#[test]
fn every_event_goes_to_those_the_table_names() {
    let played = full_story();
    let insiders = [HOST, INTERVIEWER, CANDIDATE, OBSERVER];
    for entry in &played.log {
        let Body::Event { event, .. } = &entry.body else {
            continue;
        };
        let seen: Vec<_> = insiders
            .into_iter()
            .filter(|id| entry_for(&played.state, entry, *id).is_some())
            .collect();
        let early = entry.seq < first_admission(&played, CANDIDATE);
        match (audience(&played.state, entry), early) {
            (Audience::All, false) => assert_eq!(seen, insiders, "{event:?}"),
            (Audience::All, true) => assert_eq!(seen, [HOST, INTERVIEWER, OBSERVER], "{event:?}"),
            (Audience::Interviewers, _) => assert_eq!(seen, [HOST, INTERVIEWER], "{event:?}"),
            (Audience::InterviewersAnd(person), _) => {
                let mut expected = vec![HOST, INTERVIEWER];
                // What a candidate was told while waiting is not told again.
                if person == OBSERVER || (person == CANDIDATE && !early) {
                    expected.push(person);
                }
                assert_eq!(seen, expected, "{event:?}");
            }
            (Audience::Nobody, _) => panic!("{event:?} is for nobody"),
        }
        assert_eq!(entry_for(&played.state, entry, OUTSIDE), None, "{event:?}");
    }
    let removed = timeline_of(&played, REMOVED);
    let kinds: Vec<_> = removed.iter().map(|entry| tag(&entry.event)).collect();
    assert_eq!(kinds, ["knocked", "admitted", "removed"]);
}

/// Who receives which type of event: the contract's table once more, by name.
#[test]
fn each_type_has_the_audience_of_the_table() {
    let played = full_story();
    for entry in &played.log {
        let Body::Event { event, .. } = &entry.body else {
            continue;
        };
        let expected = match tag(event).as_str() {
            "knocked" | "messaged_host" | "admitted" | "rejected" | "removed" | "left"
            | "role_changed" | "host_taken_over" | "signal" => "interviewers and one",
            "created" => "interviewers",
            "said" if json(event).contains("interviewers") => "interviewers",
            "pad_opened" if json(event).contains("notes") => "interviewers",
            "editing_locked" | "editing_unlocked" if json(event).contains(NOTES_ID) => {
                "interviewers"
            }
            _ => "all",
        };
        let got = match audience(&played.state, entry) {
            Audience::All => "all",
            Audience::Interviewers => "interviewers",
            Audience::InterviewersAnd(_) => "interviewers and one",
            Audience::Nobody => "nobody",
        };
        assert_eq!(got, expected, "{event:?}");
    }
}

const NOTES_ID: &str = "00000000-0000-0000-0000-000000000065";

fn first_admission(play: &Play, id: PersonId) -> u64 {
    play.state
        .person(id)
        .and_then(|person| person.first_admission)
        .expect("they were admitted")
}

/// A log in which every type of event occurs.
fn full_story() -> Play {
    let mut play = Play::full();
    play.does(WAITING, message("I am early"));
    play.does(WAITING, consent(ConsentTo::Recording, true));
    play.does(CANDIDATE, consent(ConsentTo::Recording, true));
    play.does(CANDIDATE, consent(ConsentTo::Recording, false));
    play.asks(HOST, &own_problem(Some("rust"), Some("fn main() {}")))
        .expect("a host may");
    play.does(HOST, Command::RevealHint { index: 0 });
    for kind in [PadKind::Code, PadKind::Whiteboard, PadKind::Notes] {
        play.does(INTERVIEWER, open_pad(kind, "More"));
    }
    for pad in [CODE, NOTES] {
        play.does(HOST, Command::Lock { pad });
        play.does(HOST, Command::Unlock { pad });
    }
    play.does(HOST, say("hello", ChatScope::All));
    play.does(HOST, say("between us", ChatScope::Interviewers));
    play.does(OBSERVER, Command::RaiseHand);
    play.does(OBSERVER, Command::LowerHand);
    play.does(CANDIDATE, signal(SignalKind::TabHidden, 1));
    play.log_event(Actor::Person(CANDIDATE), Event::Left);
    play.log_event(
        Actor::Person(HOST),
        Event::Renamed {
            title: "Other".to_owned(),
        },
    );
    play.does(HOST, Command::StartFocusTime { minutes: 5 });
    play.does(HOST, Command::EndFocusTime);
    play.does(HOST, Command::End);
    play.does(HOST, Command::Reopen);
    play.hosts_gone_since = Some(BEGINNING.plus(-1_000_000));
    play.does(INTERVIEWER, Command::TakeOver);
    play
}
