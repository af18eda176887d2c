//! Nobody ever receives what is not for them: whatever happens in a room, all that reaches a person
//! is searched for what they may not know.

use std::collections::BTreeSet;

use codevlive_domain::{
    id::{ConnectionId, PersonId, RoomId},
    room::{
        entry::{Body, Entry},
        event::Event,
        pad::PadKind,
        person::{Actor, Role},
        state::RoomState,
        timeline::{Audience, TimelineEntry, audience, entry_for},
        view::{Presence, RoomView, Viewer, view},
    },
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::{
    cast::{EVERYONE, Play, identity},
    random::{perform, play, steps},
};

fn view_of(play: &Play, viewer: PersonId) -> RoomView {
    let identity = identity(viewer);
    let connection = ConnectionId(Uuid::from_u128(900));
    let presence: Presence = EVERYONE
        .into_iter()
        .map(|id| (id, vec![connection]))
        .collect();
    let viewer = Viewer {
        identity: &identity,
        connection,
    };
    view(
        &play.state,
        RoomId(Uuid::from_u128(901)),
        viewer,
        &presence,
        play.now,
    )
}

pub(crate) fn timeline_of(play: &Play, viewer: PersonId) -> Vec<TimelineEntry> {
    play.log
        .iter()
        .filter_map(|entry| entry_for(&play.state, entry, viewer))
        .collect()
}

pub(crate) fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("everything sent is JSON")
}

/// All that this person's browser may be sent, as text.
fn received(play: &Play, viewer: PersonId) -> String {
    json(&(view_of(play, viewer), timeline_of(play, viewer)))
}

/// Words that this person may not read, with a word on why.
fn secrets(play: &Play, viewer: PersonId) -> Vec<(String, &'static str)> {
    let mut secrets = Vec::new();
    if !play.state.interviews(viewer) {
        secrets.push(("chat-among-interviewers".to_owned(), "interviewers' chat"));
        let notes = play
            .state
            .pads()
            .iter()
            .filter(|pad| pad.kind == PadKind::Notes);
        secrets.extend(notes.map(|pad| (pad.id.to_string(), "a notes pad")));
        secrets.extend(
            hidden_hints(play)
                .into_iter()
                .map(|hint| (hint, "a hidden hint")),
        );
        for other in EVERYONE.into_iter().filter(|id| *id != viewer) {
            let number = other.0.as_u128();
            secrets.push((format!("knock-words-{number}."), "another's knock"));
            secrets.push((
                format!("message-words-{number}."),
                "another's line to the host",
            ));
        }
    }
    if !play.state.is_inside(viewer) {
        for (word, why) in [
            ("chat-to-all", "chat"),
            ("statement-", "a problem"),
            ("hint-", "a hint"),
        ] {
            secrets.push((word.to_owned(), why));
        }
        let pads = play.state.pads().iter();
        let own = own_pastes(play, viewer);
        let foreign = pads.filter(|pad| !own.contains(&pad.id.to_string()));
        secrets.extend(foreign.map(|pad| (pad.id.to_string(), "a pad")));
    }
    secrets
}

/// Hints of all problems that were chosen, without those revealed at some time.
fn hidden_hints(play: &Play) -> BTreeSet<String> {
    let (mut hints, mut revealed) = (BTreeSet::new(), BTreeSet::new());
    for event in events(play) {
        match event {
            Event::ProblemChosen { hints: these, .. } => hints.extend(these.iter().cloned()),
            Event::HintRevealed { text, .. } => drop(revealed.insert(text.clone())),
            _ => {}
        }
    }
    hints.difference(&revealed).cloned().collect()
}

/// Pads into which this person's own signals tell they pasted, when they were inside.
fn own_pastes(play: &Play, viewer: PersonId) -> BTreeSet<String> {
    let by_viewer = play
        .log
        .iter()
        .filter(|entry| entry.actor == Actor::Person(viewer));
    let pads = by_viewer.filter_map(|entry| match &entry.body {
        Body::Event {
            event: Event::Signal { pad, .. },
            ..
        } => *pad,
        _ => None,
    });
    pads.map(|pad| pad.to_string()).collect()
}

fn events(play: &Play) -> impl Iterator<Item = &Event> {
    play.log.iter().filter_map(|entry| match &entry.body {
        Body::Event { event, .. } => Some(event),
        Body::Edits { .. } | Body::Unreadable(_) => None,
    })
}

