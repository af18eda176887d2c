//! The view: what each person's browser is told of the live state.

use codevlive_domain::{
    id::{ConnectionId, PersonId, RoomId},
    room::{
        command::{Command, ConsentTo},
        event::Event,
        pad::PadKind,
        person::{Actor, Role, Standing},
        view::{Presence, RoomView, Viewer, view},
    },
};
use uuid::Uuid;

use crate::{
    asking::{consent, knock, make, message, own_problem, remove},
    cast::{
        CANDIDATE, CODE, HOST, INTERVIEWER, NOTES, OBSERVER, OUTSIDE, Play, REJECTED, REMOVED,
        WAITING, identity,
    },
};

fn connection(number: u128) -> ConnectionId {
    ConnectionId(Uuid::from_u128(number))
}

fn view_of(play: &Play, viewer: PersonId) -> RoomView {
    let identity = identity(viewer);
    let presence: Presence = [
        (HOST, vec![connection(901), connection(902)]),
        (CANDIDATE, Vec::new()),
    ]
    .into();
    let viewer = Viewer {
        identity: &identity,
        connection: connection(900),
    };
    view(
        &play.state,
        RoomId(Uuid::from_u128(800)),
        viewer,
        &presence,
        play.now,
    )
}

#[test]
fn everyone_is_told_where_they_stand() {
    let play = Play::full();
    for (id, role, state) in [
        (HOST, Role::Host, Standing::Inside),
        (OBSERVER, Role::Observer, Standing::Inside),
        (WAITING, Role::Candidate, Standing::Waiting),
        (OUTSIDE, Role::Candidate, Standing::Outside),
        (REJECTED, Role::Candidate, Standing::Rejected),
        (REMOVED, Role::Candidate, Standing::Removed),
    ] {
        let me = view_of(&play, id).me;
        assert_eq!((me.id, me.role, me.state), (id, role, state));
        assert_eq!(
            (me.name, me.connection),
            (identity(id).name, connection(900))
        );
    }
}

#[test]
fn people_are_those_inside_with_their_connections() {
    let mut play = Play::full();
    play.does(CANDIDATE, Command::RaiseHand);
    for viewer in [HOST, INTERVIEWER, CANDIDATE, OBSERVER] {
        let people = view_of(&play, viewer).people;
        let ids: Vec<_> = people.iter().map(|person| person.id).collect();
        assert_eq!(ids, [HOST, INTERVIEWER, CANDIDATE, OBSERVER]);
        let online: Vec<_> = people.iter().map(|person| person.online).collect();
        assert_eq!(online, [true, false, false, false]);
        assert_eq!(people[0].connections, [connection(901), connection(902)]);
        let hands: Vec<_> = people.iter().map(|person| person.hand).collect();
        assert_eq!(hands, [false, false, true, false]);
    }
}

#[test]
fn knocks_are_for_those_who_interview_oldest_first() {
    let mut play = Play::full();
    play.wait(5);
    play.does(REJECTED, knock());
    play.does(WAITING, message("hello"));
    for viewer in [HOST, INTERVIEWER] {
        let knocks = view_of(&play, viewer).knocks;
        let told: Vec<_> = knocks
            .iter()
            .map(|knock| (knock.id, knock.message.as_deref()))
            .collect();
        assert_eq!(told, [(WAITING, Some("hello")), (REJECTED, None)]);
        assert_eq!(knocks[1].at, play.now);
    }
    for viewer in [CANDIDATE, OBSERVER, WAITING] {
        assert_eq!(view_of(&play, viewer).knocks, []);
    }
}

#[test]
fn pads_are_those_one_may_read() {
    let mut play = Play::full();
    play.does(HOST, Command::Lock { pad: CODE });
    let pads = |viewer| {
        let pads = view_of(&play, viewer).pads.into_iter();
        pads.map(|pad| (pad.id, pad.kind, pad.locked))
            .collect::<Vec<_>>()
    };
    let code = (CODE, PadKind::Code, true);
    for viewer in [HOST, INTERVIEWER] {
        assert_eq!(pads(viewer), [code, (NOTES, PadKind::Notes, false)]);
    }
    for viewer in [CANDIDATE, OBSERVER] {
        assert_eq!(pads(viewer), [code]);
    }
}

#[test]
fn hints_are_shown_as_they_are_revealed() {
    let mut play = Play::full();
    assert_eq!(view_of(&play, CANDIDATE).problem, None);
    play.does(HOST, own_problem(None, None));
    let problem = |play: &Play, viewer| view_of(play, viewer).problem.expect("it was chosen");
    let all = ["Sort them.".to_owned(), "Use a map.".to_owned()];
    let hidden = problem(&play, CANDIDATE);
    assert_eq!(
        (hidden.hints.len(), hidden.hint_count, hidden.all_hints),
        (0, 2, None)
    );
    play.does(HOST, Command::RevealHint { index: 1 });
    assert_eq!(problem(&play, OBSERVER).hints, all[1..]);
    play.does(HOST, Command::RevealHint { index: 0 });
    assert_eq!(problem(&play, CANDIDATE).hints, all);
    assert_eq!(problem(&play, CANDIDATE).all_hints, None);
    assert_eq!(problem(&play, INTERVIEWER).all_hints, Some(all.to_vec()));
}

#[test]
fn consents_are_known_inside_and_ones_own_outside() {
    let mut play = Play::full();
    for id in [CANDIDATE, WAITING, OUTSIDE] {
        play.does(id, consent(ConsentTo::Recording, true));
    }
    play.does(CANDIDATE, consent(ConsentTo::Transcript, true));
    let consents = view_of(&play, OBSERVER).consents;
    assert_eq!(consents.recording, [CANDIDATE, WAITING, OUTSIDE]);
    assert_eq!(
        (consents.transcript, consents.ai_evaluation),
        (vec![CANDIDATE], vec![])
    );
    assert_eq!(view_of(&play, WAITING).consents.recording, [WAITING]);
    assert_eq!(view_of(&play, REMOVED).consents.recording, []);
}

#[test]
fn focus_time_is_shown_while_it_is_on() {
    let mut play = Play::full();
    play.does(HOST, Command::StartFocusTime { minutes: 1 });
    let until = |play: &Play| view_of(play, CANDIDATE).focus_time.map(|focus| focus.until);
    assert_eq!(until(&play), Some(play.now.plus(60_000)));
    assert_eq!(view_of(&play, WAITING).focus_time, None);
    play.wait(60_000);
    assert_eq!(until(&play), None);
}

#[test]
fn the_host_is_who_has_been_inside_longest() {
    let mut play = Play::full();
    let name = |play: &Play| view_of(play, OUTSIDE).room.host_name;
    assert_eq!(name(&play), "Asha");
    play.does(HOST, make(INTERVIEWER, Role::Host));
    assert_eq!(name(&play), "Asha");
    play.does(INTERVIEWER, remove(HOST));
    assert_eq!(name(&play), "Ivan");
}

/// Consent in the lobby gives a name that a knock may change.
#[test]
fn names_are_those_given_last() {
    let mut play = Play::full();
    play.does(OUTSIDE, consent(ConsentTo::Recording, true));
    assert_eq!(play.state.name(OUTSIDE), "Nobody-yet");
    let name = "Nora".to_owned();
    let knocked = Event::Knocked {
        name,
        message: None,
    };
    play.log_event(Actor::Person(OUTSIDE), knocked);
    assert_eq!(play.state.name(OUTSIDE), "Nora");
    assert_eq!(view_of(&play, HOST).knocks[1].name, "Nora");
}
