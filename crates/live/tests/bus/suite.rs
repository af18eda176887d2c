//! The cases that every bus passes.

use std::{any::Any, sync::Arc, time::Duration};

use bytes::Bytes;
use codevlive_domain::id::{ConnectionId, PadId, PersonId, RoomId};
use codevlive_live::bus::{Bus, Delivery, Message, NodeId, Subscription, Topic};
use tokio::{sync::mpsc, time::timeout};
use uuid::Uuid;

/// How long anything is waited for.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// What two nodes are joined by.
pub(crate) struct Wire {
    pub(crate) one: Arc<dyn Bus>,
    pub(crate) other: Arc<dyn Bus>,
    /// What has to live as long.
    #[expect(dead_code, reason = "dropped with the wire")]
    pub(crate) keep: Box<dyn Any + Send>,
}

/// Somebody who listens to a topic.
pub(crate) struct Listener {
    heard: mpsc::UnboundedReceiver<Delivery>,
    _subscription: Subscription,
}

impl Listener {
    pub(crate) async fn new(bus: &dyn Bus, node: NodeId, topic: Topic) -> Self {
        let (tell, heard) = mpsc::unbounded_channel();
        let receiver = Arc::new(move |delivery| drop(tell.send(delivery)));
        Self {
            heard,
            _subscription: bus.subscribe(node, topic, receiver).await,
        }
    }

    pub(crate) async fn delivery(&mut self) -> Delivery {
        let heard = timeout(PATIENCE, self.heard.recv()).await;
        heard.expect("in time").expect("the bus lives")
    }

    /// The next message's text, gaps apart.
    pub(crate) async fn text(&mut self) -> String {
        loop {
            if let Delivery::Message {
                message: Message::Awareness { update, .. },
                ..
            } = self.delivery().await
            {
                return String::from_utf8(update.to_vec()).expect("text");
            }
        }
    }
}

pub(crate) fn node(number: u128) -> NodeId {
    NodeId(Uuid::from_u128(number))
}

pub(crate) fn room(number: u128) -> Topic {
    Topic::Room(RoomId(Uuid::from_u128(number)))
}

/// A message that carries a text.
pub(crate) fn says(text: impl Into<String>) -> Message {
    Message::Awareness {
        pad: PadId(Uuid::nil()),
        from: (PersonId(Uuid::nil()), ConnectionId(Uuid::nil())),
        update: Bytes::from(text.into()),
    }
}

/// Makes a test of every case, on the wire that `$wire` makes.
#[macro_export]
macro_rules! suite {
    ($wire:expr) => {
        $crate::suite!($wire, [
            messages_come_in_order_to_all_but_their_sender,
            topics_are_apart,
            nothing_comes_once_a_subscription_has_ended,
            a_large_message_comes_whole,
        ]);
    };
    ($wire:expr, [$($case:ident,)*]) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $case() {
                $crate::suite::$case(&$wire().await).await;
            }
        )*
    };
}

pub(crate) async fn messages_come_in_order_to_all_but_their_sender(wire: &Wire) {
    let mut own = Listener::new(&*wire.one, node(1), room(1)).await;
    let mut others = [
        Listener::new(&*wire.other, node(2), room(1)).await,
        Listener::new(&*wire.other, node(3), room(1)).await,
    ];
    let sent: Vec<_> = (0..500).map(|number| number.to_string()).collect();
    for text in &sent {
        wire.one.publish(node(1), room(1), says(text));
    }
    for other in &mut others {
        for text in &sent {
            assert_eq!(other.text().await, *text);
        }
    }
    wire.other.publish(node(2), room(1), says("answer"));
    assert_eq!(own.text().await, "answer", "none of its own came before");
}

pub(crate) async fn topics_are_apart(wire: &Wire) {
    let mut one = Listener::new(&*wire.other, node(2), room(1)).await;
    let mut two = Listener::new(&*wire.other, node(2), room(2)).await;
    let mut all = Listener::new(&*wire.other, node(2), Topic::Nodes).await;
    for (topic, text) in [(room(2), "two"), (Topic::Nodes, "all"), (room(1), "one")] {
        wire.one.publish(node(1), topic, says(text));
    }
    assert_eq!(one.text().await, "one");
    assert_eq!(two.text().await, "two");
    assert_eq!(all.text().await, "all");
}

pub(crate) async fn nothing_comes_once_a_subscription_has_ended(wire: &Wire) {
    let mut stays = Listener::new(&*wire.other, node(2), room(1)).await;
    let Listener {
        mut heard,
        _subscription: subscription,
    } = Listener::new(&*wire.other, node(3), room(1)).await;
    wire.one.publish(node(1), room(1), says("before"));
    assert_eq!(stays.text().await, "before");
    drop(subscription);
    wire.one.publish(node(1), room(1), says("after"));
    assert_eq!(stays.text().await, "after");
    let mut texts = 0;
    // The sender of the channel went with the receiver, so this ends.
    while let Some(delivery) = heard.recv().await {
        texts += usize::from(matches!(delivery, Delivery::Message { .. }));
    }
    assert_eq!(texts, 1);
    // And who comes back hears again.
    drop(stays);
    let mut back = Listener::new(&*wire.other, node(2), room(1)).await;
    wire.one.publish(node(1), room(1), says("again"));
    assert_eq!(back.text().await, "again");
}

pub(crate) async fn a_large_message_comes_whole(wire: &Wire) {
    let mut listener = Listener::new(&*wire.other, node(2), room(1)).await;
    let text = "x".repeat(1 << 20);
    wire.one.publish(node(1), room(1), says(&text));
    assert!(listener.text().await == text);
}
