//! Who is connected, here and on other nodes; who has gone, and since when.

use std::collections::BTreeMap;

use codevlive_domain::{
    id::{ConnectionId, PersonId},
    room::{
        decide::connection_signal, event::Event, person::Standing, state::RoomState, view::Presence,
    },
    time::Millis,
};
use tokio::time::Instant;

use crate::{bus::NodeId, settings::LiveSettings};

/// How much longer than usual a candidate may be gone after a room was opened: after a crash, everyone
/// needs a moment to come back.
const GRACE_AT_OPENING: u32 = 5;

/// How long until a word about a person is tried again that the store would not take.
const RETRY: std::time::Duration = std::time::Duration::from_secs(1);

/// What one other node told last.
struct Told {
    connections: Vec<(PersonId, ConnectionId)>,
    heard: Instant,
}

/// A person without a connection.
#[derive(Clone, Copy, Debug)]
struct Gone {
    /// When it counts as a lost connection, for a candidate.
    lost_at: Instant,
    /// When they count as having left; none if it was not here that they went.
    left_at: Option<Instant>,
}

/// Who is there.
#[derive(Default)]
pub(crate) struct PresenceBook {
    here: Vec<(PersonId, ConnectionId)>,
    elsewhere: BTreeMap<NodeId, Told>,
    /// All of it, as views show it.
    pub(crate) everywhere: Presence,
    gone: BTreeMap<PersonId, Gone>,
    /// Since when no host is connected; none while one is.
    pub(crate) hosts_gone_since: Option<Millis>,
    /// Not to try again before.
    held_until: Option<Instant>,
}

/// Whose going it is this node's part to tell of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// A connection of this node came or went.
    Here,
    /// Another node told of its connections: it tells of their going, too.
    Told,
    /// Another node has fallen silent: nobody else will tell.
    Silent,
}

impl PresenceBook {
    /// As it is when a room is opened: nobody is there yet, and whoever was there may come back.
    pub(crate) fn at_opening(state: &RoomState, now: Millis, settings: &LiveSettings) -> Self {
        let lost_at = Instant::now() + settings.connection_lost_after * GRACE_AT_OPENING;
        let gone = state
            .people()
            .filter(|(id, _)| connection_signal(state, *id, true).is_some())
            .map(|(id, _)| {
                (
                    id,
                    Gone {
                        lost_at,
                        left_at: None,
                    },
                )
            })
            .collect();
        Self {
            gone,
            hosts_gone_since: Some(now),
            ..Self::default()
        }
    }

    /// The connections of this node are these now.
    pub(crate) fn here(&mut self, connections: Vec<(PersonId, ConnectionId)>) {
        self.here = connections;
    }

    /// Another node told its connections.
    pub(crate) fn told(&mut self, node: NodeId, connections: Vec<(PersonId, ConnectionId)>) {
        if connections.is_empty() {
            self.elsewhere.remove(&node);
        } else {
            self.elsewhere.insert(
                node,
                Told {
                    connections,
                    heard: Instant::now(),
                },
            );
        }
    }

    /// Takes it that all other nodes were heard just now.
    pub(crate) fn renew(&mut self) {
        let now = Instant::now();
        self.elsewhere
            .values_mut()
            .for_each(|told| told.heard = now);
    }

    /// Forgets nodes that have been silent for long; whether there were any.
    pub(crate) fn forget_silent(&mut self, settings: &LiveSettings) -> bool {
        let before = self.elsewhere.len();
        let limit = settings.presence_interval * 3;
        self.elsewhere
            .retain(|_, told| told.heard.elapsed() < limit);
        self.elsewhere.len() < before
    }

    /// Takes stock after a change; whether anyone's connections are others than before.
    pub(crate) fn take_stock(
        &mut self,
        state: &RoomState,
        change: Change,
        now: Millis,
        settings: &LiveSettings,
    ) -> bool {
        let everywhere = self.count();
        if everywhere == self.everywhere {
            return false;
        }
        let at = Instant::now();
        for person in self
            .everywhere
            .keys()
            .filter(|person| !everywhere.contains_key(person))
        {
            if change != Change::Told {
                let lost_at = at + settings.connection_lost_after;
                let left_at = Some(at + settings.left_after);
                self.gone.insert(*person, Gone { lost_at, left_at });
            }
        }
        self.gone
            .retain(|person, _| !everywhere.contains_key(person));
        self.everywhere = everywhere;
        self.look_for_hosts(state, now);
        true
    }

