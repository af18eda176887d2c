//! The bus within a process: for one node alone, and for tests that run several side by side.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;

use super::{Bus, Delivery, Message, NodeId, Reach, Receiver, Subscription, Topic, topics::Topics};

/// Hands messages straight to the receivers of the other nodes in the process. Clones are one bus.
#[derive(Clone, Default)]
pub struct LocalBus {
    topics: Arc<Mutex<Topics>>,
    /// Other processes may write to the same store.
    store_is_shared: bool,
}

impl LocalBus {
    /// For a node on a store that others could use, too, as two do for a moment when one takes over from
    /// the other: heads are compared as if there were others.
    pub fn on_shared_store() -> Self {
        Self {
            store_is_shared: true,
            ..Self::default()
        }
    }

    fn with<T>(&self, work: impl FnOnce(&mut Topics) -> T) -> T {
        work(&mut self.topics.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[async_trait]
impl Bus for LocalBus {
    async fn subscribe(&self, node: NodeId, topic: Topic, receiver: Receiver) -> Subscription {
        let number = self.with(|topics| topics.add(topic, node, receiver));
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

    fn reach(&self) -> Reach {
        if self.store_is_shared || self.with(|topics| topics.count(Topic::Nodes)) > 1 {
            Reach::All
        } else {
            Reach::Alone
        }
    }
}
