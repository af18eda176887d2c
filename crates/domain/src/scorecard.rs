//! Scorecards: what each of those who interview makes of an interview, on their own.
//!
//! A card says how far somebody got in each competency of a [rubric](rubric), and points to the moments that show it.
//! There is no verdict in it: who is hired is decided by people who talk with each other.

pub mod rubric;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use self::rubric::Rubric;
use crate::{id::PersonId, room::entry::Seq};

/// The highest level; the lowest is 0.
pub const MAX_LEVEL: u8 = 5;
/// The longest note to one competency, in characters.
pub const MAX_NOTE: usize = 4_000;
/// The longest text about all of it, in characters.
pub const MAX_OVERALL: usize = 10_000;
/// How many moments may be named for one competency.
pub const MAX_EVIDENCE: usize = 20;

/// What somebody says of one competency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Rating {
    /// The competency's id.
    pub competency: String,
    /// 0 to 5, as the rubric describes them; none while they have not decided, or with insufficient evidence.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 5)]
    pub level: Option<u8>,
    /// The interview did not show enough of it for a level.
    #[serde(default)]
    #[schema(required = true)]
    pub insufficient_evidence: bool,
    /// Why, in their words; at most 4,000 characters.
    #[serde(default)]
    #[schema(required = true, max_length = 4000)]
    pub note: String,
    /// The moments that show it: positions in the room's log, at most 20.
    #[serde(default)]
    #[schema(required = true, max_items = 20)]
    pub evidence: Vec<Seq>,
}

impl Rating {
    /// Whether they have decided.
    pub const fn is_decided(&self) -> bool {
        self.level.is_some() || self.insufficient_evidence
    }
}

/// What somebody wrote on their card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Of each competency at most one; those that are missing are not decided.
    pub ratings: Vec<Rating>,
    /// What is to be said of all of it.
    pub overall: String,
}

/// What is the matter with a field of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its path, such as `ratings[2].level`.
    pub field: String,
    /// Behind the field's name: `is missing`.
    pub matter: String,
}

impl Written {
    /// All that is wrong with it. `head` is the last entry of the room's log; to be handed in, all of the rubric's
    /// competencies have to be decided.
    pub fn faults(&self, rubric: &Rubric, head: Seq, to_submit: bool) -> Vec<Fault> {
        let mut faults = Faults::default();
        let most = rubric.competencies.len();
        if self.ratings.len() > most {
            // Not each of them: what is answered should not be longer than what was sent.
            faults.require("ratings", false, &format!("has more than {most} items"));
            return faults.0;
        }
        let mut seen = BTreeSet::new();
        for (index, rating) in self.ratings.iter().enumerate() {
            let at = |field: &str| format!("ratings[{index}].{field}");
            let known = rubric.has(&rating.competency);
            faults.require(&at("competency"), known, "is none of the rubric");
            let first = seen.insert(rating.competency.as_str());
            faults.require(&at("competency"), first, "stands here twice");
            check_level(&mut faults, &at("level"), rating);
            faults.limit(&at("note"), &rating.note, MAX_NOTE);
            check_evidence(&mut faults, &at("evidence"), &rating.evidence, head);
        }
        faults.limit("overall", &self.overall, MAX_OVERALL);
        if to_submit {
            self.require_decisions(&mut faults, rubric);
        }
        faults.0
    }

    fn require_decisions(&self, faults: &mut Faults, rubric: &Rubric) {
        for competency in rubric.competencies {
            let mut ratings = self.ratings.iter();
            let decided = ratings.any(|it| it.competency == competency.id && it.is_decided());
            let matter = format!("has no level for {}", competency.id);
            faults.require("ratings", decided, &matter);
        }
    }
}

fn check_level(faults: &mut Faults, field: &str, rating: &Rating) {
    let within = rating.level.is_none_or(|level| level <= MAX_LEVEL);
    faults.require(field, within, "is not 0 to 5");
    let one = rating.level.is_none() || !rating.insufficient_evidence;
    faults.require(field, one, "stands beside insufficientEvidence");
}

fn check_evidence(faults: &mut Faults, field: &str, evidence: &[Seq], head: Seq) {
    let few = evidence.len() <= MAX_EVIDENCE;
    faults.require(field, few, "has more than 20 items");
    let there = evidence.iter().all(|seq| (1..=head).contains(seq));
    faults.require(field, there, "names what is not in the room's log");
    let once = evidence.iter().collect::<BTreeSet<_>>().len() == evidence.len();
    faults.require(field, once, "names a moment twice");
}

#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn require(&mut self, field: &str, fine: bool, matter: &str) {
        if !fine {
            self.0.push(Fault {
                field: field.to_owned(),
                matter: matter.to_owned(),
            });
        }
    }

    fn limit(&mut self, field: &str, text: &str, max: usize) {
        let fine = text.len() <= max || text.chars().count() <= max;
        self.require(field, fine, &format!("has more than {max} characters"));
    }
}

/// Whose card it is, and whether they have handed it in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Who writes on it.
    pub author: PersonId,
    /// Whether it is handed in: from then on it stays as it is.
    pub submitted: bool,
}

impl Sheet {
    /// Whether a person may read it. Everyone scores alone, so others' cards are theirs to read once they have handed
    /// in their own; what is not handed in is only its author's.
    pub fn is_shown_to(self, viewer: PersonId, viewer_has_submitted: bool) -> bool {
        self.author == viewer || (self.submitted && viewer_has_submitted)
    }
}

#[cfg(test)]
mod tests;
