//! Several updates as one, where that is possible by laying their structs end to end.

use bytes::Bytes;

use super::{
    lib0::write_uint,
    update::{Deletion, Scan, Section},
};

/// An update and what it consists of.
pub(crate) struct Part {
    pub(crate) update: Bytes,
    pub(crate) scan: Scan,
}

/// One update that does what these do, one after the other; none if that takes more than laying the
/// structs of one client end to end. (A run of typing is always that.) Nothing is decoded: what goes in
/// comes out, byte by byte.
pub(crate) fn merge(parts: &[Part]) -> Option<Bytes> {
    let run = run_of_one_client(parts)?;
    let mut out = Vec::with_capacity(parts.iter().map(|part| part.update.len()).sum());
    match run.first() {
        None => write_uint(&mut out, 0),
        Some((_, first)) => {
            write_uint(&mut out, 1);
            write_uint(
                &mut out,
                run.iter().map(|(_, section)| section.structs).sum(),
            );
            write_uint(&mut out, first.client);
            write_uint(&mut out, first.clocks.start.into());
        }
    }
    for (update, section) in &run {
        out.extend_from_slice(&update[section.bytes.clone()]);
    }
    write_deletions(&mut out, parts);
    Some(out.into())
}

/// The sections of all parts, if they are of one client and each begins where the one before ends.
fn run_of_one_client(parts: &[Part]) -> Option<Vec<(&Bytes, &Section)>> {
    let mut run: Vec<(&Bytes, &Section)> = Vec::with_capacity(parts.len());
    for part in parts {
        match part.scan.sections.as_slice() {
            [] => {}
            [section] => {
                let fits = run.last().is_none_or(|(_, last)| {
                    last.client == section.client && last.clocks.end == section.clocks.start
                });
                if !fits {
                    return None;
                }
                run.push((&part.update, section));
            }
            _ => return None,
        }
    }
    Some(run)
}

fn write_deletions(out: &mut Vec<u8>, parts: &[Part]) {
    let mut all: Vec<Deletion> = parts
        .iter()
        .flat_map(|part| part.scan.deletions.iter().cloned())
        .collect();
    all.sort_unstable();
    all.dedup_by(|next, last| {
        let touches = next.client == last.client && next.start <= last.end;
        if touches {
            last.end = last.end.max(next.end);
        }
        touches
    });
    let clients: Vec<&[Deletion]> = all.chunk_by(|a, b| a.client == b.client).collect();
    write_uint(out, clients.len() as u64);
    for runs in clients {
        write_uint(out, runs[0].client);
        write_uint(out, runs.len() as u64);
        for run in runs {
            write_uint(out, run.start.into());
            write_uint(out, (run.end - run.start).into());
        }
    }
}
