//! Who in this process listens to what.

use std::{collections::HashMap, sync::Arc};

use super::{NodeId, Receiver, Topic};

/// The receivers of each topic, in the order they came.
#[derive(Default)]
pub(super) struct Topics {
    subscribers: HashMap<Topic, Vec<Subscriber>>,
    next: u64,
}

struct Subscriber {
    number: u64,
    node: NodeId,
    receiver: Receiver,
}

impl Topics {
    /// Adds a receiver; the number by which it is removed.
    pub(super) fn add(&mut self, topic: Topic, node: NodeId, receiver: Receiver) -> u64 {
        self.next += 1;
        let number = self.next;
        let subscriber = Subscriber {
            number,
            node,
            receiver,
        };
        self.subscribers.entry(topic).or_default().push(subscriber);
        number
    }

    pub(super) fn remove(&mut self, topic: Topic, number: u64) {
        if let Some(subscribers) = self.subscribers.get_mut(&topic) {
            subscribers.retain(|subscriber| subscriber.number != number);
            if subscribers.is_empty() {
                self.subscribers.remove(&topic);
            }
        }
    }

    /// Those of other nodes than this.
    pub(super) fn others(&self, topic: Topic, than: NodeId) -> Vec<Receiver> {
        self.chosen(topic, |subscriber| subscriber.node != than)
    }

    pub(super) fn receivers(&self, topic: Topic) -> Vec<Receiver> {
        self.chosen(topic, |_| true)
    }

    fn chosen(&self, topic: Topic, choose: impl Fn(&&Subscriber) -> bool) -> Vec<Receiver> {
        let subscribers = self.subscribers.get(&topic).map_or(&[][..], Vec::as_slice);
        let chosen = subscribers.iter().filter(choose);
        chosen
            .map(|subscriber| Arc::clone(&subscriber.receiver))
            .collect()
    }

    /// How many listen.
    pub(super) fn count(&self, topic: Topic) -> usize {
        self.subscribers.get(&topic).map_or(0, Vec::len)
    }

    /// All topics that somebody listens to.
    pub(super) fn topics(&self) -> Vec<Topic> {
        self.subscribers.keys().copied().collect()
    }

    pub(super) fn has(&self, topic: Topic) -> bool {
        self.subscribers.contains_key(&topic)
    }
}
