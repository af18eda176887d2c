//! The wire between the nodes: slow, lossy, and cut for some of them now and then. Like a Pub/Sub server,
//! it keeps nothing for a node that is cut off, and tells it of a gap when it is back.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use codevlive_live::bus::{Bus, Delivery, Message, NodeId, Reach, Receiver, Subscription, Topic};
use tokio::{sync::mpsc, time::Instant};

use crate::dice::Dice;

/// How the wire is now. Chances are of a hundred.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Weather {
    /// The longest a message takes, in milliseconds.
    pub(crate) delay: u64,
    /// That one is lost.
    pub(crate) loses: u64,
    /// That one comes twice.
    pub(crate) doubles: u64,
}

/// Clones are one wire.
#[derive(Clone)]
pub(crate) struct Wire {
    dice: Dice,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    weather: Weather,
    /// By plug.
    links: BTreeMap<u64, Link>,
    subscribers: BTreeMap<u64, Subscriber>,
    next: u64,
}

/// A plug's connection to the wire.
#[derive(Clone, Copy)]
struct Link {
    up: bool,
    /// How often it was cut: what was on its way then never comes.
    cuts: u64,
}

struct Subscriber {
    plug: u64,
    topic: Topic,
    queue: mpsc::UnboundedSender<Parcel>,
}

/// Something on its way.
struct Parcel {
    due: Instant,
    cuts: u64,
    delivery: Delivery,
}

/// One node's end of the wire.
pub(crate) struct Plug {
    wire: Wire,
    number: u64,
}

impl Wire {
    pub(crate) fn new(dice: Dice) -> Self {
        Self {
            dice,
            state: Arc::default(),
        }
    }

    fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.state.lock().unwrap())
    }

    pub(crate) fn set(&self, weather: Weather) {
        self.with(|state| state.weather = weather);
    }

    /// The end for another node.
    pub(crate) fn plug(&self, number: u64) -> Plug {
        self.with(|state| state.links.insert(number, Link { up: true, cuts: 0 }));
        let wire = self.clone();
        Plug { wire, number }
    }

    pub(crate) fn cut(&self, plug: u64) {
        self.with(|state| {
            if let Some(link) = state.links.get_mut(&plug) {
                link.up = false;
                link.cuts += 1;
            }
        });
    }

    /// Connects a node again, if it was cut off.
    pub(crate) fn mend(&self, plug: u64) {
        self.with(|state| {
            let Some(link) = state.links.get_mut(&plug).filter(|link| !link.up) else {
                return;
            };
            link.up = true;
            let subscribers = state.subscribers.values();
            for subscriber in subscribers.filter(|subscriber| subscriber.plug == plug) {
                subscriber.send(*link, Duration::ZERO, Delivery::Gap);
            }
        });
    }

    /// Nothing comes from this node any more, nor goes to it.
    pub(crate) fn unplug(&self, plug: u64) {
        self.with(|state| {
            state.links.remove(&plug);
            state.subscribers.retain(|_, other| other.plug != plug);
        });
    }

    fn publish(&self, plug: u64, topic: Topic, delivery: &Delivery) {
        self.with(|state| {
            if state.links.get(&plug).is_none_or(|link| !link.up) {
                return;
            }
            let weather = state.weather;
            for other in state.subscribers.values() {
                let link = state.links.get(&other.plug).filter(|link| link.up);
                let meant = other.plug != plug && other.topic == topic;
                let Some(link) = link.filter(|_| meant) else {
                    continue;
                };
                if self.dice.chance(weather.loses) {
                    continue;
                }
                let times = 1 + u64::from(self.dice.chance(weather.doubles));
                for _ in 0..times {
                    other.send(*link, self.dice.pause(weather.delay), delivery.clone());
                }
            }
        });
    }

    /// Whether a plug is connected, and was all the time since it had been cut so many times.
    fn carries(&self, plug: u64, cuts: u64) -> bool {
        self.with(|state| {
            let link = state.links.get(&plug);
            link.is_some_and(|link| link.up && link.cuts == cuts)
        })
    }
}

impl Subscriber {
    fn send(&self, link: Link, delay: Duration, delivery: Delivery) {
        let (due, cuts) = (Instant::now() + delay, link.cuts);
        let parcel = Parcel {
            due,
            cuts,
            delivery,
        };
        // The one who carries it ends with the runtime only.
        drop(self.queue.send(parcel));
    }
}

/// Carries what is sent to one subscriber, in order.
async fn carry(
    wire: Wire,
    plug: u64,
    mut queue: mpsc::UnboundedReceiver<Parcel>,
    receiver: Receiver,
) {
    while let Some(parcel) = queue.recv().await {
        tokio::time::sleep_until(parcel.due).await;
        if wire.carries(plug, parcel.cuts) {
            receiver(parcel.delivery);
        }
    }
}

#[async_trait]
impl Bus for Plug {
    async fn subscribe(&self, _node: NodeId, topic: Topic, receiver: Receiver) -> Subscription {
        let (queue, parcels) = mpsc::unbounded_channel();
        tokio::spawn(carry(self.wire.clone(), self.number, parcels, receiver));
        let plug = self.number;
        let number = self.wire.with(|state| {
            state.next += 1;
            let subscriber = Subscriber { plug, topic, queue };
            state.subscribers.insert(state.next, subscriber);
            state.next
        });
        let wire = self.wire.clone();
        Subscription::new(move || wire.with(|state| drop(state.subscribers.remove(&number))))
    }

    fn publish(&self, from: NodeId, topic: Topic, message: Message) {
        let delivery = Delivery::Message { from, message };
        self.wire.publish(self.number, topic, &delivery);
    }

    fn reach(&self) -> Reach {
        let up = self.wire.with(|state| {
            let link = state.links.get(&self.number);
            link.is_some_and(|link| link.up)
        });
        if up { Reach::All } else { Reach::None }
    }
}
