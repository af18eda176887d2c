//! The bus over Redis Pub/Sub, a channel a room. Redis is a wire and no more: nothing waits for it, and
//! what it loses is in the log.
//!
//! Each node publishes a beat five times a second on the channel of all nodes, and hears its own: so it
//! knows within half a second whether Redis carries messages, also where a connection only seems to stand.
//! The others miss its beats as soon, and look into the log more often until it is back, or given up.

mod channel;
mod heard;
mod link;

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

use async_trait::async_trait;
use redis::aio::MultiplexedConnection;
use tokio::{
    sync::{mpsc, oneshot, watch},
    task::JoinHandle,
    time::{Duration, timeout},
};

use self::{channel::Channels, heard::Heard};
use super::{
    Bus, Delivery, Message, NodeId, Reach, Receiver, Subscription, Topic,
    topics::Topics,
    wire::{self, Beat, Parcel, Said},
};
use crate::redis::{RedisAddress, allowances::Allowances};

/// Messages that may wait to be sent. More is lost: it is in the log, or was not worth waiting for.
const OUTBOX: usize = 10_000;

/// Bytes that may wait to be sent.
const OUTBOX_BYTES: usize = 64 << 20;

/// Messages that may wait for a connection. More than that many people do not sign out while Redis is away.
const KEPT: usize = 10_000;

/// How long a subscription is waited for. If it takes longer, a gap is delivered when it is there.
const SUBSCRIBE: Duration = Duration::from_secs(1);

/// How long the word that this node goes may take.
const FAREWELL: Duration = Duration::from_millis(500);

/// A node's connection to Redis; it makes new ones by itself. Ends when dropped.
pub struct RedisBus {
    shared: Arc<Shared>,
    /// Of all names in Redis.
    prefix: String,
    task: JoinHandle<()>,
}

/// What the bus and its task share.
struct Shared {
    topics: Mutex<Topics>,
    heard: Heard,
    /// Topics that somebody has begun, or ceased, to listen to.
    changes: mpsc::UnboundedSender<Change>,
    outbox: mpsc::Sender<Outgoing>,
    /// Bytes in the outbox.
    waiting: AtomicUsize,
    /// What is sent as soon as there is a connection again.
    kept: Mutex<Vec<Outgoing>>,
    /// The connection of the moment.
    commands: watch::Sender<Option<MultiplexedConnection>>,
}

/// A topic may have to be subscribed to, or no more.
struct Change {
    topic: Topic,
    /// For who waits until it is.
    done: Option<oneshot::Sender<()>>,
}

/// Something to be sent.
struct Outgoing {
    topic: Topic,
    payload: Vec<u8>,
    /// No log tells those who miss it.
    keep: bool,
    /// For who waits until Redis has it.
    sent: Option<oneshot::Sender<()>>,
}

impl RedisBus {
    /// The bus of one node. Returns at once, whether Redis answers or not. Needs the runtime's context.
    pub fn start(address: RedisAddress, node: NodeId) -> Self {
        let (changes, subscriptions) = mpsc::unbounded_channel();
        let (outbox, outgoing) = mpsc::channel(OUTBOX);
        let shared = Arc::new(Shared {
            topics: Mutex::default(),
            heard: Heard::of(node),
            changes,
            outbox,
            waiting: AtomicUsize::new(0),
            kept: Mutex::default(),
            commands: watch::Sender::new(None),
        });
        let channels = Channels::of(address.database());
        let queues = link::Queues {
            subscriptions,
            outgoing,
        };
        let prefix = channels.prefix().to_owned();
        let task = tokio::spawn(link::run(Arc::clone(&shared), (address, channels), queues));
        Self {
            shared,
            prefix,
            task,
        }
    }

    /// Allowances that are counted over the same connection.
    pub fn allowances(&self) -> Allowances {
        Allowances::new(self.shared.commands.subscribe(), &self.prefix)
    }

