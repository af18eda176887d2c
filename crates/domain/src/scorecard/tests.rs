use uuid::Uuid;

use super::{
    rubric::{CURRENT, Rubric},
    *,
};

const HEAD: Seq = 10;

fn rating(competency: &str) -> Rating {
    Rating {
        competency: competency.to_owned(),
        level: Some(3),
        ..Rating::default()
    }
}

fn whole() -> Written {
    let ids = CURRENT.competencies.iter().map(|it| it.id);
    Written {
        ratings: ids.map(rating).collect(),
        overall: "Went well.".into(),
    }
}

/// What is wrong with a card on which one rating is as given.
fn faults_with(change: impl FnOnce(&mut Rating)) -> Vec<String> {
    let mut card = whole();
    change(&mut card.ratings[1]);
    faults(&card, false)
}

fn faults(card: &Written, to_submit: bool) -> Vec<String> {
    let faults = card.faults(&CURRENT, HEAD, to_submit);
    let lines = faults.iter();
    lines
        .map(|it| format!("{} {}", it.field, it.matter))
        .collect()
}

#[test]
fn the_rubric_has_four_to_six_competencies_with_words_for_each_level() {
    let Rubric { competencies, .. } = CURRENT;
    assert!((4..=6).contains(&competencies.len()));
    let ids: BTreeSet<_> = competencies.iter().map(|it| it.id).collect();
    assert_eq!(ids.len(), competencies.len());
    for competency in competencies {
        let levels: BTreeSet<_> = competency.levels.into_iter().collect();
        assert_eq!(levels.len(), 6, "{}", competency.id);
        for level in levels {
            assert!(level.ends_with('.') && level.len() > 20, "{level}");
            // Nobody is judged whole: who is hired is for people to decide.
            assert!(!level.to_lowercase().contains("hire"), "{level}");
        }
    }
}

#[test]
fn a_whole_card_can_be_handed_in() {
    assert_eq!(faults(&whole(), true), [""; 0]);
    let mut card = whole();
    card.ratings[0].level = None;
    card.ratings[0].insufficient_evidence = true;
    assert_eq!(faults(&card, true), [""; 0]);
}

#[test]
fn a_draft_may_have_gaps_and_a_card_handed_in_none() {
    let mut card = whole();
    card.ratings.remove(4);
    card.ratings[0].level = None;
    assert_eq!(faults(&card, false), [""; 0]);
    assert_eq!(faults(&Written::default(), false), [""; 0]);
    assert_eq!(
        faults(&card, true),
        [
            "ratings has no level for problem_solving",
            "ratings has no level for technical_depth"
        ]
    );
}

#[test]
fn a_level_is_0_to_5_or_there_is_not_enough_to_tell() {
    for level in 0..=5 {
        assert_eq!(faults_with(|it| it.level = Some(level)), [""; 0]);
    }
    assert_eq!(
        faults_with(|it| it.level = Some(6)),
        ["ratings[1].level is not 0 to 5"]
    );
    assert_eq!(
        faults_with(|it| it.insufficient_evidence = true),
        ["ratings[1].level stands beside insufficientEvidence"]
    );
}

#[test]
fn competencies_are_those_of_the_rubric_each_once() {
    assert_eq!(
        faults_with(|it| it.competency = "charm".into()),
        ["ratings[1].competency is none of the rubric"]
    );
    assert_eq!(
        faults_with(|it| it.competency = "problem_solving".into()),
        ["ratings[1].competency stands here twice"]
    );
}

#[test]
fn too_many_ratings_are_one_fault() {
    let mut card = whole();
    let most = card.ratings.len();
    card.ratings.extend(card.ratings.clone());
    let expected = format!("ratings has more than {most} items");
    assert_eq!(faults(&card, true), [expected]);
}

#[test]
fn evidence_is_in_the_log() {
    assert_eq!(faults_with(|it| it.evidence = vec![1, HEAD]), [""; 0]);
    for wrong in [0, HEAD + 1, Seq::MAX] {
        assert_eq!(
            faults_with(|it| it.evidence = vec![wrong]),
            ["ratings[1].evidence names what is not in the room's log"]
        );
    }
    assert_eq!(
        faults_with(|it| it.evidence = vec![4, 4]),
        ["ratings[1].evidence names a moment twice"]
    );
    let mut card = whole();
    card.ratings[1].evidence = (1..=21).collect();
    assert_eq!(card.faults(&CURRENT, 100, false).len(), 1);
}

#[test]
fn texts_are_bounded_in_characters() {
    assert_eq!(faults_with(|it| it.note = "ä".repeat(MAX_NOTE)), [""; 0]);
    assert_eq!(
        faults_with(|it| it.note = "a".repeat(MAX_NOTE + 1)),
        ["ratings[1].note has more than 4000 characters"]
    );
    let mut card = whole();
    card.overall = "ä".repeat(MAX_OVERALL + 1);
    assert_eq!(
        faults(&card, false),
        ["overall has more than 10000 characters"]
    );
}

#[test]
fn others_cards_are_shown_once_both_are_handed_in_and_drafts_never() {
    let [asha, ben] = [1, 2].map(|number| PersonId(Uuid::from_u128(number)));
    for submitted in [false, true] {
        for viewer_has_submitted in [false, true] {
            let sheet = Sheet {
                author: asha,
                submitted,
            };
            assert!(sheet.is_shown_to(asha, submitted));
            assert_eq!(
                sheet.is_shown_to(ben, viewer_has_submitted),
                submitted && viewer_has_submitted
            );
        }
    }
}
