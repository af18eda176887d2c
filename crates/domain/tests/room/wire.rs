//! The JSON of the contract, letter by letter.

use codevlive_domain::{
    id::{ConnectionId, PersonId, RoomId},
    room::{
        command::{Command, NumberedCommand},
        event::Event,
        person::Actor,
        refusal::RefusalCode,
        signal::SignalKind,
        timeline::{TimelineEntry, entry_for},
        view::{Presence, Viewer, view},
    },
};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    asking::own_problem,
    cast::{CANDIDATE, CODE, HOST, INTERVIEWER, NOTES, OBSERVER, OUTSIDE, Play, WAITING, identity},
};

/// The `type` of a command, an event, an entry.
pub(crate) fn tag(value: &impl Serialize) -> String {
    let json = serde_json::to_value(value).expect("what is sent is JSON");
    json["type"].as_str().expect("it has a type").to_owned()
}

/// Every command of the contract, as a client may write it.
fn commands() -> Vec<Value> {
    let person = CANDIDATE;
    vec![
        json!({"type": "knock"}),
        json!({"type": "knock", "message": "hello"}),
        json!({"type": "message_host", "text": "hello"}),
        json!({"type": "admit", "person": person}),
        json!({"type": "reject", "person": person, "reason": "too late"}),
        json!({"type": "remove", "person": person}),
        json!({"type": "set_role", "person": person, "role": "observer"}),
        json!({"type": "take_over"}),
        json!({"type": "start"}),
        json!({"type": "end"}),
        json!({"type": "reopen"}),
        json!({"type": "say", "text": "hello", "to": "all"}),
        json!({"type": "say", "text": "hello", "to": "interviewers"}),
        json!({"type": "raise_hand"}),
        json!({"type": "lower_hand"}),
        json!({"type": "choose_problem", "problemId": "two-sum"}),
        json!({"type": "choose_problem", "title": "t", "statement": "s", "hints": ["h"],
            "language": "rust", "starter": "fn main() {}"}),
        json!({"type": "reveal_hint", "index": 0}),
        json!({"type": "open_pad", "kind": "whiteboard", "title": "Drawing"}),
        json!({"type": "set_language", "pad": CODE, "language": "rust"}),
        json!({"type": "lock", "pad": CODE}),
        json!({"type": "unlock", "pad": CODE}),
        json!({"type": "signal", "kind": "tab_hidden", "n": 1}),
        json!({"type": "signal", "kind": "pasted_from_outside", "n": 2, "length": 9, "pad": CODE}),
        json!({"type": "signal", "kind": "problem_copied", "n": 3, "length": 9}),
        json!({"type": "signal", "kind": "devices_changed", "n": 4, "devices": {"cameras": -1}}),
        json!({"type": "start_focus_time", "minutes": 5}),
        json!({"type": "end_focus_time"}),
        json!({"type": "consent", "to": "ai_evaluation", "given": true}),
        json!({"type": "start_recording"}),
        json!({"type": "stop_recording"}),
        json!({"type": "run"}),
        json!({"type": "stop_run"}),
        json!({"type": "run_input"}),
    ]
}

#[test]
fn commands_are_read_as_the_contract_writes_them() {
    for mut command in commands() {
        command["id"] = json!("c-1");
        let read: NumberedCommand =
            serde_json::from_value(command.clone()).unwrap_or_else(|e| panic!("{command}: {e}"));
        assert_eq!(read.id, "c-1");
        assert_eq!(
            serde_json::to_value(&read).expect("a command is JSON"),
            command
        );
    }
}

/// What later versions add is no reason to refuse a command; what is missing or wrong is.
#[test]
fn unknown_fields_are_borne_and_wrong_ones_are_not() {
    let read = |json: Value| serde_json::from_value::<NumberedCommand>(json).map(|c| c.command);
    let run = json!({"id": "1", "type": "run", "pad": CODE, "mode": "submit"});
    assert_eq!(read(run).ok(), Some(Command::Run));
    for wrong in [
        json!({"type": "start"}),
        json!({"id": "1"}),
        json!({"id": 1, "type": "start"}),
        json!({"id": "1", "type": "no_such"}),
        json!({"id": "1", "type": "admit"}),
        json!({"id": "1", "type": "admit", "person": "me"}),
        json!({"id": "1", "type": "set_role", "person": HOST, "role": "king"}),
        json!({"id": "1", "type": "say", "text": "x", "to": "nobody"}),
        json!({"id": "1", "type": "signal", "kind": "tab_hidden", "n": -1}),
        json!({"id": "1", "type": "reveal_hint", "index": 0.5}),
        json!([]),
    ] {
        assert!(read(wrong.clone()).is_err(), "{wrong}");
    }
}

