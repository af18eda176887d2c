//! What holds for any bytes that stand where a record of the log should be.

use bytes::Bytes;

use crate::record;

/// A record is refused, or has entries that come back when they are written.
///
/// # Panics
/// If that does not hold.
pub fn record(input: &[u8]) {
    let Ok(entries) = record::decode(1, &Bytes::copy_from_slice(input)) else {
        return;
    };
    let written = record::encode(&entries);
    let again = record::decode(1, &Bytes::from(written)).expect("a written record can be read");
    assert_eq!(again, entries);
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn all_that_was_found_holds_still() {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/records");
        let files: Vec<_> = std::fs::read_dir(corpus).unwrap().collect();
        assert!(!files.is_empty());
        for file in files {
            super::record(&std::fs::read(file.unwrap().path()).unwrap());
        }
    }
}
