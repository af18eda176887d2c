//! Knocks, what is decided about them, and what people are told who come second.

use codevlive_domain::room::{
    command::{Command, ConsentTo},
    event::Event,
    person::{Actor, Role, Standing},
    refusal::RefusalCode::{AlreadyDecided, Forbidden, Invalid, RoomEnded, UnknownPerson},
};

use crate::{
    asking::{admit, consent, knock, message, reject, remove},
    cast::{
        CANDIDATE, HOST, INTERVIEWER, OBSERVER, OUTSIDE, Play, REJECTED, REMOVED, WAITING, person,
    },
};

#[test]
fn the_second_to_decide_is_told_who_was_first() {
    let mut play = Play::full();
    play.does(INTERVIEWER, admit(WAITING));
    let told = (AlreadyDecided, "already admitted by Ivan".to_owned());
    assert_eq!(play.refused(HOST, admit(WAITING)), told);
    assert_eq!(play.refused(HOST, reject(WAITING)), told);

    let told = (AlreadyDecided, "already rejected by Asha".to_owned());
    assert_eq!(play.refused(INTERVIEWER, admit(REJECTED)), told);
    let told = (AlreadyDecided, "already removed by Asha".to_owned());
    assert_eq!(play.refused(INTERVIEWER, reject(REMOVED)), told);
    assert_eq!(play.refused(INTERVIEWER, admit(HOST)).0, AlreadyDecided);
}

#[test]
fn nobody_is_admitted_who_has_not_knocked() {
    let mut play = Play::full();
    assert_eq!(play.refused(HOST, admit(OUTSIDE)).0, UnknownPerson);
    assert_eq!(play.refused(HOST, reject(person(99))).0, UnknownPerson);
    // Consent alone is no wish to join.
    play.does(OUTSIDE, consent(ConsentTo::Recording, true));
    assert_eq!(play.refused(HOST, admit(OUTSIDE)).0, UnknownPerson);
}

#[test]
fn who_was_put_out_knocks_again() {
    let mut play = Play::full();
    for id in [REJECTED, REMOVED] {
        play.does(id, knock());
        assert_eq!(play.state.standing(id), Standing::Waiting);
        play.does(INTERVIEWER, admit(id));
        assert!(play.state.is_inside(id));
        // A reload is not a knock.
        play.repeats(id, knock());
    }
}

#[test]
fn a_removed_interviewer_comes_back_as_a_candidate() {
    let mut play = Play::full();
    play.does(HOST, remove(INTERVIEWER));
    assert!(!play.state.interviews(INTERVIEWER));
    play.does(INTERVIEWER, knock());
    assert_eq!(play.state.role(INTERVIEWER), Role::Candidate);
    play.does(HOST, admit(INTERVIEWER));
    assert_eq!(play.state.role(INTERVIEWER), Role::Candidate);
}

#[test]
fn the_first_admission_stays_the_first() {
    let mut play = Play::full();
    let first = play
        .state
        .person(CANDIDATE)
        .expect("the candidate is known")
        .first_admission;
    play.does(HOST, remove(CANDIDATE));
    play.enter(CANDIDATE);
    let again = play
        .state
        .person(CANDIDATE)
        .expect("the candidate is known")
        .first_admission;
    assert!(first.is_some());
    assert_eq!(again, first);
}

#[test]
fn being_put_out_lowers_the_hand() {
    let mut play = Play::full();
    play.does(CANDIDATE, Command::RaiseHand);
    play.does(HOST, remove(CANDIDATE));
    play.enter(CANDIDATE);
    play.does(CANDIDATE, Command::RaiseHand);
}

#[test]
fn invited_people_enter_without_a_knock() {
    let mut play = Play::new();
    let name = Some("Olu".to_owned());
    let admitted = Event::Admitted {
        person: OBSERVER,
        role: Role::Observer,
        name,
        reason: None,
    };
    play.log_event(Actor::Person(OBSERVER), admitted);
    assert!(play.state.is_inside(OBSERVER));
    assert_eq!(
        (play.state.role(OBSERVER), play.state.name(OBSERVER)),
        (Role::Observer, "Olu")
    );
}

#[test]
fn who_waits_may_write_to_the_host() {
    let mut play = Play::full();
    play.does(WAITING, message(" I am early. "));
    let knock_of = |play: &Play| {
        let waiting = play.state.person(WAITING).expect("they knocked");
        waiting.knock.clone().and_then(|knock| knock.message)
    };
    assert_eq!(knock_of(&play).as_deref(), Some("I am early."));
    play.does(HOST, admit(WAITING));
    assert_eq!(play.refused(WAITING, message("thanks")).0, Forbidden);
}

#[test]
fn reasons_are_kept_and_bounded() {
    let mut play = Play::full();
    let with = |reason: &str| Command::Reject {
        person: WAITING,
        reason: Some(reason.to_owned()),
    };
    assert_eq!(play.refused(HOST, with(&"x".repeat(501))).0, Invalid);
    let event = play.does(HOST, with(" too late "));
    let reason = Some("too late".to_owned());
    assert_eq!(
        event,
        Event::Rejected {
            person: WAITING,
            reason
        }
    );
}

#[test]
fn an_ended_room_takes_no_knocks_and_keeps_those_it_has() {
    let mut play = Play::ended();
    assert_eq!(play.refused(OUTSIDE, knock()).0, RoomEnded);
    assert_eq!(play.refused(HOST, admit(WAITING)).0, RoomEnded);
    play.does(HOST, Command::Reopen);
    play.does(HOST, admit(WAITING));
}

#[test]
fn consent_is_everyones_own_and_known_by_name() {
    let mut play = Play::full();
    play.repeats(OUTSIDE, consent(ConsentTo::Transcript, false));
    let given = play.does(OUTSIDE, consent(ConsentTo::Transcript, true));
    let name = Some("Nobody-yet".to_owned());
    assert_eq!(
        given,
        Event::ConsentGiven {
            to: ConsentTo::Transcript,
            name
        }
    );
    assert_eq!(play.state.standing(OUTSIDE), Standing::Outside);
    play.repeats(OUTSIDE, consent(ConsentTo::Transcript, true));
    let withdrawn = play.does(OUTSIDE, consent(ConsentTo::Transcript, false));
    let name = None;
    assert_eq!(
        withdrawn,
        Event::ConsentWithdrawn {
            to: ConsentTo::Transcript,
            name
        }
    );
}