#[test]
fn codes_and_kinds_are_spelled_as_in_the_contract() {
    let codes = "forbidden not_inside already_decided unknown_person room_ended locked out_of_sync \
        invalid too_large rate_limited try_later not_available";
    for code in codes.split_whitespace() {
        let read: RefusalCode = serde_json::from_value(json!(code)).expect(code);
        assert_eq!(json!(read), json!(code));
    }
    let kinds = "tab_hidden tab_visible window_blurred window_focused pasted_from_outside \
        fullscreen_left connection_lost connection_restored";
    let all: Vec<Value> = kinds.split_whitespace().map(|kind| json!(kind)).collect();
    assert_eq!(json!(SignalKind::USUAL), json!(all));
    assert_eq!(SignalKind::ALL[..8], SignalKind::USUAL);
    assert_eq!(
        json!(SignalKind::ALL[8..]),
        json!(["problem_copied", "devices_changed"])
    );
}

/// A live room with all that a view can show.
fn story() -> Play {
    let mut play = Play::full();
    let message = Command::MessageHost {
        text: "hello".to_owned(),
    };
    play.does(WAITING, message);
    play.does(HOST, own_problem(None, None));
    play.does(HOST, Command::RevealHint { index: 0 });
    play.does(HOST, Command::StartFocusTime { minutes: 1 });
    play
}

fn connection() -> ConnectionId {
    ConnectionId(Uuid::from_u128(900))
}

fn view_json(play: &Play, viewer: PersonId) -> Value {
    let identity = identity(viewer);
    let presence: Presence = [(HOST, vec![connection()])].into();
    let viewer = Viewer {
        identity: &identity,
        connection: connection(),
    };
    let view = view(
        &play.state,
        RoomId(Uuid::from_u128(800)),
        viewer,
        &presence,
        play.now,
    );
    serde_json::to_value(view).expect("a view is JSON")
}

fn room_json() -> Value {
    json!({
        "id": Uuid::from_u128(800), "title": "Backend", "kind": "interview", "status": "live",
        "hostName": "Asha", "signals": SignalKind::ALL, "startedAt": 1_000_000,
    })
}

fn person_json(id: PersonId, name: &str, role: &str) -> Value {
    let connections: &[ConnectionId] = if id == HOST { &[connection()] } else { &[] };
    json!({"id": id, "name": name, "role": role, "online": id == HOST,
        "connections": connections, "hand": false})
}

#[test]
fn a_view_has_the_shape_of_the_contract() {
    let expected = json!({
        "room": room_json(),
        "me": {"id": HOST, "name": "Asha", "role": "host", "state": "inside",
            "connection": connection()},
        "people": [
            person_json(HOST, "Asha", "host"),
            person_json(INTERVIEWER, "Ivan", "interviewer"),
            person_json(CANDIDATE, "Carla", "candidate"),
            person_json(OBSERVER, "Olu", "observer"),
        ],
        "knocks": [{"id": WAITING, "name": "Wei", "at": 1_000_000, "message": "hello"}],
        "pads": [
            {"id": CODE, "kind": "code", "title": "Code", "language": "python", "locked": false},
            {"id": NOTES, "kind": "notes", "title": "Notes", "locked": false},
        ],
        "problem": {"title": "Two sums", "statement": "Find **both**.", "hints": ["Sort them."],
            "hintCount": 2, "allHints": ["Sort them.", "Use a map."]},
        "focusTime": {"until": 1_060_000},
        "consents": {"recording": [], "transcript": [], "ai_evaluation": []},
        "recording": false,
    });
    assert_eq!(view_json(&story(), HOST), expected);
}

