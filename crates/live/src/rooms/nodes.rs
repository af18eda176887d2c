//! The other nodes: what concerns all of them, and comparing heads with the log.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use crate::{
    bus::{Delivery, Message, Receiver, SignOut, Topic},
    node::Node,
    room::inbox::Inbound,
};

/// How often it is asked how often to compare.
const NAP: Duration = Duration::from_secs(2);

/// Listens to the other nodes, and compares heads while there are any, until the node is dropped.
pub(super) async fn run(node: Weak<Node>) {
    let Some(bus) = node.upgrade().map(|node| (Arc::clone(&node.bus), node.id)) else {
        return;
    };
    let listener = Weak::clone(&node);
    let receiver: Receiver = Arc::new(move |delivery| {
        if let (
            Some(node),
            Delivery::Message {
                message: Message::SignOut(whose),
                ..
            },
        ) = (listener.upgrade(), delivery)
        {
            sign_out(&node, whose);
        }
    });
    let _subscription = bus.0.subscribe(bus.1, Topic::Nodes, receiver).await;
    loop {
        let Some(shared) = node.upgrade().map(|node| node.bus.compare_heads_every()) else {
            return;
        };
        tokio::time::sleep(shared.unwrap_or(NAP)).await;
        if shared.is_some()
            && let Some(node) = node.upgrade()
        {
            compare_heads(&node).await;
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
