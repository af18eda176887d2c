//! What is scored, and what each level looks like.
//!
//! Each level is anchored in what an interviewer can have seen or heard, so that two who saw the same give the same
//! level: numbers alone mean something else to everyone. 3 is what one would expect of a colleague who needs no help.

use serde::Serialize;
use utoipa::ToSchema;

use super::MAX_LEVEL;

/// How many levels there are.
const LEVELS: usize = MAX_LEVEL as usize + 1;

/// The competencies that a card is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Rubric {
    /// Counts the changes of its words: a card keeps the version it was written by.
    pub version: u32,
    /// In the order in which they are shown.
    #[schema(value_type = Vec<Competency>)]
    pub competencies: &'static [Competency],
}

/// One thing that is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Competency {
    /// By which ratings name it.
    #[schema(value_type = String)]
    pub id: &'static str,
    /// What it is called.
    #[schema(value_type = String)]
    pub name: &'static str,
    /// What it is about, as a question.
    #[schema(value_type = String)]
    pub question: &'static str,
    /// What each level looks like, from 0 to 5.
    #[schema(value_type = Vec<String>)]
    pub levels: [&'static str; LEVELS],
}

impl Rubric {
    /// Whether a competency of that id is among them.
    pub fn has(&self, competency: &str) -> bool {
        self.competencies.iter().any(|it| it.id == competency)
    }
}

/// The rubric that new cards are written by.
pub const CURRENT: Rubric = Rubric {
    version: 1,
    competencies: &[
        PROBLEM_SOLVING,
        CODE_QUALITY,
        VERIFICATION,
        COMMUNICATION,
        TECHNICAL_DEPTH,
    ],
};

const PROBLEM_SOLVING: Competency = Competency {
    id: "problem_solving",
    name: "Problem solving",
    question: "How did they get from the problem to an approach?",
    levels: [
        "Did not begin, or worked on something other than the problem.",
        "Tried things without an idea of why they would work; needed each next step given.",
        "Reached part of an approach, or a whole one only after several hints.",
        "Found an approach that works by themselves, perhaps the plain one, and followed it through.",
        "Weighed at least two approaches, said what each costs, and chose for a reason.",
        "Took the problem apart at once, saw what makes it hard, and reached the best known approach, or one as good.",
    ],
};

const CODE_QUALITY: Competency = Competency {
    id: "code_quality",
    name: "Code",
    question: "Is what they wrote correct, and could another person work on it?",
    levels: [
        "Wrote no code that runs.",
        "Wrote pieces that do not come together; the syntax of the language was in the way.",
        "Wrote code that works in the easy case only, or that is hard to follow without them.",
        "Wrote code that works in the usual cases, with names and steps that one can follow.",
        "Wrote correct code, edge cases included, in parts that each do one thing.",
        "Wrote correct code that reads as if it had been edited twice: nothing is missing, nothing too much, and a change would be easy.",
    ],
};

const VERIFICATION: Competency = Competency {
    id: "verification",
    name: "Testing and checking",
    question: "How did they find out whether it works?",
    levels: [
        "Called it done without looking at what it does.",
        "Checked only when asked, and only the example of the statement.",
        "Ran the examples; did not find a mistake that was there, or changed code by chance until it passed.",
        "Tried a case of their own, found most mistakes, and mended them at the cause.",
        "Named edge cases unasked, checked them, and explained a failure before mending it.",
        "Said beforehand what would show that it works, covered it with cases chosen for a reason, and knew what was left unchecked.",
    ],
};

const COMMUNICATION: Competency = Competency {
    id: "communication",
    name: "Communication",
    question: "Could you follow their thinking, and did they take up what you said?",
    levels: [
        "You could not tell what they were doing, also when you asked.",
        "Answered questions in a few words that did not help; went on without taking up what was said.",
        "Explained parts when asked; you had to guess how they fit together.",
        "Said what they were about to do and why, and answered questions to the point.",
        "Asked before assuming, kept you with them all the time, and used hints well.",
        "Made it a conversation between colleagues: put hard things simply, named doubts, and changed course on a good argument.",
    ],
};

const TECHNICAL_DEPTH: Competency = Competency {
    id: "technical_depth",
    name: "Technical depth",
    question: "How well do they know what their solution stands on?",
    levels: [
        "Could not say what their tools or structures do.",
        "Used names of structures or libraries without knowing how they behave.",
        "Knew the common tools, and was unsure what they cost in time or memory.",
        "Chose fitting structures and gave time and memory of the solution rightly.",
        "Explained why those costs hold, and what would change with larger or different input.",
        "Reasoned soundly below and beyond the task: how it works underneath, where it fails, what they would do in production.",
    ],
};