    /// Tells the other nodes that this one writes no more. Messages that were published are sent first.
    pub async fn leave(&self) {
        let (sent, done) = oneshot::channel();
        let farewell = Outgoing {
            topic: Topic::Nodes,
            payload: wire::encode_beat(self.shared.heard.node(), Beat::Leaving),
            keep: false,
            sent: Some(sent),
        };
        if self.shared.send(farewell) {
            // Without it the others find out by themselves.
            drop(timeout(FAREWELL, done).await);
        }
        // Or the next beat would call it back.
        self.task.abort();
    }
}

impl Drop for RedisBus {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Shared {
    fn topics<T>(&self, work: impl FnOnce(&mut Topics) -> T) -> T {
        work(&mut self.topics.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn change(&self, topic: Topic, done: Option<oneshot::Sender<()>>) {
        // The task ends with the bus, and then nothing is delivered any more.
        drop(self.changes.send(Change { topic, done }));
    }

    /// Queues something to be sent, if there is a connection and room for it; whether it was.
    fn send(&self, outgoing: Outgoing) -> bool {
        let bytes = outgoing.payload.len();
        let before = self.waiting.fetch_add(bytes, Ordering::Relaxed);
        let fits = self.heard.is_linked() && before + bytes <= OUTBOX_BYTES;
        let queued = fits && self.outbox.try_send(outgoing).is_ok();
        if !queued {
            self.waiting.fetch_sub(bytes, Ordering::Relaxed);
        }
        queued
    }

    /// Something could not be sent. It is lost, or sent later.
    fn unsent(&self, outgoing: Outgoing) {
        if outgoing.keep {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            if kept.len() < KEPT {
                kept.push(outgoing);
            }
        }
    }

    /// There is a connection again, and the others have theirs.
    fn send_kept(&self) {
        let kept = std::mem::take(&mut *self.kept.lock().unwrap_or_else(PoisonError::into_inner));
        for outgoing in kept {
            self.send(outgoing);
        }
    }

    /// What was queued has been taken out, to be sent or not.
    fn taken(&self, outgoing: &Outgoing) {
        self.waiting
            .fetch_sub(outgoing.payload.len(), Ordering::Relaxed);
    }

    /// A payload came on a channel.
    fn received(&self, topic: Topic, payload: Vec<u8>) {
        let Ok(Parcel { from, content }) = wire::decode(&payload.into()) else {
            return self.heard.unreadable();
        };
        match content {
            Said::Beat(beat) => self.heard.beat(from, beat),
            Said::Message(message) => {
                for receiver in self.topics(|topics| topics.others(topic, from)) {
                    receiver(Delivery::Message {
                        from,
                        message: message.clone(),
                    });
                }
            }
        }
    }

    /// Messages of a topic may have been lost.
    fn gap(&self, topic: Topic) {
        for receiver in self.topics(|topics| topics.receivers(topic)) {
            receiver(Delivery::Gap);
        }
    }
}

#[async_trait]
impl Bus for RedisBus {
    async fn subscribe(&self, node: NodeId, topic: Topic, receiver: Receiver) -> Subscription {
        let shared = Arc::clone(&self.shared);
        let number = shared.topics(|topics| topics.add(topic, node, receiver));
        if shared.heard.is_linked() {
            let (done, subscribed) = oneshot::channel();
            shared.change(topic, Some(done));
            drop(timeout(SUBSCRIBE, subscribed).await);
        }
        Subscription::new(move || {
            shared.topics(|topics| topics.remove(topic, number));
            shared.change(topic, None);
        })
    }

    fn publish(&self, from: NodeId, topic: Topic, message: Message) {
        let keep = matches!(message, Message::SignOut(_) | Message::Deleted);
        let is_linked = self.shared.heard.is_linked();
        if !is_linked && !keep {
            return;
        }
        let outgoing = Outgoing {
            topic,
            payload: wire::encode(from, &message),
            keep,
            sent: None,
        };
        if is_linked {
            // If it does not fit it is lost, and found in the log.
            self.shared.send(outgoing);
        } else {
            self.shared.unsent(outgoing);
        }
    }

    fn reach(&self) -> Reach {
        self.shared.heard.reach()
    }
}
