//! Any number of nodes write one log: each decides on what it has read so far, and appends only
//! behind exactly that. Whatever the interleaving, all come to one state.

use std::collections::BTreeMap;

use codevlive_domain::{
    id::PersonId,
    room::{
        apply::apply,
        command::Command,
        decide::{Facts, decide, first_text},
        edit::check_edit,
        entry::{Body, Entry, GENESIS, Seq},
        person::Actor,
        refusal::Refusal,
        state::RoomState,
    },
    time::Millis,
};
use proptest::{collection::vec, prelude::*};

use crate::{
    cast::{BEGINNING, CODE, Play, identity, pad},
    history::check_log,
    random::{command, someone},
};

/// A command on its way through a node.
#[derive(Clone, Debug)]
struct Asked {
    person: PersonId,
    id: String,
    command: Command,
}

/// What happens next, and on which node.
#[derive(Clone, Debug)]
enum Move {
    /// A person asks; the id comes from a small set, so that some are sent again.
    Ask(PersonId, u8, Command),
    /// The same person sends the last command of another node here again.
    Resend(usize),
    /// A person types.
    Type(PersonId),
    /// The node's waiting record goes to the log.
    Append,
    /// The node reads what it has missed.
    CatchUp,
    /// The node is killed and starts again from a checkpoint.
    Restart,
}

fn moves() -> impl Strategy<Value = Vec<(usize, Move)>> {
    let one = prop_oneof![
        5 => (someone(), 0..=255_u8, command()).prop_map(|(p, id, c)| Move::Ask(p, id, c)),
        1 => (0..4_usize).prop_map(Move::Resend),
        1 => someone().prop_map(Move::Type),
        5 => Just(Move::Append),
        1 => Just(Move::CatchUp),
        1 => Just(Move::Restart),
    ];
    vec((0..4_usize, one), 1..120)
}

/// What waits to be appended behind `expected`.
#[derive(Clone)]
struct Waiting {
    expected: Seq,
    bodies: Vec<(Actor, Body)>,
    asked: Option<Asked>,
}

#[derive(Clone)]
struct Node {
    state: RoomState,
    waiting: Option<Waiting>,
    last: Option<Asked>,
}

struct Cluster {
    log: Vec<Entry>,
    nodes: Vec<Node>,
    clock: i64,
    /// By person and command id: the answer first given.
    answers: BTreeMap<(PersonId, String), Seq>,
}

impl Cluster {
    fn new(size: usize) -> Self {
        let play = Play::full();
        let node = Node {
            state: play.state,
            waiting: None,
            last: None,
        };
        Self {
            log: play.log,
            nodes: vec![node; size],
            clock: BEGINNING.0,
            answers: BTreeMap::new(),
        }
    }

    fn facts(&self, state: &RoomState) -> Facts {
        Facts {
            now: Millis(self.clock),
            new_pad: pad(100 + state.pads().len() as u128),
            hosts_gone_since: Some(BEGINNING.plus(-200_000)),
        }
    }

    fn perform(&mut self, node: usize, what: Move) -> Result<(), TestCaseError> {
        self.clock += 1_000;
        match what {
            Move::Ask(person, id, command) => {
                self.ask(
                    node,
                    Asked {
                        person,
                        id: format!("c{id}"),
                        command,
                    },
                )?;
            }
            Move::Resend(from) => {
                let from = from % self.nodes.len();
                if let Some(asked) = self.nodes[from].last.clone() {
                    self.ask(node, asked)?;
                }
            }
            Move::Type(person) => self.type_in(node, person),
            Move::Append => self.append(node)?,
            Move::CatchUp => self.catch_up(node),
            Move::Restart => self.restart(node),
        }
        Ok(())
    }

    /// A node answers from what it has read; nothing is sure before it is appended.
    fn ask(&mut self, node: usize, asked: Asked) -> Result<(), TestCaseError> {
        if self.nodes[node].waiting.is_some() {
            return Ok(());
        }
        self.nodes[node].last = Some(asked.clone());
        self.consider(node, asked)
    }

