//! Choosing a problem, the pad it brings, and its hints.

use codevlive_domain::room::{
    command::Command,
    decide::{MAX_PADS, first_text},
    event::Event,
    pad::PadKind,
    person::Actor,
    refusal::RefusalCode::{Invalid, NotAvailable},
};

use crate::{
    asking::{of_the_bank, open_pad, own_problem},
    cast::{CANDIDATE, CODE, HOST, INTERVIEWER, Play, pad},
};

/// The own problem of these fields; what is not named is left out.
fn problem(title: Option<&str>, statement: Option<&str>, hints: &[&str]) -> Command {
    let text = |value: Option<&str>| value.map(ToOwned::to_owned);
    Command::ChooseProblem {
        problem_id: None,
        title: text(title),
        statement: text(statement),
        hints: Some(hints.iter().map(|hint| (*hint).to_owned()).collect()),
        language: None,
        starter: None,
    }
}

#[test]
fn a_problem_without_code_changes_no_pad() {
    let mut play = Play::full();
    let events = play
        .asks(INTERVIEWER, &own_problem(None, None))
        .expect("they may");
    let chosen = Event::ProblemChosen {
        problem_id: None,
        title: "Two sums".to_owned(),
        statement: "Find **both**.".to_owned(),
        hints: vec!["Sort them.".to_owned(), "Use a map.".to_owned()],
        hint_count: 2,
        pad: None,
        starter: None,
    };
    assert_eq!(events, [chosen]);
    assert_eq!(play.state.pads().len(), 2);
}

#[test]
fn code_goes_into_the_first_pad_nobody_wrote_in() {
    let mut play = Play::full();
    let events = play
        .asks(HOST, &own_problem(Some("rust"), Some("fn main() {}")))
        .expect("ok");
    let [chosen, Event::LanguageSet { pad, language }] = &events[..] else {
        panic!("{events:?}");
    };
    assert_eq!((*pad, language.as_str()), (CODE, "rust"));
    assert_eq!(first_text(chosen), Some((CODE, "fn main() {}")));
    // The starter is in the log now, so the next problem gets a pad of its own.
    let events = play
        .asks(HOST, &own_problem(Some("rust"), Some("fn two() {}")))
        .expect("ok");
    let [chosen, Event::PadOpened { pad: opened }] = &events[..] else {
        panic!("{events:?}")
    };
    assert_eq!(
        (opened.kind, opened.title.as_str()),
        (PadKind::Code, "Two sums")
    );
    assert_eq!(opened.language.as_deref(), Some("rust"));
    assert_eq!(first_text(chosen), Some((opened.id, "fn two() {}")));
}

#[test]
fn the_language_is_set_only_if_it_differs() {
    let mut play = Play::full();
    let events = play
        .asks(HOST, &own_problem(Some("python"), None))
        .expect("ok");
    let [chosen @ Event::ProblemChosen { pad, .. }] = &events[..] else {
        panic!("{events:?}")
    };
    assert_eq!((*pad, first_text(chosen)), (Some(CODE), None));
}

/// An empty first text is none: there is nothing to write.
#[test]
fn an_empty_starter_is_no_starter() {
    let mut play = Play::full();
    let event = play.does(HOST, own_problem(None, Some("")));
    assert!(
        matches!(
            event,
            Event::ProblemChosen {
                pad: None,
                starter: None,
                ..
            }
        ),
        "{event:?}"
    );
}

#[test]
fn a_pad_with_a_candidates_text_is_left_alone() {
    let mut play = Play::full();
    play.log_edits(Actor::Person(CANDIDATE), CODE, "mine");
    let event = play.does(HOST, own_problem(None, Some("starter")));
    assert_eq!(first_text(&event), Some((pad(102), "starter")));
}

#[test]
fn no_thirty_first_pad_for_a_problem() {
    let mut play = Play::full();
    while play.state.pads().len() < MAX_PADS {
        play.does(HOST, open_pad(PadKind::Whiteboard, "More"));
    }
    play.does(HOST, own_problem(None, Some("one")));
    assert_eq!(
        play.refused(HOST, own_problem(None, Some("two"))).0,
        Invalid
    );
    play.does(HOST, own_problem(None, None));
}

#[test]
fn long_titles_are_cut_for_the_tab() {
    let mut play = Play::full();
    play.log_edits(Actor::Person(CANDIDATE), CODE, "mine");
    let title = "ü".repeat(200);
    let mut command = problem(Some(&title), Some("text"), &[]);
    if let Command::ChooseProblem { starter, .. } = &mut command {
        *starter = Some("x".to_owned());
    }
    play.does(HOST, command);
    assert_eq!(
        play.state.pad(pad(102)).map(|pad| pad.title.clone()),
        Some("ü".repeat(80))
    );
}

#[test]
fn the_fields_of_an_own_problem_are_checked() {
    let play = Play::full();
    let long = "x".repeat(100_001);
    let (many, hint) = (["h"; 21], "x".repeat(10_001));
    for (command, field) in [
        (problem(None, Some("text"), &[]), "title"),
        (problem(Some(" "), Some("text"), &[]), "title"),
        (problem(Some(&long[..201]), Some("text"), &[]), "title"),
        (problem(Some("title"), None, &[]), "statement"),
        (problem(Some("title"), Some("\n"), &[]), "statement"),
        (problem(Some("title"), Some(&long), &[]), "statement"),
        (problem(Some("title"), Some("text"), &many), "hints"),
        (problem(Some("title"), Some("text"), &[&hint]), "hints"),
        (problem(Some("title"), Some("text"), &[""]), "hints"),
        (own_problem(Some("Rust!"), None), "language"),
        (own_problem(None, Some(&long)), "starter"),
    ] {
        let (code, detail) = play.refused(HOST, command);
        assert_eq!(code, Invalid);
        assert!(detail.starts_with(&format!("{field}:")), "{detail}");
    }
    let largest = problem(Some(&long[..200]), Some(&long[..100_000]), &many[..20]);
    assert!(play.decides(HOST, &largest).is_ok());
}

/// White space at the start of a line means something in Markdown.
#[test]
fn statements_are_kept_as_written() {
    let mut play = Play::full();
    play.does(
        HOST,
        problem(Some(" Title "), Some("    code\n"), &["\tcode"]),
    );
    let chosen = play.state.problem().expect("it was chosen");
    assert_eq!(
        (chosen.title.as_str(), chosen.statement.as_str()),
        ("Title", "    code\n")
    );
    assert_eq!(chosen.hints, ["\tcode"]);
}

#[test]
fn the_bank_comes_later() {
    let play = Play::full();
    assert_eq!(play.refused(HOST, of_the_bank()).0, NotAvailable);
}

#[test]
fn hints_are_revealed_each_once() {
    let mut play = Play::full();
    let reveal = |index| Command::RevealHint { index };
    assert_eq!(play.refused(HOST, reveal(0)).0, Invalid);
    play.does(HOST, own_problem(None, None));
    let event = play.does(INTERVIEWER, reveal(1));
    assert_eq!(
        event,
        Event::HintRevealed {
            index: 1,
            text: "Use a map.".to_owned()
        }
    );
    play.repeats(HOST, reveal(1));
    assert_eq!(play.refused(HOST, reveal(2)).0, Invalid);
    // Another problem's hints are hidden again.
    play.does(HOST, own_problem(None, None));
    play.does(HOST, reveal(1));
}
