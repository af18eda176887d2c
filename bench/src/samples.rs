//! The figures of all rounds.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use crate::server::Kind;

/// A load, or another part of the bench that can be run alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Part {
    /// 100 rooms of 4 people, 10 keystrokes a second each
    B,
    /// 150 rooms of 4 people, 12 keystrokes a second each
    Sat,
    /// One room of 60 people, 2 keystrokes a second each
    Room,
    /// People who are in their rooms and say nothing
    Idle,
    /// A room of 100,000 edits, opened after a kill (CoDevLive only)
    Opening,
    /// 10 rooms of 4 people, on one node and then half and half on two (not Node Socket.IO)
    Nodes,
    /// Jobs that do nothing, at concurrency 10, on one Redis (queues alone)
    Jobs,
}

impl Part {
    pub(crate) const ALL: [Self; 7] = [
        Self::B,
        Self::Sat,
        Self::Room,
        Self::Idle,
        Self::Opening,
        Self::Nodes,
        Self::Jobs,
    ];

    /// As the table calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::B => "B: 100 rooms × 4, 10/s",
            Self::Sat => "SAT: 150 rooms × 4, 12/s",
            Self::Room => "one room of 60, 2/s",
            Self::Idle => "idle, authenticated",
            Self::Opening => "opening 100,000 edits",
            Self::Nodes => "a second node: 10 rooms × 4, 5/s",
            Self::Jobs => "no-op jobs, 10 at a time",
        }
    }
}

/// What is told of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Measure {
    /// Keystroke to another person, in milliseconds.
    P50,
    P99,
    /// Keystroke to its ack, in milliseconds.
    AckP50,
    AckP99,
    /// The server's processor time per 1,000 deliveries, in seconds.
    CpuPerThousand,
    /// The server's share of its core, in per cent.
    Cpu,
    /// The load generator's share of its own core, in per cent: near 100 it distorts.
    OwnCpu,
    /// The server's memory at the end of a load, in megabytes.
    Memory,
    /// Deliveries that never came.
    Missing,
    /// Deliveries that came again.
    Duplicated,
    /// Edits that were refused.
    Refused,
    /// Memory per connection, in kilobytes.
    MemoryPerConnection,
    /// Connections open at the end.
    Held,
    /// Connection to text, in milliseconds.
    ToText,
    /// Keystroke to another person where there is one node, in milliseconds.
    OneNodeP50,
    OneNodeP99,
    /// The same where there are two, to people on the typist's own.
    SameNodeP50,
    SameNodeP99,
    /// And to people on the other.
    OtherNodeP50,
    OtherNodeP99,
    /// How much later the same keystroke is on the other node, in milliseconds.
    Added,
    AddedP99,
    /// The same between the halves of a room that are on one node: what the figure is without a second one.
    AddedByNone,
    /// [`Self::OtherNodeP50`] less [`Self::OneNodeP50`].
    MediansApart,
    /// Jobs done a second, from the worker's start until none is left.
    Consumed,
    /// Jobs enqueued a second.
    Enqueued,
}