    /// Notes since when no host is there. Who is host may have changed, too.
    pub(crate) fn look_for_hosts(&mut self, state: &RoomState, now: Millis) {
        if state
            .hosts()
            .any(|host| self.everywhere.contains_key(&host))
        {
            self.hosts_gone_since = None;
        } else {
            self.hosts_gone_since.get_or_insert(now);
        }
    }

    fn count(&self) -> Presence {
        let mut all = Presence::new();
        let elsewhere = self.elsewhere.values().flat_map(|told| &told.connections);
        for (person, connection) in self.here.iter().chain(elsewhere) {
            all.entry(*person).or_default().push(*connection);
        }
        for connections in all.values_mut() {
            connections.sort_unstable();
        }
        all
    }

    /// Whether a connection is of another node.
    pub(crate) fn is_elsewhere(&self, connection: ConnectionId) -> bool {
        self.elsewhere.values().any(|told| {
            told.connections
                .iter()
                .any(|(_, there)| *there == connection)
        })
    }

    /// Whose connection it is, wherever.
    pub(crate) fn person_of(&self, connection: ConnectionId) -> Option<PersonId> {
        let has = |(_, connections): &(_, &Vec<_>)| connections.contains(&connection);
        self.everywhere.iter().find(has).map(|(person, _)| *person)
    }

    /// What is to be told now about somebody's connection, if anything: it is decided against the state
    /// again when it is appended.
    pub(crate) fn due(&self, state: &RoomState) -> Option<PersonId> {
        let now = Instant::now();
        if self.held_until.is_some_and(|until| now < until) {
            return None;
        }
        let back = self.here.iter().map(|(person, _)| *person);
        let gone = self.gone.keys().copied();
        back.chain(gone)
            .find(|person| self.word_about(state, *person).is_some())
    }

    /// The event to be told about a person now.
    pub(crate) fn word_about(&self, state: &RoomState, person: PersonId) -> Option<Event> {
        let Some(gone) = self.gone.get(&person) else {
            let there = self.everywhere.contains_key(&person);
            return there
                .then(|| connection_signal(state, person, false))
                .flatten();
        };
        let now = Instant::now();
        let lost = (gone.lost_at <= now)
            .then(|| connection_signal(state, person, true))
            .flatten();
        let inside = state.standing(person) == Standing::Inside && !state.is_ended();
        let left = || {
            let due = gone.left_at.is_some_and(|left_at| left_at <= now);
            (inside && due).then_some(Event::Left)
        };
        lost.or_else(left)
    }

    /// The store would not take it: not again at once.
    pub(crate) fn hold(&mut self) {
        self.held_until = Some(Instant::now() + RETRY);
    }

    /// The log says that somebody has left, or is back: on a node that this one does not hear, perhaps, and
    /// is not to contradict.
    pub(crate) fn settled(&mut self, person: PersonId) {
        self.gone.remove(&person);
    }

    /// Forgets those about whom there is nothing to tell any more.
    pub(crate) fn forget_settled(&mut self, state: &RoomState) {
        let now = Instant::now();
        self.gone.retain(|person, gone| {
            let may_be_lost = connection_signal(state, *person, true).is_some();
            let waits_to_leave = gone.left_at.is_some_and(|left_at| {
                left_at > now || (state.is_inside(*person) && !state.is_ended())
            });
            may_be_lost || waits_to_leave
        });
    }

    /// Whether something is still to be told about somebody who went.
    pub(crate) fn waits(&self) -> bool {
        !self.gone.is_empty()
    }

    /// When to look again.
    pub(crate) fn next(&self, state: &RoomState) -> Option<Instant> {
        let steps = self.gone.iter().filter_map(|(person, gone)| {
            let lost = connection_signal(state, *person, true).is_some();
            let lost_at = lost.then_some(gone.lost_at);
            lost_at.into_iter().chain(gone.left_at).min()
        });
        let next = steps.min();
        // A candidate who is back, while the store would not take it.
        let held = self.held_until.filter(|until| *until > Instant::now());
        match (next, held) {
            (Some(next), Some(held)) => Some(next.max(held)),
            (next, held) => next.or(held),
        }
    }
}