#[test]
fn one_outside_gets_the_room_and_themselves() {
    let expected = json!({
        "room": room_json(),
        "me": {"id": OUTSIDE, "name": "Nobody-yet", "role": "candidate", "state": "outside",
            "connection": connection()},
        "people": [], "knocks": [], "pads": [], "problem": null, "focusTime": null,
        "consents": {"recording": [], "transcript": [], "ai_evaluation": []},
        "recording": false,
    });
    assert_eq!(view_json(&story(), OUTSIDE), expected);
}

/// The last entry of this type, as a person receives it.
fn entry_json(play: &Play, kind: &str, viewer: PersonId) -> Value {
    let seen = play
        .log
        .iter()
        .rev()
        .filter_map(|entry| entry_for(&play.state, entry, viewer));
    let mut json = seen.map(|entry| serde_json::to_value(entry).expect("an entry is JSON"));
    json.find(|json| json["type"] == kind)
        .unwrap_or_else(|| panic!("no {kind}"))
}

#[test]
fn an_entry_has_the_shape_of_the_contract() {
    let mut play = story();
    let admitted = entry_json(&play, "admitted", CANDIDATE);
    let asha = json!({"id": HOST, "name": "Asha", "role": "host"});
    let seq = admitted["seq"].clone();
    let expected = json!({"seq": seq, "at": 1_000_000, "actor": asha, "type": "admitted",
        "person": CANDIDATE, "role": "candidate"});
    assert_eq!(admitted, expected);

    let chosen = entry_json(&play, "problem_chosen", CANDIDATE);
    assert_eq!(chosen.get("hints"), None);
    assert_eq!(
        (&chosen["hintCount"], &chosen["statement"]),
        (&json!(2), &json!("Find **both**."))
    );
    let chosen = entry_json(&play, "problem_chosen", HOST);
    assert_eq!(chosen["hints"], json!(["Sort them.", "Use a map."]));

    play.log_event(Actor::System, Event::FocusTimeEnded);
    let ended = entry_json(&play, "focus_time_ended", CANDIDATE);
    assert_eq!(ended["actor"], json!({"id": "system", "name": ""}));
    let read: TimelineEntry = serde_json::from_value(ended.clone()).expect("clients read it back");
    assert_eq!(serde_json::to_value(read).expect("an entry is JSON"), ended);
}

/// Events as they are stored and sent; the names are the contract's.
#[test]
fn events_have_the_names_and_fields_of_the_contract() {
    for json in [
        json!({"type": "knocked", "name": "Wei"}),
        json!({"type": "rejected", "person": WAITING, "reason": "full"}),
        json!({"type": "removed", "person": WAITING}),
        json!({"type": "left"}),
        json!({"type": "role_changed", "person": WAITING, "role": "interviewer"}),
        json!({"type": "host_taken_over"}),
        json!({"type": "started"}),
        json!({"type": "ended"}),
        json!({"type": "reopened"}),
        json!({"type": "hint_revealed", "index": 1, "text": "h"}),
        json!({"type": "pad_opened",
            "pad": {"id": CODE, "kind": "code", "title": "Two", "language": "go"}}),
        json!({"type": "language_set", "pad": CODE, "language": "go"}),
        json!({"type": "editing_locked", "pad": CODE}),
        json!({"type": "editing_unlocked", "pad": CODE}),
        json!({"type": "said", "text": "hi", "to": "all"}),
        json!({"type": "messaged_host", "text": "hi"}),
        json!({"type": "hand_raised"}),
        json!({"type": "hand_lowered"}),
        json!({"type": "signal", "kind": "pasted_from_outside", "n": 1, "length": 4}),
        json!({"type": "signal", "kind": "connection_lost"}),
        json!({"type": "signal", "kind": "devices_changed", "n": 2, "devices": {"microphones": 1}}),
        json!({"type": "focus_time_started", "until": 1_060_000, "minutes": 1}),
        json!({"type": "focus_time_ended"}),
        json!({"type": "consent_given", "to": "recording"}),
        json!({"type": "consent_withdrawn", "to": "transcript", "name": "Wei"}),
    ] {
        let event: Event = serde_json::from_value(json.clone()).expect("the contract has it");
        assert_eq!(serde_json::to_value(event).expect("an event is JSON"), json);
    }
}
