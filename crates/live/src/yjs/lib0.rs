//! The binary encoding that Yjs uses (lib0): variable-length integers, and byte strings with their length.

/// The bytes are not what the format says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("malformed")]
pub(crate) struct Malformed;

/// The largest client id and the largest count: what JavaScript counts exactly, 2⁵³ − 1.
const MAX_UINT: u64 = (1 << 53) - 1;

/// The largest clock: the library casts them to signed 32 bits.
const MAX_CLOCK: u64 = i32::MAX as u64;

/// Reads from the start of some bytes to their end. It allocates nothing, so a count that is a lie costs
/// nothing.
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// How many bytes have been read.
    pub(crate) const fn position(&self) -> usize {
        self.at
    }

    pub(crate) const fn is_at_end(&self) -> bool {
        self.at == self.bytes.len()
    }

    pub(crate) fn byte(&mut self) -> Result<u8, Malformed> {
        let byte = *self.bytes.get(self.at).ok_or(Malformed)?;
        self.at += 1;
        Ok(byte)
    }

    pub(crate) fn take(&mut self, length: usize) -> Result<&'a [u8], Malformed> {
        let end = self.at.checked_add(length).ok_or(Malformed)?;
        let taken = self.bytes.get(self.at..end).ok_or(Malformed)?;
        self.at = end;
        Ok(taken)
    }

    /// An unsigned integer: seven bits a byte, the lowest first.
    pub(crate) fn uint(&mut self) -> Result<u64, Malformed> {
        let mut value = 0_u64;
        for shift in (0..=49).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return if value <= MAX_UINT {
                    Ok(value)
                } else {
                    Err(Malformed)
                };
            }
        }
        Err(Malformed)
    }

    /// A clock, or a length in clocks.
    pub(crate) fn clock(&mut self) -> Result<u32, Malformed> {
        match self.uint()? {
            clock @ 0..=MAX_CLOCK => u32::try_from(clock).map_err(|_| Malformed),
            _ => Err(Malformed),
        }
    }

    /// Bytes behind their length.
    pub(crate) fn buffer(&mut self) -> Result<&'a [u8], Malformed> {
        let length = usize::try_from(self.uint()?).map_err(|_| Malformed)?;
        self.take(length)
    }

    /// A text behind its length in bytes.
    pub(crate) fn string(&mut self) -> Result<&'a str, Malformed> {
        std::str::from_utf8(self.buffer()?).map_err(|_| Malformed)
    }
}

/// Appends an unsigned integer.
pub(crate) fn write_uint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    out.push(value.to_le_bytes()[0]);
}

/// Appends a text behind its length.
pub(crate) fn write_string(out: &mut Vec<u8>, text: &str) {
    write_uint(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

/// The end of a run of clocks, if it is still a clock.
pub(crate) fn run_end(start: u32, length: u32) -> Result<u32, Malformed> {
    let end = start.checked_add(length).ok_or(Malformed)?;
    if u64::from(end) <= MAX_CLOCK {
        Ok(end)
    } else {
        Err(Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_come_back_and_no_others_are_read() {
        for value in [0, 1, 127, 128, 300, u64::from(u32::MAX), MAX_UINT] {
            let mut bytes = Vec::new();
            write_uint(&mut bytes, value);
            assert_eq!(Reader::new(&bytes).uint(), Ok(value));
        }
        let mut too_large = Vec::new();
        write_uint(&mut too_large, MAX_UINT + 1);
        assert_eq!(Reader::new(&too_large).uint(), Err(Malformed));
        assert_eq!(Reader::new(&[0x80; 12]).uint(), Err(Malformed));
        assert_eq!(Reader::new(&[0x80]).uint(), Err(Malformed));
    }

    #[test]
    fn a_length_beyond_the_end_is_refused() {
        let mut bytes = Vec::new();
        write_uint(&mut bytes, u64::from(u32::MAX));
        assert_eq!(Reader::new(&bytes).buffer(), Err(Malformed));
        assert_eq!(run_end(1, i32::MAX as u32), Err(Malformed));
        assert_eq!(run_end(1, 2), Ok(3));
    }
}
