//! The bus within a process: for one node alone, and for tests that run several side by side.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;

use super::{Bus, Delivery, Message, NodeId, Receiver, Subscription, Topic};

/// How often nodes compare heads while more than one is on the bus (`architecture.md`: every 2 s).
const COMPARE: Duration = Duration::from_secs(2);

/// Hands messages straight to the receivers of the other nodes in the process. Clones are one bus.
#[derive(Clone, Default)]
pub struct LocalBus {
    topics: Arc<Mutex<Topics>>,
}

#[derive(Default)]
struct Topics {
    receivers: HashMap<Topic, Vec<Subscriber>>,
    next: u64,
}

#[derive(Clone)]
struct Subscriber {
    number: u64,
    node: NodeId,
    receiver: Receiver,
}

impl LocalBus {
    fn with<T>(&self, work: impl FnOnce(&mut Topics) -> T) -> T {
        work(&mut self.topics.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Topics {
    fn remove(&mut self, topic: Topic, number: u64) {
        if let Some(subscribers) = self.receivers.get_mut(&topic) {
            subscribers.retain(|subscriber| subscriber.number != number);
            if subscribers.is_empty() {
                self.receivers.remove(&topic);
            }
        }
    }

    fn others(&self, topic: Topic, than: NodeId) -> Vec<Receiver> {
        let subscribers = self.receivers.get(&topic).map_or(&[][..], Vec::as_slice);
        let others = subscribers
            .iter()
            .filter(|subscriber| subscriber.node != than);
        others
            .map(|subscriber| Arc::clone(&subscriber.receiver))
            .collect()
    }
}

#[async_trait]
impl Bus for LocalBus {
    async fn subscribe(&self, node: NodeId, topic: Topic, receiver: Receiver) -> Subscription {
        let number = self.with(|topics| {
            topics.next += 1;
            let number = topics.next;
            let subscriber = Subscriber {
                number,
                node,
                receiver,
            };
            topics.receivers.entry(topic).or_default().push(subscriber);
            number
        });
        let bus = self.clone();
        Subscription::new(move || bus.with(|topics| topics.remove(topic, number)))
    }

    fn publish(&self, from: NodeId, topic: Topic, message: Message) {
        // The receivers are called outside the lock: they may subscribe or publish in turn.
        for receiver in self.with(|topics| topics.others(topic, from)) {
            receiver(Delivery::Message {
                from,
                message: message.clone(),
            });
        }
    }

    fn compare_heads_every(&self) -> Option<Duration> {
        let nodes = self.with(|topics| topics.receivers.get(&Topic::Nodes).map_or(0, Vec::len));
        (nodes > 1).then_some(COMPARE)
    }
}
