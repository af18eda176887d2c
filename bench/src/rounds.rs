//! All parts, round by round. Within a round the servers follow each other, so that whatever else the
//! machine does in the course of a run meets all of them.

use std::time::Duration;

use crate::{
    failure::Result,
    idle, jobs,
    load::{self, Load},
    opening,
    options::Options,
    samples::{Measure, Part, Samples},
    second_node,
    server::{Kind, Layout, Redis, Server, Site},
};

/// How long and how large.
#[derive(Clone, Copy, Debug)]
struct Scale {
    rounds: u32,
    warm_up: Duration,
    measured: Duration,
    idle: usize,
    edits: u32,
    jobs: u32,
}

/// What every part may use.
#[derive(Clone, Copy)]
struct Ground<'a> {
    scale: Scale,
    site: &'a Site,
    /// The one that all queues are measured on.
    redis: Option<&'a Redis>,
}

impl Scale {
    fn of(options: &Options) -> Self {
        if options.quick {
            let (warm_up, measured) = (Duration::from_secs(1), Duration::from_secs(3));
            return Self {
                rounds: 1,
                warm_up,
                measured,
                idle: 400,
                edits: 5_000,
                jobs: 2_000,
            };
        }
        Self {
            rounds: options.rounds,
            // Node compiles what is hot within its first seconds.
            warm_up: Duration::from_secs(5),
            measured: Duration::from_secs(15),
            idle: if options.full { 18_000 } else { 5_000 },
            edits: 100_000,
            // Each does as many as it does in a second, and then some.
            jobs: 40_000,
        }
    }

    fn load(&self, rooms: u32, people: u32, per_second: u32) -> Load {
        Load {
            rooms,
            people,
            typing: people,
            per_second,
            keep_arrivals: false,
            warm_up: self.warm_up,
            measured: self.measured,
        }
    }
}

/// Runs what was asked for; tells of each step.
pub(crate) async fn run(options: &Options, site: &Site, tell: impl Fn(&str)) -> Result<Samples> {
    let scale = Scale::of(options);
    let mut samples = Samples::default();
    let mut runs = Vec::new();
    for (&part, &kind) in pairs(&options.loads, &options.servers) {
        match lack(part, kind, site) {
            None => runs.push((part, kind)),
            Some(lack) => tell(&format!("!!!! {part} DOES NOT RUN for {kind}: {lack}.")),
        }
    }
    let folder = tempfile::Builder::new()
        .prefix("bench-")
        .tempdir_in(&site.scratch)?;
    let redis = if runs.iter().any(|(part, _)| *part == Part::Jobs) {
        Some(Redis::start(folder.path(), site.cores).await?)
    } else {
        None
    };
    let ground = Ground {
        scale,
        site,
        redis: redis.as_ref(),
    };
    for round in 1..=scale.rounds {
        for &(part, kind) in &runs {
            let (rounds, part_name, kind_name) = (scale.rounds, part.name(), kind.name());
            let what = format!("round {round} of {rounds}: {part_name}, {kind_name}");
            let said = one(part, kind, ground, &mut samples)
                .await
                .map_err(|failure| format!("{what}: {failure}"))?;
            tell(&format!("{what}: {said}"));
        }
    }
    Ok(samples)
}

/// The servers of each part, in order, without those it is not made for.
fn pairs<'a>(parts: &'a [Part], kinds: &'a [Kind]) -> impl Iterator<Item = (&'a Part, &'a Kind)> {
    let all = parts
        .iter()
        .flat_map(|part| kinds.iter().map(move |kind| (part, kind)));
    all.filter(|(part, kind)| match part {
        Part::Opening => **kind == Kind::CoDevLive,
        Part::Nodes => matches!(kind, Kind::CoDevLive | Kind::Hocuspocus),
        Part::Jobs => matches!(kind, Kind::CoDevLive | Kind::BullMq),
        Part::B | Part::Sat | Part::Room | Part::Idle => **kind != Kind::BullMq,
    })
}