impl Measure {
    /// As the table calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::P50 => "to another person, p50, ms",
            Self::P99 => "to another person, p99, ms",
            Self::AckP50 => "to the ack, p50, ms",
            Self::AckP99 => "to the ack, p99, ms",
            Self::CpuPerThousand => "CPU-s per 1,000 deliveries",
            Self::Cpu => "CPU, % of a core",
            Self::OwnCpu => "load generator, % of its core",
            Self::Memory => "RSS at the end, MB",
            Self::Missing => "deliveries missing",
            Self::Duplicated => "deliveries doubled",
            Self::Refused => "edits refused",
            Self::MemoryPerConnection => "RSS per connection, KB",
            Self::Held => "connections held",
            Self::ToText => "to first text, ms",
            Self::OneNodeP50 => "one node: to another person, p50, ms",
            Self::OneNodeP99 => "one node: to another person, p99, ms",
            Self::SameNodeP50 => "two nodes: to people on the same, p50, ms",
            Self::SameNodeP99 => "two nodes: to people on the same, p99, ms",
            Self::OtherNodeP50 => "two nodes: to people on the other, p50, ms",
            Self::OtherNodeP99 => "two nodes: to people on the other, p99, ms",
            Self::Added => "the same keystroke, later on the other node by, p50, ms",
            Self::AddedP99 => "the same keystroke, later on the other node by, p99, ms",
            Self::AddedByNone => "the same with both halves on one node, p50, ms",
            Self::MediansApart => "p50 on the other of two nodes less p50 on one, ms",
            Self::Consumed => "consumed, jobs/s",
            Self::Enqueued => "enqueued, jobs/s",
        }
    }

    /// Whether a ratio of it says something. Of times with a `MongoDB` in them and times without a store
    /// it does not.
    pub(crate) fn is_compared(self) -> bool {
        !matches!(
            self,
            Self::OwnCpu
                | Self::Missing
                | Self::Duplicated
                | Self::Refused
                | Self::Held
                | Self::OneNodeP50
                | Self::OneNodeP99
                | Self::SameNodeP50
                | Self::SameNodeP99
                | Self::OtherNodeP50
                | Self::OtherNodeP99
                | Self::AddedByNone
                | Self::MediansApart
        )
    }

    /// With as many digits as it deserves.
    pub(crate) fn show(self, value: f64) -> String {
        match self {
            Self::CpuPerThousand => format!("{value:.4}"),
            Self::MemoryPerConnection | Self::Memory | Self::Cpu => format!("{value:.1}"),
            Self::OwnCpu
            | Self::Missing
            | Self::Duplicated
            | Self::Refused
            | Self::Held
            | Self::ToText
            | Self::Consumed
            | Self::Enqueued => format!("{value:.0}"),
            // Milliseconds that are few.
            _ => format!("{value:.2}"),
        }
    }
}

/// A figure of one server, each round's.
pub(crate) type Key = (Part, Measure, Kind);

/// All that was measured.
#[derive(Clone, Debug, Default)]
pub(crate) struct Samples {
    rounds: BTreeMap<Key, Vec<f64>>,
}

impl Samples {
    pub(crate) fn add(&mut self, part: Part, measure: Measure, kind: Kind, value: f64) {
        self.rounds
            .entry((part, measure, kind))
            .or_default()
            .push(value);
    }

    /// The median of all rounds.
    pub(crate) fn median(&self, part: Part, measure: Measure, kind: Kind) -> Option<f64> {
        median(self.rounds.get(&(part, measure, kind))?)
    }

    /// The worst of all rounds, where less is better.
    pub(crate) fn worst(&self, part: Part, measure: Measure, kind: Kind) -> Option<f64> {
        self.rounds
            .get(&(part, measure, kind))?
            .iter()
            .copied()
            .reduce(f64::max)
    }

    /// What the table has rows for, in order.
    pub(crate) fn rows(&self) -> Vec<(Part, Measure)> {
        let mut rows: Vec<_> = self
            .rounds
            .keys()
            .map(|&(part, measure, _)| (part, measure))
            .collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// Each figure with each round.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Key, &[f64])> {
        self.rounds
            .iter()
            .map(|(key, values)| (key, values.as_slice()))
    }
}

/// Of an even number of values, the mean of the two in the middle.
fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = *sorted.get((sorted.len() - 1) / 2)?;
    Some(f64::midpoint(lower, upper))
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_value(self, f)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_value(self, f)
    }
}

/// As one writes it on the command line.
fn fmt_value(value: &impl clap::ValueEnum, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(
        value
            .to_possible_value()
            .as_ref()
            .map_or("", |value| value.get_name()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_one() {
        assert_eq!(median(&[5.0, 1.0, 9.0]), Some(5.0));
        assert_eq!(median(&[4.0, 1.0, 9.0, 6.0]), Some(5.0));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn each_server_has_figures_of_its_own() {
        let mut samples = Samples::default();
        samples.add(Part::B, Measure::P99, Kind::CoDevLive, 2.0);
        samples.add(Part::B, Measure::P99, Kind::SocketIo, 8.0);
        assert_eq!(
            samples.median(Part::B, Measure::P99, Kind::CoDevLive),
            Some(2.0)
        );
        assert_eq!(
            samples.median(Part::Sat, Measure::P99, Kind::CoDevLive),
            None
        );
        assert_eq!(samples.rows(), [(Part::B, Measure::P99)]);
    }
}
