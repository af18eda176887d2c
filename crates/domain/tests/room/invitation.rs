//! Coming in by invitation.

use codevlive_domain::{
    id::PersonId,
    room::{
        decide::{Invited, enter},
        event::Event,
        person::{Actor, Role, Standing},
    },
};

use crate::{
    asking::{admit, knock, make, remove},
    cast::{
        CANDIDATE, EVERYONE, HOST, INTERVIEWER, OBSERVER, OUTSIDE, Play, REJECTED, REMOVED,
        WAITING, identity,
    },
};

const ROLES: [Role; 3] = [Role::Interviewer, Role::Candidate, Role::Observer];

/// Comes with an invitation that was made now.
fn comes(play: &mut Play, id: PersonId, role: Role) -> Vec<Event> {
    let invited = Invited { role, at: play.now };
    play.wait(1);
    let events = enter(&play.state, &identity(id), invited);
    for event in events.clone() {
        play.log_event(Actor::Person(id), event);
    }
    events
}

#[test]
fn the_invited_enter_with_their_role_and_are_known_by_name() {
    for role in ROLES {
        for id in [OUTSIDE, WAITING] {
            let mut play = Play::full();
            play.wait(1);
            assert_eq!(comes(&mut play, id, role).len(), 1);
            assert!(play.state.is_inside(id));
            assert_eq!(play.state.role(id), role);
            assert_eq!(play.state.name(id), identity(id).name);
            // Again, by a reload.
            assert_eq!(comes(&mut play, id, role), []);
        }
    }
}

#[test]
fn who_was_put_out_since_knocks() {
    for role in ROLES {
        let mut play = Play::full();
        let invited = Invited { role, at: play.now };
        for id in [REJECTED, REMOVED] {
            assert_eq!(enter(&play.state, &identity(id), invited), []);
            play.does(id, knock());
            assert_eq!(enter(&play.state, &identity(id), invited), []);
            play.does(HOST, admit(id));
            assert_eq!(enter(&play.state, &identity(id), invited), []);
        }
    }
}

#[test]
fn who_is_invited_anew_after_that_enters() {
    for id in [REJECTED, REMOVED] {
        let mut play = Play::full();
        play.wait(1);
        comes(&mut play, id, Role::Observer);
        assert_eq!(play.state.standing(id), Standing::Inside);
    }
}

#[test]
fn an_ended_room_lets_nobody_in() {
    for id in EVERYONE {
        let mut play = Play::ended();
        play.wait(1);
        assert_eq!(comes(&mut play, id, Role::Interviewer), []);
    }
}

#[test]
fn of_those_inside_only_candidates_get_another_role() {
    let mut play = Play::full();
    for id in [HOST, INTERVIEWER, OBSERVER] {
        for role in ROLES {
            assert_eq!(comes(&mut play, id, role), []);
        }
    }
    comes(&mut play, CANDIDATE, Role::Interviewer);
    assert_eq!(play.state.role(CANDIDATE), Role::Interviewer);
}

#[test]
fn a_later_removal_ends_what_an_accepted_invitation_gave() {
    let mut play = Play::full();
    play.wait(1);
    let invited = Invited {
        role: Role::Interviewer,
        at: play.now,
    };
    comes(&mut play, OUTSIDE, Role::Interviewer);
    play.does(HOST, make(OUTSIDE, Role::Observer));
    play.does(HOST, remove(OUTSIDE));
    assert_eq!(enter(&play.state, &identity(OUTSIDE), invited), []);
}
