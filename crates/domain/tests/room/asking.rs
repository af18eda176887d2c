//! Commands, as short as they are said.

use codevlive_domain::{
    id::{PadId, PersonId},
    room::{
        command::{ChatScope, Command, ConsentTo},
        pad::PadKind,
        person::Role,
        signal::SignalKind,
    },
};

pub(crate) fn message(text: &str) -> Command {
    Command::MessageHost {
        text: text.to_owned(),
    }
}

pub(crate) fn admit(person: PersonId) -> Command {
    Command::Admit {
        person,
        reason: None,
    }
}

pub(crate) fn reject(person: PersonId) -> Command {
    Command::Reject {
        person,
        reason: None,
    }
}

pub(crate) fn remove(person: PersonId) -> Command {
    Command::Remove {
        person,
        reason: None,
    }
}

pub(crate) fn make(person: PersonId, role: Role) -> Command {
    Command::SetRole { person, role }
}

pub(crate) fn open_pad(kind: PadKind, title: &str) -> Command {
    Command::OpenPad {
        kind,
        title: title.to_owned(),
    }
}

pub(crate) fn set_language(pad: PadId, language: &str) -> Command {
    Command::SetLanguage {
        pad,
        language: language.to_owned(),
    }
}

pub(crate) fn consent(to: ConsentTo, given: bool) -> Command {
    Command::Consent { to, given }
}

/// A problem of the bank.
pub(crate) fn of_the_bank() -> Command {
    Command::ChooseProblem {
        problem_id: Some("two-sum".to_owned()),
        title: None,
        statement: None,
        hints: None,
        language: None,
        starter: None,
    }
}

pub(crate) fn knock() -> Command {
    Command::Knock { message: None }
}

pub(crate) fn say(text: &str, to: ChatScope) -> Command {
    Command::Say {
        text: text.to_owned(),
        to,
    }
}

/// The host's own problem, with two hints.
pub(crate) fn own_problem(language: Option<&str>, starter: Option<&str>) -> Command {
    Command::ChooseProblem {
        problem_id: None,
        title: Some("Two sums".to_owned()),
        statement: Some("Find **both**.".to_owned()),
        hints: Some(vec!["Sort them.".to_owned(), "Use a map.".to_owned()]),
        language: language.map(ToOwned::to_owned),
        starter: starter.map(ToOwned::to_owned),
    }
}

pub(crate) fn signal(kind: SignalKind, n: u64) -> Command {
    Command::Signal {
        kind,
        n,
        length: None,
        pad: None,
        devices: None,
    }
}
