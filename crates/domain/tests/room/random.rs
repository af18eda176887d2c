//! Random deeds of random people, for the properties that hold whatever happens.

use codevlive_domain::{
    id::{PadId, PersonId},
    room::{
        command::{ChatScope, Command, ConsentTo},
        decide::{connection_signal, expire},
        event::Event,
        pad::PadKind,
        person::{Actor, Role},
        signal::{DeviceChange, SignalKind},
    },
};
use proptest::{collection::vec, option, prelude::*, sample::select};

use crate::cast::{CANDIDATE, EVERYONE, HOST, INTERVIEWER, Play, pad};

/// What somebody does.
#[derive(Clone, Debug)]
pub(crate) enum Deed {
    Asks(Command),
    Edits(PadId),
    LosesConnection,
    IsBack,
    Leaves,
    Waits(i64),
}

/// Who does it. Texts tell of whom they are, so that they are found wherever they leak to.
pub(crate) type Step = (PersonId, Deed);

pub(crate) fn steps() -> impl Strategy<Value = Vec<Step>> {
    vec(step(), 0..60)
}

fn step() -> impl Strategy<Value = Step> {
    let deed = prop_oneof![
        20 => command().prop_map(Deed::Asks),
        3 => some_pad().prop_map(Deed::Edits),
        1 => Just(Deed::LosesConnection),
        1 => Just(Deed::IsBack),
        1 => Just(Deed::Leaves),
        1 => (0..200_000_i64).prop_map(Deed::Waits),
    ];
    (someone(), deed).prop_map(|(who, deed)| (who, signed(who, deed)))
}

/// Those who may do much do more; else nearly all would be refused.
pub(crate) fn someone() -> impl Strategy<Value = PersonId> {
    prop_oneof![
        4 => Just(HOST),
        2 => Just(INTERVIEWER),
        2 => Just(CANDIDATE),
        6 => select(&EVERYONE[..]),
    ]
}

fn some_pad() -> impl Strategy<Value = PadId> {
    (100..106_u128).prop_map(pad)
}

fn role() -> impl Strategy<Value = Role> {
    select(vec![
        Role::Host,
        Role::Interviewer,
        Role::Candidate,
        Role::Observer,
    ])
}

pub(crate) fn command() -> impl Strategy<Value = Command> {
    prop_oneof![4 => about_people(), 2 => about_the_room(), 4 => about_work()]
}

fn about_people() -> impl Strategy<Value = Command> {
    let reason = || option::of(Just("some reason".to_owned()));
    prop_oneof![
        4 => Just(Command::Knock { message: Some("knock-words".to_owned()) }),
        1 => Just(Command::MessageHost { text: "message-words".to_owned() }),
        4 => (someone(), reason()).prop_map(|(person, reason)| Command::Admit { person, reason }),
        1 => (someone(), reason()).prop_map(|(person, reason)| Command::Reject { person, reason }),
        1 => (someone(), reason()).prop_map(|(person, reason)| Command::Remove { person, reason }),
        2 => (someone(), role()).prop_map(|(person, role)| Command::SetRole { person, role }),
        1 => Just(Command::TakeOver),
        1 => any::<bool>()
            .prop_map(|given| Command::Consent { to: ConsentTo::AiEvaluation, given }),
    ]
}

fn about_the_room() -> impl Strategy<Value = Command> {
    let say = |text: &str, to| {
        Just(Command::Say {
            text: text.to_owned(),
            to,
        })
    };
    prop_oneof![
        Just(Command::Start),
        Just(Command::End),
        Just(Command::Reopen),
        say("chat-to-all", ChatScope::All),
        say("chat-among-interviewers", ChatScope::Interviewers),
        Just(Command::RaiseHand),
        Just(Command::LowerHand),
        (1..5_u32).prop_map(|minutes| Command::StartFocusTime { minutes }),
        Just(Command::EndFocusTime),
    ]
}

/// Of a signal about devices; others leave it out.
const DEVICES: Option<DeviceChange> = Some(DeviceChange {
    cameras: 1,
    microphones: -2,
    speakers: 0,
});

fn about_work() -> impl Strategy<Value = Command> {
    let kind = select(vec![PadKind::Code, PadKind::Whiteboard, PadKind::Notes]);
    let language = || select(vec!["rust", "go"]).prop_map(ToOwned::to_owned);
    prop_oneof![
        2 => problem(),
        3 => (0..3_u32).prop_map(|index| Command::RevealHint { index }),
        1 => kind.prop_map(|kind| Command::OpenPad { kind, title: "Pad".to_owned() }),
        1 => (some_pad(), language())
            .prop_map(|(pad, language)| Command::SetLanguage { pad, language }),
        1 => some_pad().prop_map(|pad| Command::Lock { pad }),
        1 => some_pad().prop_map(|pad| Command::Unlock { pad }),
        3 => (select(&SignalKind::ALL[..]), 1..40_u64, option::of(some_pad()))
            .prop_map(|(kind, n, pad)| Command::Signal { kind, n, length: Some(3), pad, devices: DEVICES }),
    ]
}

/// Each problem has hints of its own, which are found again by its number.
fn problem() -> impl Strategy<Value = Command> {
    let starter = option::of(Just("starter".to_owned()));
    (0..1_000_000_u32, starter).prop_map(|(number, starter)| Command::ChooseProblem {
        problem_id: None,
        title: Some(format!("problem-{number}")),
        statement: Some(format!("statement-{number}.")),
        hints: Some(
            (0..2)
                .map(|hint| format!("hint-{number}-{hint}."))
                .collect(),
        ),
        language: None,
        starter,
    })
}

/// What a person waiting writes, with their number: who else receives it?
fn signed(who: PersonId, deed: Deed) -> Deed {
    let number = who.0.as_u128();
    match deed {
        Deed::Asks(Command::Knock { .. }) => Deed::Asks(Command::Knock {
            message: Some(format!("knock-words-{number}.")),
        }),
        Deed::Asks(Command::MessageHost { .. }) => Deed::Asks(Command::MessageHost {
            text: format!("message-words-{number}."),
        }),
        deed => deed,
    }
}

/// Plays the steps; what is refused leaves no trace.
pub(crate) fn play(steps: &[Step]) -> Play {
    let mut play = Play::full();
    for (who, deed) in steps {
        perform(&mut play, *who, deed);
    }
    play
}

pub(crate) fn perform(play: &mut Play, who: PersonId, deed: &Deed) {
    let about_connection = |play: &mut Play, lost| {
        if let Some(event) = connection_signal(&play.state, who, lost) {
            play.log_event(Actor::Person(who), event);
        }
    };
    match deed {
        Deed::Asks(command) => drop(play.asks(who, command)),
        Deed::Edits(pad) => play.log_edits(Actor::Person(who), *pad, "bytes"),
        Deed::LosesConnection => about_connection(play, true),
        Deed::IsBack => about_connection(play, false),
        Deed::Leaves if play.state.is_inside(who) => {
            play.log_event(Actor::Person(who), Event::Left);
        }
        Deed::Leaves => {}
        Deed::Waits(millis) => {
            play.wait(*millis);
            play.hosts_gone_since = (millis % 2 == 0).then(|| play.now.plus(-150_000));
            for event in expire(&play.state, play.now) {
                play.log_event(Actor::System, event);
            }
        }
    }
}
