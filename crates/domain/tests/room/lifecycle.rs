//! A room's life: scheduled, live, ended, live again; and its title.

use codevlive_domain::room::{
    command::{ChatScope, Command},
    decide::rename,
    event::Event,
    person::{Actor, Role},
    refusal::RefusalCode::{AlreadyDecided, Forbidden, Invalid, NotInside, RoomEnded},
    state::RoomStatus,
};

use crate::{
    asking::{make, say},
    cast::{CANDIDATE, HOST, INTERVIEWER, OBSERVER, OUTSIDE, Play, WAITING, identity},
};

#[test]
fn a_room_is_started_ended_and_reopened() {
    let mut play = Play::new();
    assert_eq!(play.state.status(), RoomStatus::Scheduled);
    play.wait(5);
    play.does(HOST, Command::Start);
    let started = Some(play.now);
    assert_eq!(
        (play.state.status(), play.state.started_at()),
        (RoomStatus::Live, started)
    );
    play.wait(5);
    play.does(HOST, Command::End);
    assert_eq!(
        (play.state.status(), play.state.ended_at()),
        (RoomStatus::Ended, Some(play.now))
    );
    play.does(HOST, Command::Reopen);
    assert_eq!(
        (play.state.status(), play.state.ended_at()),
        (RoomStatus::Live, None)
    );
    assert_eq!(play.state.started_at(), started);
}

#[test]
fn a_second_start_and_reopening_are_told_who_was_first() {
    let mut play = Play::full();
    play.does(HOST, make(INTERVIEWER, Role::Host));
    let told = (AlreadyDecided, "already started by Asha".to_owned());
    assert_eq!(play.refused(INTERVIEWER, Command::Start), told);
    assert_eq!(play.refused(INTERVIEWER, Command::Reopen).0, Invalid);
    play.does(HOST, Command::End);
    assert_eq!(play.refused(INTERVIEWER, Command::End).0, RoomEnded);
    assert_eq!(play.refused(INTERVIEWER, Command::Start).0, RoomEnded);
    play.does(INTERVIEWER, Command::Reopen);
    let told = (AlreadyDecided, "already reopened by Ivan".to_owned());
    assert_eq!(play.refused(HOST, Command::Reopen), told);
}

#[test]
fn a_scheduled_room_can_be_ended_and_opens_live() {
    let mut play = Play::new();
    play.does(HOST, Command::End);
    play.wait(5);
    play.does(HOST, Command::Reopen);
    assert_eq!(
        (play.state.status(), play.state.started_at()),
        (RoomStatus::Live, Some(play.now))
    );
}

#[test]
fn only_those_who_interview_stay_after_the_end() {
    let mut play = Play::full();
    let everyone = [HOST, INTERVIEWER, CANDIDATE, OBSERVER, WAITING, OUTSIDE];
    assert!(everyone.iter().all(|id| play.state.may_connect(*id)));
    play.does(HOST, Command::End);
    let stay: Vec<_> = everyone
        .into_iter()
        .filter(|id| play.state.may_connect(*id))
        .collect();
    assert_eq!(stay, [HOST, INTERVIEWER]);
    play.does(INTERVIEWER, say("a good one", ChatScope::Interviewers));
    assert_eq!(
        play.refused(INTERVIEWER, say("bye", ChatScope::All)).0,
        RoomEnded
    );
    play.does(HOST, Command::Reopen);
    assert!(play.state.is_inside(CANDIDATE));
}

#[test]
fn the_host_renames_the_room() {
    let mut play = Play::full();
    let host = identity(HOST);
    let renamed = rename(&play.state, &host, " Frontend ");
    assert_eq!(
        renamed,
        Ok(vec![Event::Renamed {
            title: "Frontend".to_owned()
        }])
    );
    play.log_event(
        Actor::Person(HOST),
        Event::Renamed {
            title: "Frontend".to_owned(),
        },
    );
    assert_eq!(rename(&play.state, &host, "Frontend"), Ok(Vec::new()));

    let code = |id, title: &str| {
        rename(&play.state, &identity(id), title)
            .expect_err("this was to be refused")
            .code
    };
    assert_eq!(code(INTERVIEWER, "Mine"), Forbidden);
    assert_eq!(code(WAITING, "Mine"), NotInside);
    assert_eq!(code(HOST, "  "), Invalid);
    assert_eq!(code(HOST, &"x".repeat(201)), Invalid);
}
