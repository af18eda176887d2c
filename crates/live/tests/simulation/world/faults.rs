//! What goes wrong.

use std::sync::Arc;

use super::World;
use crate::{disk::Way, node::Node, tab::Tab, wire::Weather};

const HOUR: i64 = 3_600_000;

impl World {
    /// Something goes wrong, or is well again.
    pub(super) fn fault(&mut self) {
        let machine = usize::try_from(self.dice.below(self.nodes.len() as u64)).unwrap();
        let Some(node) = self.nodes[machine].node.clone() else {
            return self.restart(machine);
        };
        match self.dice.below(100) {
            0..=24 => self.harm_the_way(&node),
            25..=39 => node.disk.set(Way::default()),
            40..=59 => self.change_the_weather(),
            60..=71 => self.cut(&node),
            72..=84 => self.mend(&node),
            85..=91 => self.kill(machine),
            92..=94 => self.drain(machine),
            _ => self.jump(&node),
        }
    }

    fn restart(&mut self, machine: usize) {
        let clock = Arc::clone(&self.nodes[machine].clock);
        self.nodes[machine].node = Some(self.start(&clock));
    }

    fn harm_the_way(&self, node: &Node) {
        let dice = &self.dice;
        let some = |percent| if dice.chance(40) { percent } else { 0 };
        let way = Way {
            delay: dice.pick(&[0, 2, 20, 200]),
            fails: some(30),
            loses: some(20),
            conflicts: some(20),
        };
        self.history
            .note(format_args!("node {}: {way:?}", node.number));
        node.disk.set(way);
    }

    fn change_the_weather(&self) {
        let weather = Weather {
            delay: self.dice.pick(&[0, 0, 5, 50, 500]),
            loses: self.dice.pick(&[0, 0, 20]),
            doubles: self.dice.pick(&[0, 20]),
        };
        self.history.note(format_args!("{weather:?}"));
        self.wire.set(weather);
    }

    fn cut(&self, node: &Node) {
        self.history
            .note(format_args!("node {} is cut off", node.number));
        self.wire.cut(node.number);
    }

    fn mend(&self, node: &Node) {
        self.history
            .note(format_args!("node {} is connected", node.number));
        self.wire.mend(node.number);
    }

    /// A process dies: nothing of it is seen any more, and its connections are gone.
    fn kill(&mut self, machine: usize) {
        let Some(node) = self.nodes[machine].node.take() else {
            return;
        };
        self.history.note(format_args!("node {} dies", node.number));
        node.disk.kill();
        self.wire.unplug(node.number);
        for tab in &mut self.tabs {
            tab.loses(&node);
        }
    }

    /// A process is told to go.
    fn drain(&mut self, machine: usize) {
        let Some(node) = self.nodes[machine].node.take() else {
            return;
        };
        self.history
            .note(format_args!("node {} drains", node.number));
        let rooms = node.rooms.clone();
        let drained = tokio::spawn(async move { rooms.drain().await });
        self.leaving.push((node, drained));
    }

    fn jump(&self, node: &Node) {
        let by = self.dice.pick(&[HOUR, HOUR, -HOUR]);
        self.history.note(format_args!(
            "the clock of node {} jumps by {by}",
            node.number
        ));
        node.clock.jump(by);
    }

    /// Nothing is wrong any more.
    pub(super) fn heal(&mut self) {
        self.history.note(format_args!("all is healed"));
        self.wire.set(Weather::default());
        for machine in 0..self.nodes.len() {
            if self.nodes[machine].node.is_none() {
                self.restart(machine);
            }
            // Any focus time is over.
            self.nodes[machine].clock.set(100 * HOUR);
        }
        for node in self.alive() {
            node.disk.set(Way::default());
            self.mend(&node);
        }
        for (node, _) in &self.leaving {
            node.disk.set(Way::default());
        }
        for online in self.tabs.iter().filter_map(Tab::online) {
            online.screen.fill(false);
        }
    }
}
