//! What an item of a Yjs update holds: skipped over, with its length in clocks.
//!
//! Stricter than the library, which trusts counts and recurses without end: no sub-documents, no legacy
//! JSON lists (the library reads one element too many), no links, and nothing nested deeper than
//! [`MAX_DEPTH`].

use super::lib0::{Malformed, Reader};

/// The deepest nesting of arrays and objects in a value.
const MAX_DEPTH: u32 = 64;

pub(super) const DELETED: u8 = 1;
const BINARY: u8 = 3;
const STRING: u8 = 4;
const EMBED: u8 = 5;
const FORMAT: u8 = 6;
pub(super) const TYPE: u8 = 7;
const ANY: u8 = 8;

/// The kinds of shared types: array, map, text, XML fragment and XML text stand alone; an XML element has
/// its name behind it.
const PLAIN_TYPES: [u8; 5] = [0, 1, 2, 4, 6];
pub(super) const XML_ELEMENT: u8 = 3;

/// Skips the content of an item of this kind; how many clocks it is long.
pub(super) fn skip(reader: &mut Reader<'_>, kind: u8) -> Result<u32, Malformed> {
    match kind {
        DELETED => reader.clock(),
        BINARY => reader.buffer().map(|_| 1),
        STRING => {
            let units = reader.string()?.encode_utf16().count();
            u32::try_from(units).map_err(|_| Malformed)
        }
        EMBED => json(reader),
        FORMAT => {
            reader.string()?;
            json(reader)
        }
        TYPE => shared_type(reader),
        ANY => {
            let count = reader.clock()?;
            for _ in 0..count {
                any(reader, 0)?;
            }
            Ok(count)
        }
        _ => Err(Malformed),
    }
}

fn json(reader: &mut Reader<'_>) -> Result<u32, Malformed> {
    serde_json::from_str::<serde::de::IgnoredAny>(reader.string()?).map_err(|_| Malformed)?;
    Ok(1)
}

fn shared_type(reader: &mut Reader<'_>) -> Result<u32, Malformed> {
    match reader.byte()? {
        plain if PLAIN_TYPES.contains(&plain) => Ok(1),
        XML_ELEMENT => reader.string().map(|_| 1),
        _ => Err(Malformed),
    }
}

/// Skips one value of lib0's `any` encoding.
fn any(reader: &mut Reader<'_>, depth: u32) -> Result<(), Malformed> {
    if depth > MAX_DEPTH {
        return Err(Malformed);
    }
    match reader.byte()? {
        // undefined, null, true, false
        127 | 126 | 121 | 120 => Ok(()),
        125 => signed(reader),
        124 => reader.take(4).map(drop),
        123 | 122 => reader.take(8).map(drop),
        119 => reader.string().map(drop),
        118 => {
            for _ in 0..reader.uint()? {
                reader.string()?;
                any(reader, depth + 1)?;
            }
            Ok(())
        }
        117 => {
            for _ in 0..reader.uint()? {
                any(reader, depth + 1)?;
            }
            Ok(())
        }
        116 => reader.buffer().map(drop),
        _ => Err(Malformed),
    }
}

/// A signed integer, of at most eight bytes.
fn signed(reader: &mut Reader<'_>) -> Result<(), Malformed> {
    for _ in 0..8 {
        if reader.byte()? < 0x80 {
            return Ok(());
        }
    }
    Err(Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_nesting_is_refused() {
        let nested = |depth: usize| {
            let mut bytes = vec![1];
            bytes.extend([117, 1].repeat(depth));
            bytes.push(126);
            bytes
        };
        assert_eq!(skip(&mut Reader::new(&nested(60)), ANY), Ok(1));
        assert_eq!(
            skip(&mut Reader::new(&nested(500_000)), ANY),
            Err(Malformed)
        );
    }

    #[test]
    fn subdocuments_links_and_legacy_lists_are_refused() {
        for kind in [0, 2, 9, 10, 15] {
            assert_eq!(
                skip(&mut Reader::new(&[1, 1, 1, 1]), kind),
                Err(Malformed),
                "{kind}"
            );
        }
        assert_eq!(skip(&mut Reader::new(&[7]), TYPE), Err(Malformed));
        assert_eq!(skip(&mut Reader::new(&[2]), TYPE), Ok(1));
    }

    #[test]
    fn texts_are_as_long_as_javascript_says() {
        let mut bytes = Vec::new();
        super::super::lib0::write_string(&mut bytes, "a😀");
        assert_eq!(skip(&mut Reader::new(&bytes), STRING), Ok(3));
    }
}
