//! The variable-length integers and byte strings of lib0, in which Yjs and Hocuspocus write all they send.

/// Appends an unsigned integer, seven bits a byte, the lowest first.
pub(crate) fn write_uint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(0x80 | low_bits(number));
        number >>= 7;
    }
    out.push(low_bits(number));
}

/// The lowest seven.
fn low_bits(number: u64) -> u8 {
    (number & 0x7f) as u8
}

/// Appends bytes behind their length. A string is written the same way, in UTF-8.
pub(crate) fn write_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    write_uint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Reads what the functions above write. Each method answers `None` when the bytes end too early.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(crate) fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    pub(crate) fn uint(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// An integer that Yjs keeps in 32 bits.
    pub(crate) fn uint32(&mut self) -> Option<u32> {
        self.uint()?.try_into().ok()
    }

    pub(crate) fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.uint()?.try_into().ok()?;
        let (bytes, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_wrote() {
        let numbers = [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX];
        let mut out = Vec::new();
        for number in numbers {
            write_uint(&mut out, number);
        }
        write_bytes(&mut out, b"pad");
        let mut reader = Reader::new(&out);
        for number in numbers {
            assert_eq!(reader.uint(), Some(number));
        }
        assert_eq!(reader.bytes(), Some(&b"pad"[..]));
        assert_eq!(reader.byte(), None);
    }

    #[test]
    fn three_hundred_takes_two_bytes() {
        let mut out = Vec::new();
        write_uint(&mut out, 300);
        assert_eq!(out, [0xac, 0x02]);
    }

    #[test]
    fn bytes_that_end_too_early_are_none() {
        assert_eq!(Reader::new(&[0x80]).uint(), None);
        assert_eq!(Reader::new(&[3, 1, 2]).bytes(), None);
    }
}