    /// Answers a repetition, or decides, and makes a record of what comes of it.
    fn consider(&mut self, node: usize, asked: Asked) -> Result<(), TestCaseError> {
        let state = &self.nodes[node].state;
        if let Some(seq) = state.answer(asked.person, &asked.id) {
            return self.answered(&asked, seq);
        }
        let decision = self.decision(state, &asked);
        let waiting = decision
            .ok()
            .filter(|bodies| !bodies.is_empty())
            .map(|bodies| Waiting {
                expected: state.head(),
                bodies,
                asked: Some(asked),
            });
        self.nodes[node].waiting = waiting;
        Ok(())
    }

    fn decision(&self, state: &RoomState, asked: &Asked) -> Result<Vec<(Actor, Body)>, Refusal> {
        let identity = identity(asked.person);
        let events = decide(state, &identity, &asked.command, &self.facts(state))?;
        let mut command = Some(asked.id.clone());
        let texts = events.iter().filter_map(first_text);
        let texts: Vec<_> = texts
            .map(|(pad, text)| Body::Edits {
                pad,
                update: text.to_owned().into(),
            })
            .collect();
        let events = events.into_iter().map(|event| {
            let command = command.take();
            (Actor::Person(asked.person), Body::Event { event, command })
        });
        let texts = texts.into_iter().map(|text| (Actor::System, text));
        Ok(events.chain(texts).collect())
    }

    fn type_in(&mut self, node: usize, person: PersonId) {
        let now = Millis(self.clock);
        let node = &mut self.nodes[node];
        if node.waiting.is_none() && check_edit(&node.state, person, CODE, now).is_ok() {
            let body = Body::Edits {
                pad: CODE,
                update: vec![1].into(),
            };
            node.waiting = Some(Waiting {
                expected: node.state.head(),
                bodies: vec![(Actor::Person(person), body)],
                asked: None,
            });
        }
    }

    /// The log takes a record only where it expects to stand; else the node reads and decides again.
    fn append(&mut self, node: usize) -> Result<(), TestCaseError> {
        let Some(waiting) = self.nodes[node].waiting.take() else {
            return Ok(());
        };
        if waiting.expected != self.log.len() as Seq {
            self.catch_up(node);
            match (waiting.asked, waiting.bodies.first()) {
                (Some(asked), _) => self.consider(node, asked)?,
                (None, Some((Actor::Person(person), _))) => self.type_in(node, *person),
                (None, _) => {}
            }
            return Ok(());
        }
        for (actor, body) in waiting.bodies {
            let (previous, seq) = self
                .log
                .last()
                .map_or((GENESIS, 1), |e| (e.hash, e.seq + 1));
            self.log
                .push(Entry::seal(&previous, seq, Millis(self.clock), actor, body));
        }
        self.catch_up(node);
        if let Some(asked) = waiting.asked {
            self.answered(&asked, waiting.expected + 1)?;
        }
        Ok(())
    }

    fn answered(&mut self, asked: &Asked, seq: Seq) -> Result<(), TestCaseError> {
        let first = *self
            .answers
            .entry((asked.person, asked.id.clone()))
            .or_insert(seq);
        prop_assert_eq!(first, seq, "{:?} was answered differently", asked);
        Ok(())
    }

    fn catch_up(&mut self, node: usize) {
        let state = &mut self.nodes[node].state;
        let read = usize::try_from(state.head()).expect("the log is short");
        for entry in &self.log[read..] {
            apply(state, entry);
        }
    }

    /// What waited is lost, and was never answered; the state comes back from its checkpoint.
    fn restart(&mut self, node: usize) {
        let node = &mut self.nodes[node];
        let checkpoint = serde_json::to_vec(&node.state).expect("a state is JSON");
        node.state = serde_json::from_slice(&checkpoint).expect("it was written by the same code");
        node.waiting = None;
    }
}

fn fold(log: &[Entry]) -> RoomState {
    let mut state = RoomState::default();
    for entry in log {
        apply(&mut state, entry);
    }
    state
}

proptest! {
    #[test]
    fn any_interleaving_on_any_number_of_nodes_folds_to_one_state(
        size in 1..=4_usize,
        moves in moves(),
    ) {
        let mut cluster = Cluster::new(size);
        for (node, what) in moves {
            cluster.perform(node % size, what)?;
        }
        check_log(&cluster.log)?;
        let state = fold(&cluster.log);
        for node in 0..size {
            cluster.catch_up(node);
            prop_assert_eq!(&cluster.nodes[node].state, &state);
        }
        for ((person, id), seq) in &cluster.answers {
            prop_assert_eq!(state.answer(*person, id), Some(*seq));
        }
    }
}
