//! What is to be reached, and what the best engineers would want.

use crate::{
    samples::{Measure, Part, Samples},
    server::Kind,
};

/// A bound on a figure of CoDevLive.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target {
    pub(crate) part: Part,
    pub(crate) measure: Measure,
    pub(crate) of: Of,
    /// Without this it is not done.
    pub(crate) must: f64,
    /// Where it should be in the end.
    pub(crate) aim: f64,
}

/// What the bound is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    /// The figure over that of a peer, at most.
    Ratio(Kind),
    /// The figure over that of a peer, at least.
    Multiple(Kind),
    /// The figure, at most.
    AtMost,
    /// The figure, at least.
    AtLeast,
}

/// All targets that this bench can measure, as a client sees it.
pub(crate) const TARGETS: &[Target] = &[
    ratio(Part::B, Measure::P99, Kind::SocketIo, 1.5, 0.5),
    ratio(Part::B, Measure::P99, Kind::Hocuspocus, 1.0, 0.5),
    ratio(Part::B, Measure::CpuPerThousand, Kind::SocketIo, 0.75, 0.4),
    ratio(
        Part::B,
        Measure::CpuPerThousand,
        Kind::Hocuspocus,
        0.75,
        0.4,
    ),
    ratio(Part::Sat, Measure::P99, Kind::SocketIo, 0.25, 0.1),
    ratio(Part::Sat, Measure::P99, Kind::Hocuspocus, 0.4, 0.1),
    bound(
        Part::Idle,
        Measure::MemoryPerConnection,
        Of::AtMost,
        40.0,
        15.0,
    ),
    bound(Part::Idle, Measure::Held, Of::AtLeast, 5_000.0, 18_000.0),
    bound(Part::Opening, Measure::ToText, Of::AtMost, 500.0, 150.0),
    bound(Part::Nodes, Measure::Added, Of::AtMost, 2.0, 1.0),
    bound(
        Part::Jobs,
        Measure::Consumed,
        Of::Multiple(Kind::BullMq),
        3.0,
        5.0,
    ),
    lossless(Part::B, Measure::Missing),
    lossless(Part::B, Measure::Duplicated),
    lossless(Part::Sat, Measure::Missing),
    lossless(Part::Sat, Measure::Duplicated),
    lossless(Part::Room, Measure::Missing),
    lossless(Part::Room, Measure::Duplicated),
    lossless(Part::Nodes, Measure::Missing),
    lossless(Part::Nodes, Measure::Duplicated),
];

const fn ratio(part: Part, measure: Measure, peer: Kind, must: f64, aim: f64) -> Target {
    bound(part, measure, Of::Ratio(peer), must, aim)
}

const fn lossless(part: Part, measure: Measure) -> Target {
    bound(part, measure, Of::AtMost, 0.0, 0.0)
}

const fn bound(part: Part, measure: Measure, of: Of, must: f64, aim: f64) -> Target {
    Target {
        part,
        measure,
        of,
        must,
        aim,
    }
}

/// How far it got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    Missed,
    Must,
    Aim,
}

impl Target {
    /// `None` where it was not measured.
    pub(crate) fn verdict(&self, samples: &Samples) -> Option<Verdict> {
        let value = self.value(samples)?;
        let reaches = |bound: f64| match self.of {
            Of::AtLeast | Of::Multiple(_) => value >= bound,
            Of::Ratio(_) | Of::AtMost => value <= bound,
        };
        Some(match (reaches(self.aim), reaches(self.must)) {
            (true, _) => Verdict::Aim,
            (false, true) => Verdict::Must,
            (false, false) => Verdict::Missed,
        })
    }

    fn value(&self, samples: &Samples) -> Option<f64> {
        let of = |kind| samples.median(self.part, self.measure, kind);
        match self.of {
            Of::Ratio(peer) | Of::Multiple(peer) => Some(of(Kind::CoDevLive)? / of(peer)?),
            // What must never happen must happen in no round.
            Of::AtMost if self.must == 0.0 => {
                samples.worst(self.part, self.measure, Kind::CoDevLive)
            }
            Of::AtLeast | Of::AtMost => of(Kind::CoDevLive),
        }
    }

    /// A bound, as the table writes it.
    pub(crate) fn show(&self, bound: f64) -> String {
        match self.of {
            Of::Ratio(peer) => format!("≤ {bound} × {}", peer.name()),
            Of::Multiple(peer) => format!("≥ {bound} × {}", peer.name()),
            Of::AtMost => format!("≤ {bound}"),
            Of::AtLeast => format!("≥ {bound}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(ours: f64, peers: f64) -> Option<Verdict> {
        let mut samples = Samples::default();
        samples.add(Part::B, Measure::P99, Kind::CoDevLive, ours);
        samples.add(Part::B, Measure::P99, Kind::SocketIo, peers);
        TARGETS[0].verdict(&samples)
    }

    #[test]
    fn a_ratio_is_judged_against_its_peer() {
        assert_eq!(verdict(3.0, 6.0), Some(Verdict::Aim));
        assert_eq!(verdict(6.0, 6.0), Some(Verdict::Must));
        assert_eq!(verdict(9.1, 6.0), Some(Verdict::Missed));
    }

    #[test]
    fn a_multiple_is_to_be_high() {
        let target = TARGETS.iter().find(|target| target.part == Part::Jobs);
        for (ours, verdict) in [
            (29.0, Verdict::Missed),
            (30.0, Verdict::Must),
            (50.0, Verdict::Aim),
        ] {
            let mut samples = Samples::default();
            samples.add(Part::Jobs, Measure::Consumed, Kind::CoDevLive, ours);
            samples.add(Part::Jobs, Measure::Consumed, Kind::BullMq, 10.0);
            let judged = target.and_then(|target| target.verdict(&samples));
            assert_eq!(judged, Some(verdict));
        }
    }

    #[test]
    fn what_was_not_measured_is_not_judged() {
        assert_eq!(TARGETS[0].verdict(&Samples::default()), None);
    }

    #[test]
    fn one_lost_delivery_in_one_round_is_a_miss() {
        let target = TARGETS
            .iter()
            .find(|target| target.measure == Measure::Missing);
        let mut samples = Samples::default();
        for missing in [0.0, 1.0, 0.0] {
            samples.add(Part::B, Measure::Missing, Kind::CoDevLive, missing);
        }
        assert_eq!(
            target.and_then(|target| target.verdict(&samples)),
            Some(Verdict::Missed)
        );
    }

    #[test]
    fn a_figure_without_a_single_sample_is_missed() {
        let target = TARGETS.iter().find(|target| target.part == Part::Nodes);
        let mut samples = Samples::default();
        samples.add(Part::Nodes, Measure::Added, Kind::CoDevLive, f64::NAN);
        assert_eq!(
            target.and_then(|target| target.verdict(&samples)),
            Some(Verdict::Missed)
        );
    }

    #[test]
    fn a_figure_that_should_be_high_is_judged_so() {
        let target = TARGETS.iter().find(|target| target.of == Of::AtLeast);
        let mut samples = Samples::default();
        samples.add(Part::Idle, Measure::Held, Kind::CoDevLive, 5_000.0);
        assert_eq!(
            target.and_then(|target| target.verdict(&samples)),
            Some(Verdict::Must)
        );
    }
}
