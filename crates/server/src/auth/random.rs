//! Secrets that nobody can guess.

use rand::Rng;

/// So many random bytes, of the operating system's generator.
#[expect(
    clippy::disallowed_methods,
    reason = "a secret is random by what the system offers"
)]
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_two_are_alike() {
        assert_ne!(super::bytes::<16>(), super::bytes::<16>());
    }
}
