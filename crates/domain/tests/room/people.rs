//! Removal, roles, and who is host.

use codevlive_domain::room::{
    command::Command,
    decide::HOST_GONE_MS,
    person::Role,
    refusal::RefusalCode::{AlreadyDecided, Forbidden, Invalid, UnknownPerson},
};

use crate::{
    asking::{make, remove},
    cast::{BEGINNING, CANDIDATE, HOST, INTERVIEWER, OUTSIDE, Play, REJECTED, REMOVED, WAITING},
};

#[test]
fn the_last_host_stays_host() {
    let mut play = Play::full();
    assert_eq!(play.refused(HOST, remove(HOST)).0, Forbidden);
    for role in [Role::Interviewer, Role::Candidate, Role::Observer] {
        assert_eq!(play.refused(HOST, make(HOST, role)).0, Forbidden);
    }
    play.does(HOST, make(INTERVIEWER, Role::Host));
    play.does(INTERVIEWER, make(HOST, Role::Observer));
    assert_eq!(play.refused(INTERVIEWER, remove(INTERVIEWER)).0, Forbidden);
}

#[test]
fn a_host_may_go_when_another_is_there() {
    let mut play = Play::full();
    play.does(HOST, make(INTERVIEWER, Role::Host));
    play.does(HOST, remove(HOST));
    assert_eq!(play.state.hosts().collect::<Vec<_>>(), [INTERVIEWER]);
}

#[test]
fn only_people_inside_are_removed_or_given_roles() {
    let play = Play::full();
    assert_eq!(play.refused(HOST, remove(OUTSIDE)).0, UnknownPerson);
    assert_eq!(play.refused(HOST, remove(WAITING)).0, Invalid);
    let told = (AlreadyDecided, "already removed by Asha".to_owned());
    assert_eq!(play.refused(HOST, remove(REMOVED)), told);
    let told = (AlreadyDecided, "already rejected by Asha".to_owned());
    assert_eq!(play.refused(HOST, remove(REJECTED)), told);

    assert_eq!(
        play.refused(HOST, make(OUTSIDE, Role::Observer)).0,
        UnknownPerson
    );
    for id in [WAITING, REMOVED, REJECTED] {
        assert_eq!(play.refused(HOST, make(id, Role::Observer)).0, Invalid);
    }
    play.repeats(HOST, make(CANDIDATE, Role::Candidate));
}

#[test]
fn an_interviewer_takes_over_when_the_hosts_are_gone_for_two_minutes() {
    let mut play = Play::full();
    assert_eq!(play.refused(INTERVIEWER, Command::TakeOver).0, Forbidden);
    play.hosts_gone_since = Some(BEGINNING);
    play.now = BEGINNING.plus(HOST_GONE_MS - 1);
    assert_eq!(play.refused(INTERVIEWER, Command::TakeOver).0, Forbidden);
    play.wait(1);
    assert_eq!(play.refused(CANDIDATE, Command::TakeOver).0, Forbidden);
    play.repeats(HOST, Command::TakeOver);
    play.does(INTERVIEWER, Command::TakeOver);
    assert_eq!(play.state.role(INTERVIEWER), Role::Host);
    assert_eq!(play.state.role(HOST), Role::Host);
}

/// Scoring and reopening may need a host who has gone for good.
#[test]
fn an_ended_room_can_be_taken_over_too() {
    let mut play = Play::ended();
    play.hosts_gone_since = Some(BEGINNING);
    play.wait(HOST_GONE_MS);
    play.does(INTERVIEWER, Command::TakeOver);
    play.does(INTERVIEWER, Command::Reopen);
}
