//! What a second node adds to a keystroke: rooms with everyone on one node, then the same rooms with half
//! of the people on each of two.

use crate::{
    failure::Result,
    load::{Load, Outcome, halves::Halves},
    rounds::float,
    samples::Measure,
    server::{Kind, Layout, Server, Site},
};

/// Runs both; answers what to tell of them.
pub(crate) async fn run(
    kind: Kind,
    load: Load,
    site: &Site,
    mut add: impl FnMut(Measure, f64),
) -> Result<String> {
    let load = Load {
        // Those of the first node: who types at one moment on two nodes at once makes conflicts in the log,
        // and how many depends on how long the store takes.
        typing: load.people / 2,
        keep_arrivals: true,
        ..load
    };
    let (one, mut on_one) = measure(kind, 1, load, site).await?;
    let (two, mut on_two) = measure(kind, 2, load, site).await?;
    let quantile = |quantile| float(one.counts.latency.value_at_quantile(quantile)) / 1000.0;
    let (one_p50, other_p50) = (quantile(0.5), on_two.other.quantile(0.5));
    let added = on_two.apart.quantile(0.5);
    add(Measure::OneNodeP50, one_p50);
    add(Measure::OneNodeP99, quantile(0.99));
    add(Measure::SameNodeP50, on_two.same.quantile(0.5));
    add(Measure::SameNodeP99, on_two.same.quantile(0.99));
    add(Measure::OtherNodeP50, other_p50);
    add(Measure::OtherNodeP99, on_two.other.quantile(0.99));
    add(Measure::Added, added);
    add(Measure::AddedP99, on_two.apart.quantile(0.99));
    add(Measure::AddedByNone, on_one.apart.quantile(0.5));
    add(Measure::MediansApart, other_p50 - one_p50);
    let both = |count: fn(&Outcome) -> u64| float(count(&one) + count(&two));
    let missing = both(|outcome| outcome.expected - outcome.counts.delivered);
    add(Measure::Missing, missing);
    add(
        Measure::Duplicated,
        both(|outcome| outcome.counts.duplicated),
    );
    add(Measure::Refused, both(|outcome| outcome.counts.refused));
    Ok(format!(
        "p50 {one_p50:.2} ms on one node, {other_p50:.2} ms on the other of two; the same keystroke \
         {added:.2} ms later; {missing} missing{}",
        trouble(&[one, two])
    ))
}

async fn measure(kind: Kind, nodes: usize, load: Load, site: &Site) -> Result<(Outcome, Halves)> {
    let mut server = Server::start(kind, Layout::Nodes(nodes), site).await?;
    let outcome = load.run(&mut server).await?;
    let arrivals = outcome.counts.arrivals.as_deref().unwrap_or_default();
    let halves = Halves::of(arrivals, &outcome.schedule, load.people);
    Ok((outcome, halves))
}

fn trouble(outcomes: &[Outcome]) -> String {
    let mut troubles = outcomes.iter().flat_map(|outcome| &outcome.counts.trouble);
    troubles
        .next()
        .map(|what| format!("; first trouble: {what}"))
        .unwrap_or_default()
}