/// What is not there that it takes.
fn lack(part: Part, kind: Kind, site: &Site) -> Option<&'static str> {
    if !matches!(part, Part::Nodes | Part::Jobs) {
        None
    } else if !Redis::is_installed() {
        Some("no redis-server")
    } else if part == Part::Jobs {
        None
    } else if kind == Kind::CoDevLive && site.mongo.is_none() {
        Some("no TEST_MONGO_URI")
    } else {
        None
    }
}

/// One part at one server; answers what to tell of it.
async fn one(part: Part, kind: Kind, ground: Ground<'_>, samples: &mut Samples) -> Result<String> {
    let Ground { scale, site, redis } = ground;
    let add = |measure, value| samples.add(part, measure, kind, value);
    let start = || Server::start(kind, Layout::Alone, site);
    match part {
        Part::B => type_in(start().await?, scale.load(100, 4, 10), add).await,
        Part::Sat => type_in(start().await?, scale.load(150, 4, 12), add).await,
        Part::Room => type_in(start().await?, scale.load(1, 60, 2), add).await,
        Part::Idle => hold(start().await?, scale.idle, add).await,
        Part::Opening => reopen(start().await?, scale.edits, add).await,
        Part::Nodes => second_node::run(kind, scale.load(10, 4, 5), site, add).await,
        Part::Jobs => {
            let redis = redis.ok_or("no Redis was started")?;
            jobs::run(kind, scale.jobs, (redis, site), add).await
        }
    }
}

async fn hold(
    mut server: Server,
    connections: usize,
    mut add: impl FnMut(Measure, f64),
) -> Result<String> {
    let outcome = idle::run(&mut server, connections).await?;
    let per_connection = float(outcome.memory) / float(connections as u64) / 1024.0;
    add(Measure::MemoryPerConnection, per_connection);
    add(Measure::Held, float(outcome.held as u64));
    Ok(format!(
        "{per_connection:.1} KB each, {} held",
        outcome.held
    ))
}

async fn reopen(server: Server, edits: u32, mut add: impl FnMut(Measure, f64)) -> Result<String> {
    let written = opening::write(&server, edits).await?;
    let server = server.restart().await?;
    let elapsed = opening::open(&server, &written).await?;
    add(Measure::ToText, millis(elapsed));
    Ok(format!("{elapsed:.0?}"))
}

async fn type_in(
    mut server: Server,
    load: Load,
    mut add: impl FnMut(Measure, f64),
) -> Result<String> {
    let outcome = load.run(&mut server).await?;
    let load::Outcome { counts, .. } = &outcome;
    let quantile = |histogram: &hdrhistogram::Histogram<u64>, quantile| {
        float(histogram.value_at_quantile(quantile)) / 1000.0
    };
    let (p50, p99) = (
        quantile(&counts.latency, 0.5),
        quantile(&counts.latency, 0.99),
    );
    let missing = outcome.expected - counts.delivered;
    let measured = outcome.measured.as_secs_f64();
    let cpu = outcome.server_cpu.as_secs_f64();
    add(Measure::P50, p50);
    add(Measure::P99, p99);
    add(Measure::AckP50, quantile(&counts.acks, 0.5));
    add(Measure::AckP99, quantile(&counts.acks, 0.99));
    add(
        Measure::CpuPerThousand,
        cpu * 1000.0 / float(counts.delivered_in_time),
    );
    add(Measure::Cpu, cpu / measured * 100.0);
    add(
        Measure::OwnCpu,
        outcome.own_cpu.as_secs_f64() / measured * 100.0,
    );
    add(Measure::Memory, float(outcome.memory) / 1024.0 / 1024.0);
    add(Measure::Missing, float(missing));
    add(Measure::Duplicated, float(counts.duplicated));
    add(Measure::Refused, float(counts.refused));
    let trouble = counts
        .trouble
        .as_ref()
        .map(|what| format!("; first trouble: {what}"));
    Ok(format!(
        "p50 {p50:.2} ms, p99 {p99:.2} ms, CPU {:.1} %, {missing} of {} missing{}",
        cpu / measured * 100.0,
        outcome.expected,
        trouble.unwrap_or_default()
    ))
}

fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

#[expect(clippy::cast_precision_loss, reason = "no count here comes near 2^52")]
pub(crate) fn float(number: u64) -> f64 {
    number as f64
}
