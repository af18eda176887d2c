//! What became of what was typed: saved means once in the log and in the text, refused means nowhere.

use std::collections::BTreeMap;

use codevlive_domain::{
    id::PadId,
    room::{
        edit::check_edit,
        entry::{Body, Entry},
        person::Actor,
        refusal::RefusalCode,
        state::RoomState,
    },
};
use yrs::{Doc, ReadTxn, Transact, Update, updates::decoder::Decode};

use super::answers::CLOSED;
use crate::{
    doc::{new_doc, text_of},
    history::Sent,
};

/// The text of each pad that somebody wrote in. No entry brings only what is there already.
pub(crate) fn texts(log: &[Entry]) -> BTreeMap<PadId, String> {
    let mut docs: BTreeMap<PadId, Doc> = BTreeMap::new();
    for entry in log {
        if let Body::Edits { pad, update } = &entry.body {
            let doc = docs.entry(*pad).or_insert_with(|| new_doc(0));
            let update = Update::decode_v1(update).unwrap();
            let mut transaction = doc.transact_mut();
            let (has, brings) = (transaction.state_vector(), update.state_vector());
            let known = brings.iter().all(|(client, end)| has.get(client) >= *end);
            transaction.apply_update(update).unwrap();
            // Two may delete the same at the same time.
            let typed_again = known && !brings.is_empty() && !transaction.has_changes();
            assert!(!typed_again, "{} is there twice", entry.seq);
            let waits = transaction.store().pending_update().is_some();
            assert!(!waits, "{} builds on what is not there", entry.seq);
        }
    }
    docs.iter().map(|(pad, doc)| (*pad, text_of(doc))).collect()
}

/// One character, and all that was done about it.
#[derive(Default)]
struct Fate<'a> {
    typed: Vec<&'a Sent>,
    deleted: Vec<&'a Sent>,
}

pub(crate) fn check(sent: &[Sent], log: &[Entry], states: &[RoomState]) {
    let texts = texts(log);
    let mut fates: BTreeMap<char, Fate<'_>> = BTreeMap::new();
    for edit in sent {
        check_refusal(edit, states);
        for character in &edit.typed {
            fates.entry(*character).or_default().typed.push(edit);
        }
        for character in &edit.deleted {
            fates.entry(*character).or_default().deleted.push(edit);
        }
    }
    for (character, fate) in &fates {
        // Without a sender it is a problem's first text.
        if let Some(pad) = fate.typed.first().map(|edit| edit.pad) {
            let text = texts.get(&pad).map_or("", String::as_str);
            check_fate(*character, fate, text);
            check_place(*character, fate, log);
        }
    }
}

fn check_fate(character: char, fate: &Fate<'_>, text: &str) {
    let copies = text.matches(character).count();
    assert!(copies <= 1, "{character} is there {copies} times");
    let refused = |edits: &[&Sent]| edits.iter().all(|edit| edit.is_refused());
    let saved = |edits: &[&Sent]| edits.iter().any(|edit| edit.is_saved());
    if saved(&fate.deleted) || refused(&fate.typed) {
        assert_eq!(copies, 0, "{character}: {:#?}", fate.typed);
    } else if saved(&fate.typed) && refused(&fate.deleted) {
        assert_eq!(copies, 1, "{character} is lost: {:#?}", fate.typed);
    }
}

/// What is saved is in the log, by who typed it, and not behind what the answer says.
fn check_place(character: char, fate: &Fate<'_>, log: &[Entry]) {
    let gone = |edit: &&Sent| edit.deleted.contains(&character);
    if fate.typed.iter().any(gone) {
        // It was sent again as what it was by then: nothing.
        return;
    }
    let mut bytes = [0; 4];
    let bytes = character.encode_utf8(&mut bytes).as_bytes();
    for edit in &fate.typed {
        let Some((answered, Ok(seq))) = &edit.answered else {
            continue;
        };
        assert!(*seq <= answered.head, "{edit:?} is not in the log yet");
        let place = log.iter().find(|entry| match &entry.body {
            Body::Edits { pad, update } => {
                *pad == edit.pad && update.windows(bytes.len()).any(|part| part == bytes)
            }
            _ => false,
        });
        let place = place.unwrap_or_else(|| panic!("not in the log: {edit:?}"));
        assert_eq!(place.actor, Actor::Person(edit.by.id), "{edit:?}");
        // Sent again, it brings nothing, and the answer is the head.
        let span = fate.typed[0].called.head + 1..=*seq;
        assert!(span.contains(&place.seq), "{edit:?} is at {}", place.seq);
    }
}

/// A refusal was right at some moment between the call and the answer.
fn check_refusal(edit: &Sent, states: &[RoomState]) {
    let Some((answered, Err(no))) = &edit.answered else {
        return;
    };
    let of_no_state = matches!(no.code, RefusalCode::TryLater | RefusalCode::OutOfSync);
    if of_no_state || no.detail == CLOSED {
        return;
    }
    let index = |seq| usize::try_from(seq).unwrap();
    let explained = states[index(edit.called.head)..=index(answered.head)]
        .iter()
        .any(|state| {
            [edit.called.now, answered.now].into_iter().any(|now| {
                let now = now.max(state.at());
                check_edit(state, edit.by.id, edit.pad, now).as_ref() == Err(no)
            })
        });
    assert!(explained, "no state explains {edit:#?}");
}
