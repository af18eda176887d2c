//! The other nodes: what concerns all of them, and comparing heads with the log.

use std::{
    mem,
    sync::{Arc, Weak},
    time::Duration,
};

use tokio::{
    sync::Notify,
    time::{Instant, MissedTickBehavior},
};

use crate::{
    bus::{Delivery, Message, Reach, Receiver, SignOut, Topic},
    node::Node,
    room::inbox::Inbound,
    rooms::sign_ins,
};

/// How often heads are compared while the other nodes are heard (`architecture.md`).
const HEARD: Duration = Duration::from_secs(2);

/// How often heads are compared while some are not, or none (`architecture.md`).
const NOT_HEARD: Duration = Duration::from_millis(250);

/// How often it is looked for rooms that another node removed, of which the word was lost.
const GONE: Duration = Duration::from_secs(10);

/// How often it is looked what jobs have done, which tell no node: they erase from rooms, and remove rooms.
const JOBS: Duration = Duration::from_secs(2);

/// Listens to the other nodes, and compares heads while there are any, until the node is dropped.
pub(super) async fn run(node: Weak<Node>) {
    let Some(bus) = node.upgrade().map(|node| (Arc::clone(&node.bus), node.id)) else {
        return;
    };
    let listener = Weak::clone(&node);
    // Sign-ins may have ended of which this node was not told.
    let doubt = Arc::new(Notify::new());
    let doubted = Arc::clone(&doubt);
    let receiver: Receiver = Arc::new(move |delivery| {
        let Some(node) = listener.upgrade() else {
            return;
        };
        match delivery {
            Delivery::Message {
                message: Message::SignOut(whose),
                ..
            } => sign_out(&node, whose),
            Delivery::Gap => doubted.notify_one(),
            Delivery::Message { .. } => {}
        }
    });
    tokio::spawn(sign_ins::run(Weak::clone(&node), Arc::clone(&doubt)));
    let _subscription = bus.0.subscribe(bus.1, Topic::Nodes, receiver).await;
    let (mut compared, mut checked, mut looked) = (Instant::now(), Instant::now(), Instant::now());
    let mut looked_for_erased = Instant::now();
    let mut heard = true;
    // Counted from the beginning of one look to that of the next: the store may take its time.
    let mut ticks = tokio::time::interval(NOT_HEARD);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let Some(node) = node.upgrade() else {
            return;
        };
        // A tick that is a little early is the one that is meant.
        let is_due = |last: Instant, every: Duration| last.elapsed() + NOT_HEARD / 2 >= every;
        if is_due(looked_for_erased, JOBS) {
            looked_for_erased = Instant::now();
            look_for_erased(&node).await;
        }
        let reach = node.bus.reach();
        node.meters.cut_off(reach == Reach::None);
        // Whoever compares heads finds most of them by that.
        let gone = if reach == Reach::Alone { JOBS } else { GONE };
        if is_due(looked, gone) {
            looked = Instant::now();
            look_for_gone(&node).await;
        }
        let every = match reach {
            Reach::Alone => continue,
            Reach::All => HEARD,
            Reach::Some | Reach::None => NOT_HEARD,
        };
        if is_due(compared, every) {
            compared = Instant::now();
            compare_heads(&node).await;
        }
        // Who signs out on a node that is not heard would stay connected on this one; also who did so just before it
        // was heard again.
        let was_heard = mem::replace(&mut heard, reach == Reach::All);
        if (!heard && is_due(checked, HEARD)) || (heard && !was_heard) {
            checked = Instant::now();
            doubt.notify_one();
        }
    }
}

/// Closes the connections on this node whose tokens are void.
pub(super) fn sign_out(node: &Node, whose: SignOut) {
    for room in node.registry.rooms() {
        node.registry.deliver_if_open(room, Inbound::SignOut(whose));
    }
}

/// Tells each open room where its log is.
async fn compare_heads(node: &Node) {
    let rooms = node.registry.rooms();
    if rooms.is_empty() {
        return;
    }
    match node.store.log.heads(&rooms).await {
        Ok(heads) => {
            for (room, head) in rooms.into_iter().zip(heads) {
                node.registry.deliver_if_open(room, Inbound::Head(head));
            }
        }
        Err(error) => tracing::warn!(%error, "heads could not be compared"),
    }
}

/// Tells open rooms that they were removed.
async fn look_for_gone(node: &Node) {
    let rooms = node.registry.rooms();
    if rooms.is_empty() {
        return;
    }
    match node.store.log.gone(&rooms).await {
        Ok(gone) => {
            for room in gone {
                node.registry.deliver_if_open(room, Inbound::Head(0));
            }
        }
        Err(error) => tracing::warn!(%error, "removed rooms could not be looked for"),
    }
}

/// Tells open rooms how often something was erased from their logs.
async fn look_for_erased(node: &Node) {
    let rooms = node.registry.rooms();
    if rooms.is_empty() {
        return;
    }
    match node.store.log.erasures(&rooms).await {
        Ok(erasures) => {
            let erased = rooms
                .into_iter()
                .zip(erasures)
                .filter(|(_, erasures)| *erasures > 0);
            for (room, erasures) in erased {
                node.registry
                    .deliver_if_open(room, Inbound::Erasures(erasures));
            }
        }
        Err(error) => tracing::warn!(%error, "erased rooms could not be looked for"),
    }
}
