//! Which nodes are heard.

use std::{
    collections::HashMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::time::{Duration, Instant};

use super::{Beat, NodeId, Reach};

/// How often a node gives a sign of life.
pub(super) const BEAT: Duration = Duration::from_millis(200);

/// A node that was not heard for so long is cut off, or gone. With the comparing of heads that follows,
/// others see what it wrote to the log within half a second or so.
const LATE: Duration = Duration::from_millis(500);

/// After so long without its own beats a node gives a connection up that only seems to stand.
const DEAD: Duration = Duration::from_secs(3);

/// A node that was not heard for so long is gone for good: if it is not, it is heard again before it matters,
/// or compares heads itself.
const FORGOTTEN: Duration = Duration::from_mins(1);

/// When nodes gave their last sign of life.
pub(super) struct Heard {
    node: NodeId,
    linked: AtomicBool,
    nodes: Mutex<Nodes>,
}

#[derive(Default)]
struct Nodes {
    /// Last heard at. This node is among them while it hears itself.
    at: HashMap<NodeId, Instant>,
    /// When something came that this node can't read.
    unreadable: Option<Instant>,
}

impl Heard {
    pub(super) fn of(node: NodeId) -> Self {
        Self {
            node,
            linked: AtomicBool::new(false),
            nodes: Mutex::default(),
        }
    }

    fn with<T>(&self, work: impl FnOnce(&mut Nodes) -> T) -> T {
        work(&mut self.nodes.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) const fn node(&self) -> NodeId {
        self.node
    }

    /// Whether there is a connection. What is listened to from now on must be subscribed to.
    pub(super) fn is_linked(&self) -> bool {
        self.linked.load(Ordering::Acquire)
    }

    /// A connection was made: from now on own beats should come.
    pub(super) fn link(&self) {
        self.beat(self.node, Beat::Here);
        self.linked.store(true, Ordering::Release);
    }

    pub(super) fn cut(&self) {
        self.linked.store(false, Ordering::Release);
        self.with(|nodes| nodes.at.remove(&self.node));
    }

    pub(super) fn beat(&self, node: NodeId, beat: Beat) {
        let now = Instant::now();
        self.with(|nodes| match beat {
            Beat::Here => nodes.at.insert(node, now),
            Beat::Leaving => nodes.at.remove(&node),
        });
    }

    /// Something came that this node can't read: of a newer one, which it must follow by the log.
    pub(super) fn unreadable(&self) {
        let now = Instant::now();
        self.with(|nodes| nodes.unreadable = Some(now));
    }

    /// Whether the connection only seems to stand.
    pub(super) fn is_deaf(&self) -> bool {
        self.silence() > DEAD
    }

    fn silence(&self) -> Duration {
        let at = self.with(|nodes| nodes.at.get(&self.node).copied());
        at.map_or(Duration::MAX, |at| at.elapsed())
    }

    pub(super) fn reach(&self) -> Reach {
        if !self.is_linked() || self.silence() > LATE {
            return Reach::None;
        }
        let now = Instant::now();
        self.with(|nodes| {
            nodes.at.retain(|_, at| *at + FORGOTTEN > now);
            let unread = nodes.unreadable.is_some_and(|at| at + FORGOTTEN > now);
            if unread || nodes.at.values().any(|at| *at + LATE < now) {
                Reach::Some
            } else {
                Reach::All
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;
    use uuid::Uuid;

    use super::*;

    fn node(number: u128) -> NodeId {
        NodeId(Uuid::from_u128(number))
    }

    #[tokio::test(start_paused = true)]
    async fn a_node_that_falls_silent_is_noticed_and_forgotten() {
        let heard = Heard::of(node(1));
        assert_eq!(heard.reach(), Reach::None, "not connected yet");
        heard.link();
        heard.beat(node(2), Beat::Here);
        heard.beat(node(3), Beat::Here);
        assert_eq!(heard.reach(), Reach::All);
        heard.beat(node(3), Beat::Leaving);
        advance(LATE + BEAT).await;
        assert_eq!(heard.reach(), Reach::None, "its own beats do not come");
        heard.beat(node(1), Beat::Here);
        assert_eq!(heard.reach(), Reach::Some, "the other's do not");
        advance(FORGOTTEN).await;
        heard.beat(node(1), Beat::Here);
        assert_eq!(heard.reach(), Reach::All);
    }

    #[tokio::test(start_paused = true)]
    async fn a_connection_that_only_seems_to_stand_is_given_up() {
        let heard = Heard::of(node(1));
        heard.link();
        advance(DEAD).await;
        assert!(!heard.is_deaf());
        advance(BEAT).await;
        assert!(heard.is_deaf());
    }

    #[tokio::test(start_paused = true)]
    async fn what_can_not_be_read_counts_as_a_node_that_is_not_heard() {
        let heard = Heard::of(node(1));
        heard.link();
        heard.unreadable();
        assert_eq!(heard.reach(), Reach::Some);
        advance(FORGOTTEN + BEAT).await;
        heard.beat(node(1), Beat::Here);
        assert_eq!(heard.reach(), Reach::All);
    }
}
