//! Lengths are counted in characters, and white space alone is nothing.

use codevlive_domain::room::{
    command::{ChatScope, Command, NumberedCommand},
    refusal::RefusalCode::Invalid,
    text::{MAX_NAME, line, text},
};

use crate::{
    asking::{knock, message, say},
    cast::{CANDIDATE, OUTSIDE, Play, WAITING},
};

#[test]
fn texts_are_trimmed_and_bounded_in_characters() {
    assert_eq!(text("text", " ü \n", 1), Ok("ü".to_owned()));
    assert_eq!(text("text", &"ü".repeat(4), 4), Ok("ü".repeat(4)));
    for value in ["", " \n\t", &"ü".repeat(5)] {
        let refusal = text("text", value, 4).expect_err("this was to be refused");
        assert_eq!(refusal.code, Invalid);
        assert!(refusal.detail.starts_with("text:"), "{}", refusal.detail);
    }
}

#[test]
fn names_are_one_line() {
    assert_eq!(
        line("name", " Zoë O’Hara ", MAX_NAME),
        Ok("Zoë O’Hara".to_owned())
    );
    assert!(line("name", "دانا \u{200c}وند", MAX_NAME).is_ok());
    let long = "x".repeat(81);
    for value in [
        "two\nlines",
        "two\u{2028}lines",
        "two\u{2029}paragraphs",
        "bell\u{7}",
        "null\0",
        "Asha \u{202e}tsoh",
        "\u{2066}Asha",
        &long,
    ] {
        assert!(line("name", value, MAX_NAME).is_err(), "{value:?}");
    }
}

#[test]
fn the_texts_of_commands_are_bounded() {
    let play = Play::full();
    let long = "x".repeat(4_001);
    assert_eq!(
        play.refused(CANDIDATE, say(&long, ChatScope::All)).0,
        Invalid
    );
    assert_eq!(
        play.refused(CANDIDATE, say("  ", ChatScope::All)).0,
        Invalid
    );
    assert!(
        play.decides(CANDIDATE, &say(&long[1..], ChatScope::All))
            .is_ok()
    );

    assert_eq!(play.refused(WAITING, message(&long[..501])).0, Invalid);
    assert!(play.decides(WAITING, &message(&long[..500])).is_ok());

    let words = |text: &str| Command::Knock {
        message: Some(text.to_owned()),
    };
    assert_eq!(play.refused(OUTSIDE, words(&long[..501])).0, Invalid);
    // An empty line is as good as none.
    assert_eq!(
        play.decides(OUTSIDE, &words(" ")),
        play.decides(OUTSIDE, &knock())
    );
}

#[test]
fn command_ids_have_one_to_sixty_four_characters() {
    let numbered = |id: &str| NumberedCommand {
        id: id.to_owned(),
        command: Command::Start,
    };
    for id in ["1", &"ü".repeat(64)] {
        assert_eq!(numbered(id).check_id(), Ok(()));
    }
    for id in ["", &"x".repeat(65)] {
        assert_eq!(
            numbered(id).check_id().map_err(|refusal| refusal.code),
            Err(Invalid)
        );
    }
}
