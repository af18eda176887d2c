//! The table: every figure, the ratios, and what of the targets is met.

use std::fmt::Write;

use crate::{
    samples::{Measure, Part, Samples},
    server::Kind,
    targets::{TARGETS, Target, Verdict},
};

/// Markdown.
pub(crate) fn table(samples: &Samples) -> String {
    let mut out = String::from(
        "| load | figure | CoDevLive | Node Socket.IO | Hocuspocus | BullMQ | must | aim | |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    let mut last = None;
    for (part, measure) in samples.rows() {
        let load = if last == Some(part) { "" } else { part.name() };
        last = Some(part);
        let targets: Vec<_> = TARGETS
            .iter()
            .filter(|t| t.part == part && t.measure == measure)
            .collect();
        let row = [
            load.to_owned(),
            measure.name().to_owned(),
            ours(samples, part, measure),
            peers(samples, part, measure, Kind::SocketIo),
            peers(samples, part, measure, Kind::Hocuspocus),
            peers(samples, part, measure, Kind::BullMq),
            join(&targets, |target| target.show(target.must)),
            join(&targets, |target| target.show(target.aim)),
            join(&targets, |target| say(target.verdict(samples)).to_owned()),
        ];
        // Writing to a string does not fail.
        let _ = writeln!(out, "| {} |", row.join(" | "));
    }
    out
}

fn join(targets: &[&Target], show: impl Fn(&Target) -> String) -> String {
    targets
        .iter()
        .map(|target| show(target))
        .collect::<Vec<_>>()
        .join(", ")
}

fn say(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        None => "–",
        Some(Verdict::Missed) => "**missed**",
        Some(Verdict::Must) => "must",
        Some(Verdict::Aim) => "must and aim",
    }
}

fn ours(samples: &Samples, part: Part, measure: Measure) -> String {
    samples
        .median(part, measure, Kind::CoDevLive)
        .map_or_else(|| "–".to_owned(), |value| measure.show(value))
}

/// A peer's figure, and ours as a multiple of it.
fn peers(samples: &Samples, part: Part, measure: Measure, peer: Kind) -> String {
    let Some(value) = samples.median(part, measure, peer) else {
        return "–".to_owned();
    };
    let shown = measure.show(value);
    match samples.median(part, measure, Kind::CoDevLive) {
        Some(ours) if value > 0.0 && measure.is_compared() => {
            format!("{shown} ({:.2} ×)", ours / value)
        }
        _ => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_figures_ratios_and_verdicts() {
        let mut samples = Samples::default();
        samples.add(Part::B, Measure::P99, Kind::CoDevLive, 3.0);
        samples.add(Part::B, Measure::P99, Kind::SocketIo, 4.0);
        samples.add(Part::B, Measure::P99, Kind::Hocuspocus, 6.0);
        let table = table(&samples);
        let row = table.lines().nth(2).expect("a row");
        assert_eq!(
            row,
            "| B: 100 rooms × 4, 10/s | to another person, p99, ms | 3.00 | 4.00 (0.75 ×) \
             | 6.00 (0.50 ×) | – | ≤ 1.5 × Node Socket.IO, ≤ 1 × Hocuspocus \
             | ≤ 0.5 × Node Socket.IO, ≤ 0.5 × Hocuspocus | must, must and aim |"
        );
    }

    #[test]
    fn what_was_not_measured_is_a_dash() {
        let mut samples = Samples::default();
        samples.add(Part::Opening, Measure::ToText, Kind::CoDevLive, 90.0);
        assert!(table(&samples).contains("| 90 | – | – | – |"));
    }
}