/// Whom an event is about, by the contract's table: those of the first row, and signals.
fn about(entry: &TimelineEntry) -> Option<String> {
    match &entry.event {
        Event::Admitted { person, .. }
        | Event::Rejected { person, .. }
        | Event::Removed { person, .. }
        | Event::RoleChanged { person, .. } => Some(person.to_string()),
        Event::Knocked { .. }
        | Event::MessagedHost { .. }
        | Event::Left
        | Event::HostTakenOver
        | Event::Signal { .. } => Some(entry.actor.id.clone()),
        _ => None,
    }
}

/// The rules of who sees which entry, as the contract has them.
fn check_timeline(play: &Play, viewer: PersonId) -> Result<(), TestCaseError> {
    let state = &play.state;
    let timeline = timeline_of(play, viewer);
    if state.interviews(viewer) {
        prop_assert_eq!(
            timeline.len(),
            events(play).count(),
            "interviewers see every event"
        );
        return Ok(());
    }
    let me = viewer.to_string();
    let first = state
        .person(viewer)
        .and_then(|person| person.first_admission)
        .unwrap_or(u64::MAX);
    for entry in &timeline {
        let mine = about(entry).is_some_and(|person| person == me);
        let of_others = about(entry).is_some() && !mine;
        prop_assert!(!of_others, "what is about another: {entry:?}");
        prop_assert!(!matches!(entry.event, Event::Created { .. }), "{entry:?}");
        let my_consent = entry.actor.id == me
            && matches!(
                entry.event,
                Event::ConsentGiven { .. } | Event::ConsentWithdrawn { .. }
            );
        if state.is_inside(viewer) {
            let early = state.role(viewer) == Role::Candidate && entry.seq < first;
            prop_assert!(
                mine || my_consent || !early,
                "before the first admission: {entry:?}"
            );
        } else {
            prop_assert!(mine || my_consent, "while outside: {entry:?}");
        }
    }
    Ok(())
}

/// Those outside know the host by name, and nobody else at all.
fn check_outside(play: &Play, viewer: PersonId) -> Result<(), TestCaseError> {
    let view = view_of(play, viewer);
    let empty = view.people.is_empty() && view.knocks.is_empty() && view.pads.is_empty();
    prop_assert!(empty && view.problem.is_none() && view.focus_time.is_none());
    let text = json(&view);
    for other in EVERYONE.into_iter().filter(|other| *other != viewer) {
        prop_assert!(!text.contains(&other.to_string()), "{other} in {text}");
    }
    Ok(())
}

fn check_everyone(play: &Play) -> Result<(), TestCaseError> {
    for viewer in EVERYONE {
        let text = received(play, viewer);
        for (secret, why) in secrets(play, viewer) {
            prop_assert!(
                !text.contains(&secret),
                "{why} ({secret}) reaches {viewer}: {text}"
            );
        }
        check_timeline(play, viewer)?;
        if !play.state.is_inside(viewer) {
            check_outside(play, viewer)?;
        }
    }
    Ok(())
}

/// Whether someone of this standing may have an entry, by its audience alone.
fn in_audience(state: &RoomState, entry: &Entry, viewer: PersonId) -> bool {
    match audience(state, entry) {
        Audience::All => state.is_inside(viewer),
        Audience::Interviewers => state.interviews(viewer),
        Audience::InterviewersAnd(person) => state.interviews(viewer) || person == viewer,
        Audience::Nobody => false,
    }
}

fn own_consent(entry: &Entry, viewer: PersonId) -> bool {
    let consent = matches!(
        entry.body,
        Body::Event {
            event: Event::ConsentGiven { .. } | Event::ConsentWithdrawn { .. },
            ..
        }
    );
    consent && entry.actor == Actor::Person(viewer)
}

proptest! {
    #[test]
    fn no_one_receives_what_is_not_for_them(steps in steps()) {
        check_everyone(&play(&steps))?;
    }

    /// As a room's task sends it: after each entry, by the state of that moment.
    #[test]
    fn nor_do_they_at_any_moment(steps in steps()) {
        let mut play = Play::full();
        for (who, deed) in &steps {
            let before = play.log.len();
            perform(&mut play, *who, deed);
            for entry in &play.log[before..] {
                for viewer in EVERYONE {
                    let sent = entry_for(&play.state, entry, viewer).is_some();
                    let may = in_audience(&play.state, entry, viewer) || own_consent(entry, viewer);
                    prop_assert!(!sent || may, "{entry:?} was sent to {viewer}");
                    // Candidates come later than some of the log.
                    let candidate = play.state.role(viewer) == Role::Candidate;
                    prop_assert!(sent || !may || candidate, "{entry:?} was kept from {viewer}");
                }
            }
        }
        check_everyone(&play)?;
    }
}
