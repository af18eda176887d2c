//! Pads: who may open, lock, edit and read them.

use codevlive_domain::{
    id::{PadId, PersonId},
    room::{
        command::Command,
        decide::MAX_PADS,
        edit::{check_edit, check_read},
        pad::PadKind,
        person::Actor,
        refusal::{
            Refusal,
            RefusalCode::{self, Forbidden, Invalid, Locked, NotInside, RoomEnded},
        },
    },
};

use crate::{
    asking::{open_pad, set_language},
    cast::{
        CANDIDATE, CODE, HOST, INTERVIEWER, NOTES, OBSERVER, OUTSIDE, Play, REJECTED, REMOVED,
        WAITING, pad,
    },
};

const BOARD: PadId = pad(102);

/// A live room with a whiteboard, too.
fn with_board() -> Play {
    let mut play = Play::full();
    play.does(INTERVIEWER, open_pad(PadKind::Whiteboard, "Drawing"));
    play
}

fn code(result: Result<(), Refusal>) -> Option<RefusalCode> {
    result.err().map(|refusal| refusal.code)
}

fn edit(play: &Play, id: PersonId, pad: PadId) -> Option<RefusalCode> {
    code(check_edit(&play.state, id, pad, play.now))
}

fn read(play: &Play, id: PersonId, pad: PadId) -> Option<RefusalCode> {
    code(check_read(&play.state, id, pad))
}

#[test]
fn everyone_edits_and_reads_what_their_role_may() {
    let play = with_board();
    let unknown = pad(999);
    for (id, pad, may_edit, may_read) in [
        (HOST, CODE, None, None),
        (HOST, NOTES, None, None),
        (INTERVIEWER, NOTES, None, None),
        (INTERVIEWER, unknown, Some(Invalid), Some(Invalid)),
        (CANDIDATE, CODE, None, None),
        (CANDIDATE, BOARD, None, None),
        (CANDIDATE, NOTES, Some(Forbidden), Some(Forbidden)),
        (CANDIDATE, unknown, Some(Invalid), Some(Invalid)),
        (OBSERVER, CODE, Some(Forbidden), None),
        (OBSERVER, BOARD, Some(Forbidden), None),
        (OBSERVER, NOTES, Some(Forbidden), Some(Forbidden)),
    ] {
        assert_eq!(edit(&play, id, pad), may_edit, "{id} edits {pad}");
        assert_eq!(read(&play, id, pad), may_read, "{id} reads {pad}");
    }
    for id in [WAITING, OUTSIDE, REJECTED, REMOVED] {
        for pad in [CODE, NOTES, BOARD, unknown] {
            assert_eq!(edit(&play, id, pad), Some(NotInside));
            assert_eq!(read(&play, id, pad), Some(NotInside));
        }
    }
}

#[test]
fn a_lock_binds_candidates() {
    let mut play = with_board();
    play.does(INTERVIEWER, Command::Lock { pad: CODE });
    play.repeats(HOST, Command::Lock { pad: CODE });
    assert_eq!(edit(&play, CANDIDATE, CODE), Some(Locked));
    assert_eq!(edit(&play, OBSERVER, CODE), Some(Forbidden));
    assert_eq!(edit(&play, CANDIDATE, BOARD), None);
    assert_eq!(read(&play, CANDIDATE, CODE), None);
    assert_eq!(edit(&play, HOST, CODE), None);
    assert_eq!(edit(&play, INTERVIEWER, CODE), None);
    play.does(HOST, Command::Unlock { pad: CODE });
    play.repeats(INTERVIEWER, Command::Unlock { pad: CODE });
    assert_eq!(edit(&play, CANDIDATE, CODE), None);
    assert_eq!(
        play.refused(HOST, Command::Lock { pad: pad(999) }).0,
        Invalid
    );
}

#[test]
fn an_ended_room_takes_no_edits() {
    let mut play = with_board();
    play.does(HOST, Command::End);
    for pad in [CODE, BOARD] {
        for id in [HOST, INTERVIEWER, CANDIDATE] {
            assert_eq!(edit(&play, id, pad), Some(RoomEnded));
        }
    }
    assert_eq!(edit(&play, HOST, NOTES), Some(RoomEnded));
    assert_eq!(read(&play, HOST, NOTES), None);
    assert_eq!(read(&play, CANDIDATE, CODE), Some(RoomEnded));
    assert_eq!(read(&play, OBSERVER, CODE), Some(RoomEnded));
    play.does(HOST, Command::Reopen);
    assert_eq!(edit(&play, CANDIDATE, CODE), None);
}

#[test]
fn a_room_has_thirty_pads_at_most() {
    let mut play = Play::full();
    while play.state.pads().len() < MAX_PADS {
        play.does(HOST, open_pad(PadKind::Code, "More"));
    }
    assert_eq!(MAX_PADS, 30);
    assert_eq!(
        play.refused(HOST, open_pad(PadKind::Code, "Too many")).0,
        Invalid
    );
}

#[test]
fn pads_have_titles() {
    let play = Play::full();
    for title in ["", " \n ", "two\nlines", &"x".repeat(81)] {
        let (code, detail) = play.refused(HOST, open_pad(PadKind::Code, title));
        assert_eq!(code, Invalid);
        assert!(detail.starts_with("title:"), "{detail}");
    }
    assert!(
        play.decides(HOST, &open_pad(PadKind::Notes, &"ü".repeat(80)))
            .is_ok()
    );
}

#[test]
fn only_code_pads_have_a_language() {
    let mut play = with_board();
    play.does(HOST, set_language(CODE, "c++"));
    play.repeats(INTERVIEWER, set_language(CODE, "c++"));
    assert_eq!(
        play.state.pad(CODE).and_then(|pad| pad.language.as_deref()),
        Some("c++")
    );
    for pad in [NOTES, BOARD, pad(999)] {
        let (code, detail) = play.refused(HOST, set_language(pad, "rust"));
        assert_eq!(code, Invalid);
        assert!(detail.starts_with("pad:"), "{detail}");
    }
    for language in ["", "Python", "a b", "é", &"x".repeat(33)] {
        let (code, detail) = play.refused(HOST, set_language(CODE, language));
        assert_eq!(code, Invalid);
        assert!(detail.starts_with("language:"), "{detail}");
    }
}

#[test]
fn the_log_tells_whether_anybody_wrote_in_a_pad() {
    let mut play = Play::full();
    let edited = |play: &Play, id| play.state.pad(id).is_some_and(|pad| pad.edited);
    assert!(!edited(&play, CODE));
    play.log_edits(Actor::Person(CANDIDATE), CODE, "x");
    assert!(edited(&play, CODE));
    assert!(!edited(&play, NOTES));
}
