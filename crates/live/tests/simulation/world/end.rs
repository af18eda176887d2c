//! The end: all is healed, everyone comes back, and what is left is looked at.

use std::{sync::Arc, time::Duration};

use codevlive_domain::clock::Clock;
use codevlive_domain::room::{
    command::Command,
    entry::{Entry, Seq},
    state::RoomState,
    view::{Presence, Viewer, view},
};

use super::{Machine, World};
use crate::{check, clock::NodeClock, tab::Tab};

impl World {
    /// Heals all, lets time pass, and checks what must be then.
    pub(crate) async fn end(&mut self) {
        self.heal();
        self.pass(Duration::from_millis(500)).await;
        self.come_back().await;
        // Candidates were put out when the room ended, if it did.
        self.tabs[0].asks(Command::Reopen);
        self.pass(Duration::from_millis(500)).await;
        self.come_back().await;
        // Longer than anything takes that depends on time.
        self.pass(Duration::from_secs(10)).await;
        for (node, drained) in &self.leaving {
            assert!(drained.is_finished(), "node {} stays", node.number);
        }
        self.join_late().await;
        self.check().await;
    }

    async fn come_back(&mut self) {
        self.connect_all();
        self.pass(Duration::from_secs(2)).await;
        self.connect_all();
        self.pass(Duration::from_secs(1)).await;
    }

    /// A node that has heard of nothing, and somebody who comes by it.
    async fn join_late(&mut self) {
        let clock = Arc::new(NodeClock::new(self.dice.clone(), self.started));
        clock.set(i64::from(u32::MAX));
        let node = self.start(&clock);
        let mut tab = self.tabs[0].another();
        tab.connect(&node);
        let node = Some(node);
        self.nodes.push(Machine { clock, node });
        self.tabs.push(tab);
        self.pass(Duration::from_secs(3)).await;
    }

    async fn check(&self) {
        let log = self.log().await;
        let hash = log.last().map(|entry| entry.hash);
        self.history
            .note(format_args!("the log ends with {hash:?}"));
        self.history
            .with(|kept| assert!(kept.violations.is_empty(), "{:#?}", kept.violations));
        let states = check::log::check(&log);
        self.history.with(|kept| {
            check::answers::check(&kept.asked, &log, &states);
            check::edits::check(&kept.sent, &log, &states);
        });
        let last = states.last().unwrap();
        self.check_nodes(last).await;
        self.check_tabs(last, &log);
        self.check_timeline(&log);
    }

    async fn log(&self) -> Vec<Entry> {
        let log = &self.store.log;
        log.read(self.room, 0, usize::MAX).await.unwrap()
    }

    /// All nodes have the room as the log makes it.
    async fn check_nodes(&self, last: &RoomState) {
        for node in self.alive() {
            let state = node.rooms.state(self.room).await.unwrap();
            assert_eq!(state.as_deref(), Some(last), "node {}", node.number);
        }
    }

    /// Everyone is there, and has the view and the texts that the log makes.
    fn check_tabs(&self, last: &RoomState, log: &[Entry]) {
        let presence = self.presence();
        let texts = check::edits::texts(log);
        for tab in &self.tabs {
            let name = &tab.me.name;
            let connection = tab.connection();
            let connection = connection.unwrap_or_else(|| panic!("{name} is not there"));
            let viewer = Viewer {
                identity: &tab.me,
                connection,
            };
            let now = self.nodes[0].clock.now();
            let expected = view(last, self.room, viewer, &presence, now);
            assert_eq!(tab.view.as_deref(), Some(&expected), "the view of {name}");
            for pad in &expected.pads {
                let copy = &tab.copies[&pad.id];
                let text = texts.get(&pad.id).map_or("", String::as_str);
                assert_eq!(copy.text(), text, "{} as {name} has it", pad.id);
                assert!(copy.unsaved.is_empty(), "{name}: {:?}", copy.unsaved);
            }
        }
    }

    fn presence(&self) -> Presence {
        let mut presence = Presence::new();
        for tab in &self.tabs {
            let connections = presence.entry(tab.me.id).or_default();
            connections.extend(tab.connection());
            connections.sort_unstable();
        }
        presence
    }

    /// The host, who is host all the time, was shown every event once.
    fn check_timeline(&self, log: &[Entry]) {
        let host: &Tab = &self.tabs[0];
        let first = host.entries.first().copied().unwrap_or(Seq::MAX);
        let events = log.iter().filter(|entry| !check::log::is_edit(entry));
        let events = events.map(|entry| entry.seq).filter(|seq| *seq >= first);
        assert_eq!(host.entries, events.collect::<Vec<_>>(), "the timeline");
    }
}
