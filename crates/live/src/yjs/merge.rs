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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use yrs::updates::decoder::Decode;
    use yrs::{Doc, GetString, ReadTxn, StateVector, Text, Transact, Update};

    use super::*;
    use crate::yjs::document::new_doc;

    /// Types into a text or deletes from it; each step is one update.
    fn typed(client: u64, steps: &[(u32, Option<String>)]) -> (Doc, Vec<Bytes>) {
        let doc = new_doc(client);
        let text = doc.get_or_insert_text("content");
        let mut updates = Vec::new();
        for (at, insert) in steps {
            let mut transaction = doc.transact_mut();
            let length = text.len(&transaction);
            match insert {
                Some(insert) => text.insert(&mut transaction, at % (length + 1), insert),
                None if length > 0 => text.remove_range(&mut transaction, at % length, 1),
                None => {}
            }
            updates.push(transaction.encode_update_v1().into());
        }
        (doc, updates)
    }

    fn part(update: &Bytes) -> Part {
        Part {
            scan: Scan::of(update).unwrap(),
            update: update.clone(),
        }
    }

    fn content(doc: &Doc) -> String {
        doc.get_or_insert_text("content")
            .get_string(&doc.transact())
    }

    proptest! {
        #[test]
        fn a_merged_run_of_typing_is_what_was_typed(
            steps in prop::collection::vec((any::<u32>(), prop::option::weighted(0.7, "[a-z😀]{1,3}")), 1..40),
            cut in any::<prop::sample::Index>(),
        ) {
            let (source, updates) = typed(7, &steps);
            let parts: Vec<_> = updates.iter().map(part).collect();
            let (before, after) = parts.split_at(cut.index(parts.len()));
            let copy = new_doc(0);
            for run in [before, after] {
                if !run.is_empty() {
                    let merged = merge(run).expect("typing of one client is a run");
                    prop_assert!(Scan::of(&merged).is_ok());
                    copy.transact_mut().apply_update(Update::decode_v1(&merged).unwrap()).unwrap();
                }
            }
            prop_assert_eq!(content(&copy), content(&source));
            let all = source.transact().encode_state_as_update_v1(&StateVector::default());
            let copied = copy.transact().encode_state_as_update_v1(&StateVector::default());
            prop_assert_eq!(copied, all);
        }
    }

    #[test]
    fn what_is_no_run_is_left_apart() {
        let (_, mine) = typed(
            1,
            &[
                (0, Some("a".into())),
                (1, Some("b".into())),
                (2, Some("c".into())),
            ],
        );
        let (_, yours) = typed(2, &[(0, Some("x".into()))]);
        assert!(
            merge(&[part(&mine[0]), part(&yours[0])]).is_none(),
            "two clients"
        );
        assert!(merge(&[part(&mine[0]), part(&mine[2])]).is_none(), "a gap");
        assert!(
            merge(&[part(&mine[1]), part(&mine[0])]).is_none(),
            "the wrong order"
        );
        assert!(merge(&[part(&mine[0]), part(&mine[1])]).is_some());
    }

    #[test]
    fn deletions_alone_are_merged_and_joined() {
        let (doc, updates) = typed(1, &[(0, Some("abcdef".into())), (1, None), (1, None)]);
        let merged = merge(&[part(&updates[1]), part(&updates[2])]).unwrap();
        assert_eq!(
            Scan::of(&merged).unwrap().deletions,
            [Deletion {
                client: 1,
                start: 1,
                end: 3
            }]
        );
        let copy = new_doc(0);
        for update in [&updates[0], &merged] {
            copy.transact_mut()
                .apply_update(Update::decode_v1(update).unwrap())
                .unwrap();
        }
        assert_eq!(content(&copy), content(&doc));
    }
}
